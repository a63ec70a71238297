import type { KeySet } from '../contract/verification.ts'
import type { Secret } from './secret.ts'

/** Signs what was proven, with a key that never leaves this machine (EdDSA, RFC 8037). */
export interface Signer {
  /** A new private key. */
  makeKey(): Promise<Secret>
  sign(key: Secret, claims: Record<string, unknown>): Promise<string>
  publicKeys(key: Secret): Promise<KeySet>
}
