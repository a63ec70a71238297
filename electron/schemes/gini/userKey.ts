import { createHmac } from 'node:crypto'
import { randomText } from '#core/base/random.ts'
import { Secret } from '#core/base/secret.ts'
import type { SchemeDeps } from '#core/scheme/scheme.ts'

type Deps = Pick<SchemeDeps, 'storage' | 'random'>

/**
 * The key that makes identifiers of the users whom clients name. It rests beside the credential and outlives its rotation:
 * with another key every user would be another one, without documents (gini.md 8.1).
 */
export class UserKey {
  readonly #given: Secret | undefined
  readonly #deps: Deps
  #key: Secret | undefined
  #making: Promise<Secret> | undefined

  /** @param given as it was entered with the credential; without it, the stored one counts, and in the end one is made */
  constructor(given: Secret | undefined, deps: Deps) {
    this.#given = given
    this.#deps = deps
  }

  /** @throws the vault's faults */
  async load(): Promise<void> {
    const { storage } = this.#deps
    const stored = await storage.read()
    if (this.#given && this.#given.reveal() !== stored?.reveal()) await storage.write(this.#given)
    this.#key = this.#given ?? stored
  }

  /**
   * What Gini knows a user by: neither the user's name nor the client's can be read from it.
   *
   * @throws the vault's faults, when a key had to be made and cannot be stored
   */
  async identifierOf(client: string, user: string): Promise<string> {
    const key = this.#key ?? (await this.#make())
    // The id of a client holds no colon.
    return createHmac('sha256', key.reveal()).update(`gini:v1:user:${client}:${user}`).digest('hex')
  }

  #make(): Promise<Secret> {
    this.#making ??= this.#store(new Secret(randomText(this.#deps.random, 32))).finally(() => {
      this.#making = undefined
    })
    return this.#making
  }

  /** A key that is lost after it was used would lose the users' documents, so it is stored first. */
  async #store(key: Secret): Promise<Secret> {
    await this.#deps.storage.write(key)
    this.#key = key
    return key
  }
}
