import type { SettingsStore } from './settings.ts'
import type { VerificationSecrets } from './verificationSecrets.ts'
import type { Proof, StoredVerification } from './verificationStore.ts'

/** How long others may rely on it (design 8). */
const lifeSeconds = 600

/** What a program can show its own server: that this customer was verified here, just now, for this (JWT, EdDSA). */
export class Statements {
  readonly #settings: SettingsStore
  readonly #secrets: () => Promise<VerificationSecrets>

  constructor(settings: SettingsStore, secrets: () => Promise<VerificationSecrets>) {
    this.#settings = settings
    this.#secrets = secrets
  }

  /** @param audience the client it is for; another could not use it */
  async of(one: StoredVerification, proof: Proof, audience: string, till: string | undefined): Promise<string> {
    const secrets = await this.#secrets()
    const iat = Math.floor(proof.confirmedAt / 1_000)
    return secrets.sign({
      iss: `till-agent/${this.#settings.read().installation}`,
      aud: audience,
      jti: one.id,
      iat,
      exp: iat + lifeSeconds,
      upstream: one.upstream,
      channel: one.channel,
      maskedIdentifier: one.maskedIdentifier,
      // base64url of SHA-256 over "<salt>:<identifier>", a mobile in E.164, an e-mail address in small letters.
      identifierSalt: proof.salt,
      identifierHash: proof.hash,
      ...(till !== undefined && { till }),
      ...(one.purpose !== undefined && { purpose: one.purpose }),
      ...(one.amount !== undefined && { amount: one.amount }),
    })
  }
}
