import { randomUUID } from 'node:crypto'
import { Fault } from '../core/fault.ts'
import { Secret } from '../core/secret.ts'
import { Turns } from '../core/turns.ts'
import type { Vault } from '../core/vault.ts'
import { checkKeepable } from './keepable.ts'
import { knownKeychainFault } from './keychainFault.ts'
import { fitsOneEntry, type Generation, headOf, isWhole, partsOf, readHead } from './secretParts.ts'

/** Never `findCredentials`: it crashes the process when the keychain is locked (feasibility.md 2). */
export type Keytar = Pick<typeof import('keytar'), 'getPassword' | 'setPassword' | 'deletePassword'>

interface Options {
  /** The name under which all entries are kept. */
  service?: string
  /** Stands in for the native module. */
  keytar?: Keytar
}

/**
 * The operating system's keychain. What is longer than an entry may be on Windows is kept in parts: the account's own
 * entry, the head, is written after the new parts and before the old ones are removed, so whenever this breaks off, a
 * whole secret can be read. Parts that nobody needs any more are found by their names at the next write or removal.
 */
export function createKeytarVault({ service = 'till-agent', keytar }: Options = {}): Vault {
  const entries = new KeytarVault(service, keytar)
  const turns = new Turns()
  return {
    read: (account) => turns.run(account, () => entries.read(account)),
    write: (account, secret) => turns.run(account, () => entries.write(account, secret)),
    remove: (account) => turns.run(account, () => entries.remove(account)),
  }
}

class KeytarVault implements Vault {
  readonly #service: string
  readonly #turns = new Turns()
  /** One name a process: what a broken-off probe left is overwritten by the next, and nobody else's is. */
  readonly #probeAccount = `probe-${randomUUID()}`
  #keytar: Keytar | undefined

  constructor(service: string, keytar: Keytar | undefined) {
    this.#service = service
    this.#keytar = keytar
  }

  async read(account: string): Promise<Secret | undefined> {
    const entry = await this.#entry(account)
    if (entry === undefined) return undefined
    const head = readHead(entry)
    if (head === undefined) return new Secret(entry)
    if (head === 'unknown') throw damaged(account)
    const parts: string[] = []
    for (let n = 0; n < head.count; n += 1) {
      const part = await this.#entry(partName(account, head.generation, n))
      if (part === undefined) throw damaged(account)
      parts.push(part)
    }
    if (!isWhole(head, parts)) throw damaged(account)
    return new Secret(parts.join(''))
  }

