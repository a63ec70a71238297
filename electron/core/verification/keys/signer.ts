import type { SigningAlgorithm } from '#contract/statement.ts'
import type { KeySet } from '#contract/verification.ts'
import type { Secret } from '#core/base/secret.ts'

/** What is signed. Each kind has a type of its own in its header, so that none passes for another (RFC 8725 §3.11). */
export type SignedKind = 'statement' | 'audit-head' | 'certification'

/** Signs JWTs. `ES256` is ECDSA with P-256 (RFC 7518 §3.4), `EdDSA` is Ed25519 (RFC 8037). */
export interface Signer {
  /** A new private key. It never leaves this machine, and signs by this algorithm alone. */
  makeKey(algorithm: SigningAlgorithm): Promise<Secret>
  /** @returns a JWT */
  sign(key: Secret, kind: SignedKind, claims: Record<string, unknown>): Promise<string>
  /** The claims of a JWT of this kind; `undefined` for any other text, and for one of another key. Reads no dates. */
  verify(key: Secret, kind: SignedKind, token: string): Promise<Record<string, unknown> | undefined>
  publicKey(key: Secret): Promise<KeySet['keys'][number]>
}
