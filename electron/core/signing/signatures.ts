import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/** Ed25519 public keys, base64url, by key id. */
export type PublicKeys = Readonly<Record<string, string>>

export interface Signature {
  keyId: string
  /** base64 */
  signature: string
}

/**
 * What a signature is made for. It stands in front of the signed text, so that a signature made for one purpose is not valid
 * for another.
 */
export type SigningContext = `till-agent ${string}\n`

/** Signatures by keys of this list, right or wrong. */
export function byKnownKeys(signatures: readonly Signature[], keys: PublicKeys): Signature[] {
  return signatures.filter(({ keyId }) => Object.hasOwn(keys, keyId))
}

/** Ids of the keys that did sign a document. @param text the document, byte for byte as it was signed */
export function signersOf(
  context: SigningContext,
  text: string,
  signatures: readonly Signature[],
  keys: PublicKeys,
): string[] {
  const valid = byKnownKeys(signatures, keys).filter(({ keyId, signature }) =>
    isSignedBy(keys[keyId], context + text, signature),
  )
  return [...new Set(valid.map(({ keyId }) => keyId))]
}

function isSignedBy(key: string | undefined, text: string, signature: string): boolean {
  try {
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key ?? '' }, format: 'jwk' })
    return verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}

/** The document as text, and one signature for each key: the form of every signed file. */
export function signedText(
  name: string,
  context: SigningContext,
  document: unknown,
  privateKeys: readonly KeyObject[],
): string {
  const text = JSON.stringify(document)
  const signatures = privateKeys.map((key) => ({
    keyId: publicPartOf(key).keyId,
    signature: sign(null, Buffer.from(context + text), key).toString('base64'),
  }))
  return `${JSON.stringify({ [name]: text, signatures }, null, 2)}\n`
}

/** Id and public key, as lists of trusted keys have them. */
export function publicPartOf(privateKey: KeyObject): { keyId: string; key: string } {
  const { x: key = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  return { keyId: keyIdOf(key), key }
}

export function keyIdOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16)
}
