import { Fault } from '#core/base/fault.ts'
import { KeyedLock } from '#core/base/keyedLock.ts'
import { Secret } from '#core/base/secret.ts'
import type { Vault } from '#core/base/vault.ts'
import { chunkHeader, chunksOf, fitsOneEntry, type Generation, isComplete, parseHeader } from './chunkedSecret.ts'
import { KeychainEntries, type Keytar } from './keychainEntries.ts'
import { checkStorable } from './storableSecret.ts'

interface Options {
  /** The name under which the keychain lists all entries. */
  service?: string
  /** Stands in for the native module. */
  keytar?: Keytar
}

/**
 * The operating system's keychain. A secret that is longer than an entry may be on Windows is stored in chunks. The
 * account's own entry, the header, is written after the new chunks and before the old ones are removed, so that a crash
 * at any point leaves one complete secret. The next write or removal finds left-over chunks by their names.
 */
export function createKeytarVault({ service = 'till-agent', keytar }: Options = {}): Vault {
  const vault = new KeytarVault(new KeychainEntries(service, keytar))
  const lock = new KeyedLock()
  return {
    read: (account) => lock.run(account, () => vault.read(account)),
    write: (account, secret) => lock.run(account, () => vault.write(account, secret)),
    remove: (account) => lock.run(account, () => vault.remove(account)),
  }
}

class KeytarVault implements Vault {
  readonly #entries: KeychainEntries

  constructor(entries: KeychainEntries) {
    this.#entries = entries
  }

  async read(account: string): Promise<Secret | undefined> {
    const entry = await this.#entries.find(account)
    if (entry === undefined) return undefined
    const header = parseHeader(entry)
    if (header === undefined) return new Secret(entry)
    if (header === 'unknown') throw damaged(account)
    const chunks: string[] = []
    for (let n = 0; n < header.count; n += 1) {
      const chunk = await this.#entries.find(chunkName(account, header.generation, n))
      if (chunk === undefined) throw damaged(account)
      chunks.push(chunk)
    }
    if (!isComplete(header, chunks)) throw damaged(account)
    return new Secret(chunks.join(''))
  }

  async write(account: string, secret: Secret): Promise<void> {
    checkStorable(secret)
    const text = secret.reveal()
    const old = generationOf(await this.#entries.find(account))
    if (fitsOneEntry(text)) {
      await this.#entries.set(account, text)
      await this.#tryRemoveChunks(account, 'a', 'b')
      return
    }
    const generation = old === 'a' ? 'b' : 'a'
    await this.#writeChunks(account, generation, chunksOf(text))
    await this.#tryRemoveChunks(account, generation === 'a' ? 'b' : 'a')
  }

  async remove(account: string): Promise<void> {
    if ((await this.#entries.find(account)) !== undefined) {
      await this.#entries.delete(account)
      // `delete` says the same of a keychain that was locked meanwhile, so look again.
      if ((await this.#entries.find(account)) !== undefined)
        throw new Fault('KEYCHAIN_REFUSED', `The keychain did not remove the secret kept as "${account}".`)
    }
    // Throws on failure: no chunk of a secret that is reported as removed may stay. The next call continues here.
    await this.#removeChunks(account, 'a', 0)
    await this.#removeChunks(account, 'b', 0)
  }

  async #writeChunks(account: string, generation: Generation, chunks: string[]): Promise<void> {
    const header = chunkHeader(generation, chunks)
    try {
      for (const [n, chunk] of chunks.entries()) await this.#entries.set(chunkName(account, generation, n), chunk)
      await this.#removeChunks(account, generation, chunks.length)
      await this.#entries.set(account, header)
    } catch (thrown) {
      // The chunks stay when the new header is there, or may be.
      const current = await this.#entries.get(account).catch(() => header)
      if (current !== header) await this.#tryRemoveChunks(account, generation)
      throw thrown
    }
  }

  /** Removes chunks that no header names. After a failure, the next write or removal tries again. */
  async #tryRemoveChunks(account: string, ...generations: Generation[]): Promise<void> {
    for (const generation of generations) await this.#removeChunks(account, generation, 0).catch(() => {})
  }

  /** Removes the last chunk first: an interrupted removal leaves no gap, behind which chunks would never be found. */
  async #removeChunks(account: string, generation: Generation, from: number): Promise<void> {
    let end = from
    while ((await this.#entries.get(chunkName(account, generation, end))) !== undefined) end += 1
    for (let n = end - 1; n >= from; n -= 1) await this.#entries.delete(chunkName(account, generation, n))
  }
}

function generationOf(entry: string | undefined): Generation | undefined {
  const header = entry === undefined ? undefined : parseHeader(entry)
  return header === 'unknown' ? undefined : header?.generation
}

function chunkName(account: string, generation: Generation, n: number): string {
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
