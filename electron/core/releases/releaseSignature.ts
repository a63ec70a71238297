import { createPublicKey, verify } from 'node:crypto'

/** Many times the size of a release, and little to hold in memory (attacks.md T58: endless data). */
export const maxSignedBytes = 64 * 1024

/** Signed in front of the release, so that a signature made for another purpose is not valid here. */
export const signingContext = 'till-agent release\n'

/** Ed25519 public keys, base64url, by key id. */
export type ReleaseKeys = Readonly<Record<string, string>>

export interface ReleaseSignature {
  keyId: string
  /** base64 */
  signature: string
}

/** Signatures by keys of this list, right or wrong. */
export function byKnownKeys(signatures: readonly ReleaseSignature[], keys: ReleaseKeys): ReleaseSignature[] {
  return signatures.filter(({ keyId }) => Object.hasOwn(keys, keyId))
}

/** Ids of the keys that did sign a release. @param text the release, byte for byte as it was signed */
export function signersOf(text: string, signatures: readonly ReleaseSignature[], keys: ReleaseKeys): string[] {
  const valid = byKnownKeys(signatures, keys).filter(({ keyId, signature }) => isSignedBy(keys[keyId], text, signature))
  return [...new Set(valid.map(({ keyId }) => keyId))]
}

function isSignedBy(key: string | undefined, text: string, signature: string): boolean {
  try {
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key ?? '' }, format: 'jwk' })
    return verify(null, Buffer.from(signingContext + text), publicKey, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}