  async write(account: string, secret: Secret): Promise<void> {
    checkKeepable(secret)
    const text = secret.reveal()
    const old = generationIn(await this.#entry(account))
    if (fitsOneEntry(text)) {
      await this.#set(account, text)
      await this.#sweep(account, 'a', 'b')
      return
    }
    const generation = old === 'a' ? 'b' : 'a'
    await this.#writeInParts(account, generation, partsOf(text))
    await this.#sweep(account, generation === 'a' ? 'b' : 'a')
  }

  async remove(account: string): Promise<void> {
    if ((await this.#entry(account)) !== undefined) {
      await this.#ask((keytar) => keytar.deletePassword(this.#service, account))
      // `false` may mean that it was locked meanwhile: looking again tells.
      if ((await this.#entry(account)) !== undefined)
        throw new Fault('KEYCHAIN_REFUSED', `The keychain did not remove the secret kept as "${account}".`)
    }
    // Not swept but insisted on: parts of a secret said to be gone must not stay. Asked again, it goes on from here.
    await this.#removeParts(account, 'a', 0)
    await this.#removeParts(account, 'b', 0)
  }

  async #writeInParts(account: string, generation: Generation, parts: string[]): Promise<void> {
    const head = headOf(generation, parts)
    try {
      for (const [n, part] of parts.entries()) await this.#set(partName(account, generation, n), part)
      await this.#removeParts(account, generation, parts.length)
      await this.#set(account, head)
    } catch (thrown) {
      // Where nobody can tell whether the new head is there, its parts must stay.
      const now = await this.#get(account).catch(() => head)
      if (now !== head) await this.#sweep(account, generation)
      throw thrown
    }
  }

  /** Removes what is of no use any more. A failure harms nobody: the next write or removal finds it again. */
  async #sweep(account: string, ...generations: Generation[]): Promise<void> {
    for (const generation of generations) await this.#removeParts(account, generation, 0).catch(() => {})
  }

  /** From the last one down, so that a broken-off removal leaves no gap behind which parts would be forgotten. */
  async #removeParts(account: string, generation: Generation, from: number): Promise<void> {
    let end = from
    while ((await this.#get(partName(account, generation, end))) !== undefined) end += 1
    for (let n = end - 1; n >= from; n -= 1)
      await this.#ask((keytar) => keytar.deletePassword(this.#service, partName(account, generation, n)))
  }

  /** `undefined` only when the keychain works and has no such entry: keytar says `null` of a locked one, too. */
  async #entry(account: string): Promise<string | undefined> {
    const found = await this.#get(account)
    if (found !== undefined) return found
    await this.#probe()
    // Unlocked between the question and the probe?
    return this.#get(account)
  }

  #probe(): Promise<void> {
    return this.#turns.run(this.#probeAccount, () => this.#tryOut(this.#probeAccount, randomUUID()))
  }

  async #tryOut(account: string, value: string): Promise<void> {
    await this.#ask((keytar) => keytar.setPassword(this.#service, account, value))
    const answer = await this.#get(account)
    const removed = await this.#ask((keytar) => keytar.deletePassword(this.#service, account))
    if (answer !== value || !removed)
      throw new Fault('KEYCHAIN_REFUSED', 'The keychain does not give back what it was given.')
  }

  async #get(account: string): Promise<string | undefined> {
    return (await this.#ask((keytar) => keytar.getPassword(this.#service, account))) ?? undefined
  }

  async #set(account: string, text: string): Promise<void> {
    const keytar = await this.#load()
    try {
      await keytar.setPassword(this.#service, account, text)
    } catch (thrown) {
      // Only the answer may have been lost.
      if ((await this.#get(account).catch(() => undefined)) === text) return
      const fault = knownKeychainFault(messageOf(thrown))
      if (fault) throw fault
      // Whatever the message says, it was made with the secret at hand. A probe's message may be passed on.
      await this.#probe()
      throw new Fault('KEYCHAIN_REFUSED', 'The keychain took another value, but not this one.')
    }
  }

  async #ask<Answer>(question: (keytar: Keytar) => Promise<Answer>): Promise<Answer> {
    const keytar = await this.#load()
    try {
      return await question(keytar)
    } catch (thrown) {
      const message = messageOf(thrown)
      throw knownKeychainFault(message) ?? new Fault('KEYCHAIN_REFUSED', `The keychain says: ${message}`)
    }
  }

  async #load(): Promise<Keytar> {
    if (this.#keytar) return this.#keytar
    try {
      // Late, since it is native and optional: without it everything but the keychain works.
      const { default: keytar } = await import('keytar')
      this.#keytar = keytar
      return keytar
    } catch {
      throw new Fault(
        'KEYCHAIN_UNAVAILABLE',
        'The part that speaks to the keychain (keytar) is missing or does not fit this system.',
        undefined,
        'Install the till agent again; on Linux with libsecret-1-0 present. Or run with --vault memory.',
      )
    }
  }
}

function generationIn(entry: string | undefined): Generation | undefined {
  const head = entry === undefined ? undefined : readHead(entry)
  return head === 'unknown' ? undefined : head?.generation
}

function partName(account: string, generation: Generation, n: number): string {
  return `${account}#${generation}.${n}`
}

function damaged(account: string): Fault {
  return new Fault(
    'KEYCHAIN_REFUSED',
    `The secret kept as "${account}" lies in the keychain in parts, and they do not fit together.`,
    undefined,
    'Remove the upstream and add it again, with its credential.',
  )
}

function messageOf(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.message : typeof thrown).slice(0, 200)
}
