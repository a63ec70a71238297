import { randomUUID } from 'node:crypto'
import { Fault } from '#core/base/fault.ts'
import { KeyedLock } from '#core/base/keyedLock.ts'
import { knownKeychainFault } from './keychainFault.ts'

/** Never `findCredentials`: it crashes the process when the keychain is locked (keychains.md 2). */
export type Keytar = Pick<typeof import('keytar'), 'getPassword' | 'setPassword' | 'deletePassword'>

/**
 * The entries of one service in the operating system's keychain.
 *
 * @throws from every call, Fault `KEYCHAIN_UNAVAILABLE` · `KEYCHAIN_LOCKED` · `KEYCHAIN_REFUSED`
 */
export class KeychainEntries {
  readonly #service: string
  readonly #probeLock = new KeyedLock()
  /** One call at a time: each takes a thread, and a hanging keychain would take all that name resolution needs. */
  readonly #callLock = new KeyedLock()
  /** Differs in each process, so that two agents do not probe through one entry. */
  readonly #probeName = `probe-${randomUUID()}`
  #keytar: Keytar | undefined

  /** @param keytar stands in for the native module */
  constructor(service: string, keytar: Keytar | undefined) {
    this.#service = service
    this.#keytar = keytar
  }

  /** `undefined` when there is no such entry, or when the keychain is locked: keytar returns `null` for both. */
  async get(name: string): Promise<string | undefined> {
    return (await this.#call((keytar) => keytar.getPassword(this.#service, name))) ?? undefined
  }

  /** `undefined` only when the keychain works and has no such entry. */
  async find(name: string): Promise<string | undefined> {
    const found = await this.get(name)
    if (found !== undefined) return found
    await this.#probe()
    // The keychain may have been unlocked between the first look and the probe.
    return this.get(name)
  }

  async set(name: string, text: string): Promise<void> {
    try {
      await this.#native((keytar) => keytar.setPassword(this.#service, name, text))
    } catch (thrown) {
      if (thrown instanceof Fault) throw thrown
      // The entry may have been written and only the reply lost.
      if ((await this.get(name).catch(() => undefined)) === text) return
      const fault = knownKeychainFault(messageOf(thrown))
      if (fault) throw fault
      // An unknown message could hold the secret. The message of a failed probe cannot, so the probe may throw first.
      await this.#probe()
      throw new Fault('KEYCHAIN_REFUSED', 'The keychain took another value, but not this one.')
    }
  }

  /** Whether the entry existed. `false` may also mean that the keychain is locked. */
  delete(name: string): Promise<boolean> {
    return this.#call((keytar) => keytar.deletePassword(this.#service, name))
  }

  #probe(): Promise<void> {
    return this.#probeLock.run(this.#probeName, () => this.#writeAndReadBack(randomUUID()))
  }

  async #writeAndReadBack(value: string): Promise<void> {
    const name = this.#probeName
    await this.#call((keytar) => keytar.setPassword(this.#service, name, value))
    const found = await this.get(name)
    const wasThere = await this.delete(name)
    if (found !== value || !wasThere)
      throw new Fault('KEYCHAIN_REFUSED', 'The keychain does not give back what it was given.')
  }

  async #call<Result>(use: (keytar: Keytar) => Promise<Result>): Promise<Result> {
    try {
      return await this.#native(use)
    } catch (thrown) {
      if (thrown instanceof Fault) throw thrown
      const message = messageOf(thrown)
      throw knownKeychainFault(message) ?? new Fault('KEYCHAIN_REFUSED', `The keychain says: ${message}`)
    }
  }

  #native<Result>(use: (keytar: Keytar) => Promise<Result>): Promise<Result> {
    return this.#callLock.run('', async () => use(await this.#load()))
  }

  async #load(): Promise<Keytar> {
    if (this.#keytar) return this.#keytar
    try {
      // Imported late, since it is native and optional: without it everything but the keychain works.
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

function messageOf(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.message : typeof thrown).slice(0, 200)
}
