import { Fault } from '#core/base/fault.ts'
import type { SecretStorage } from '#core/scheme/scheme.ts'
import { type GrantScope, type OidcGrant, readStoredGrant, toStoredGrant } from './grant.ts'

/** Stores the grant of the person who is signed in. @throws the vault's faults */
export class GrantStore {
  readonly #storage: SecretStorage
  readonly #scope: GrantScope
  /** Newer than the stored grant: the vault refused to store it. */
  #unsavedGrant: OidcGrant | undefined
  #hasGrant = false

  constructor(storage: SecretStorage, scope: GrantScope) {
    this.#storage = storage
    this.#scope = scope
  }

  /** Whether there was a grant when it was last loaded or saved. */
  get hasGrant(): boolean {
    return this.#hasGrant
  }

  async load(): Promise<void> {
    this.#hasGrant = (await this.stored()) !== undefined
  }

  async stored(): Promise<OidcGrant | undefined> {
    return readStoredGrant(await this.#storage.read(), this.#scope)
  }

  async newest(): Promise<OidcGrant | undefined> {
    return this.#unsavedGrant ?? this.stored()
  }

  /** @param refreshToken `undefined` removes the stored grant: the provider gave none */
  async save(refreshToken: string | undefined, subject: string): Promise<void> {
    const grant = refreshToken === undefined ? undefined : { ...this.#scope, refreshToken, subject }
    await this.#storage.write(grant && toStoredGrant(grant))
    this.#hasGrant = grant !== undefined
    this.#unsavedGrant = undefined
  }

  /** Holds the grant in memory while the vault refuses it: a locked keychain must not end the sign-in. */
  async saveOrHold(refreshToken: string, subject: string): Promise<void> {
    try {
      await this.save(refreshToken, subject)
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
      this.#unsavedGrant = { ...this.#scope, refreshToken, subject }
    }
  }

  async remove(): Promise<void> {
    await this.#storage.write(undefined)
    this.#hasGrant = false
    this.#unsavedGrant = undefined
  }
}
