import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import { z } from 'zod'
import { PublicKey } from '#contract/fleet/fleet.ts'
import type { Random } from '#core/base/random.ts'
import { Secret } from '#core/base/secret.ts'

export const SealedBytes = z.base64().max(2 * 1024 * 1024)

/** What is encrypted (AES-256-GCM), under a key that is not said here. */
export interface Sealed {
  nonce: string
  ciphertext: string
}

/** Bytes that only the holder of one X25519 key can open: `key` is theirs, `ephemeral` of these bytes alone. */
export const KeySeal = z.strictObject({
  ...{ key: PublicKey, ephemeral: PublicKey },
  ...{ nonce: SealedBytes, ciphertext: SealedBytes },
})
export type KeySeal = z.infer<typeof KeySeal>

/** What bytes are sealed for: what is sealed for one purpose opens for no other. */
export type SealPurpose = `till-agent ${string}`

const cipher = 'aes-256-gcm'
export const keyBytes = 32
const [nonceBytes, tagBytes] = [12, 16]

/** @param content that is sealed with the bytes: they open beside no other @param key the public key of who is to open it */
export function sealToKey(
  bytes: Uint8Array,
  content: string,
  key: string,
  random: Random,
  purpose: SealPurpose,
): KeySeal {
  const own = privateKeyOf(new Secret(Buffer.from(random.bytes(keyBytes)).toString('base64')))
  const ephemeral = publicKeyOf(own)
  return { key, ephemeral, ...encrypt(sharedKey(own, key, ephemeral + key, purpose), bytes, content, random) }
}

/** @returns `undefined` when the key is another, or anything was changed */
export function openByKey(
  seal: KeySeal,
  content: string,
  privateKey: KeyObject,
  purpose: SealPurpose,
): Buffer | undefined {
  const { key, ephemeral } = seal
  try {
    return decrypt(sharedKey(privateKey, ephemeral, ephemeral + key, purpose), seal, content)
  } catch {
    // A key on no curve.
    return undefined
  }
}

/** RFC 8410, section 7: what stands in front of the 32 bytes of an X25519 private key. */
const privateKeyPrefix = Buffer.from('302e020100300506032b656e04220420', 'hex')

/** @param seed 32 random bytes, base64 */
export function privateKeyOf(seed: Secret): KeyObject {
  const der = Buffer.concat([privateKeyPrefix, Buffer.from(seed.reveal(), 'base64')])
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}

export function publicKeyOf(privateKey: KeyObject): string {
  return createPublicKey(privateKey).export({ format: 'jwk' }).x ?? ''
}

function sharedKey(privateKey: KeyObject, theirs: string, salt: string, purpose: SealPurpose): Buffer {
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: theirs }, format: 'jwk' })
  return Buffer.from(hkdfSync('sha256', diffieHellman({ privateKey, publicKey }), salt, purpose, keyBytes))
}

export function encrypt(key: Buffer, bytes: Uint8Array, content: string, random: Random): Sealed {
  const nonce = Buffer.from(random.bytes(nonceBytes))
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(content))
  const sealed = Buffer.concat([sealing.update(bytes), sealing.final(), sealing.getAuthTag()])
  return { nonce: nonce.toString('base64'), ciphertext: sealed.toString('base64') }
}

/** @returns `undefined` when the key is another, or anything was changed */
export function decrypt(key: Buffer, { nonce, ciphertext }: Sealed, content: string): Buffer | undefined {
  const sealed = Buffer.from(ciphertext, 'base64')
  try {
    const opening = createDecipheriv(cipher, key, Buffer.from(nonce, 'base64'), { authTagLength: tagBytes })
    opening.setAAD(Buffer.from(content)).setAuthTag(sealed.subarray(-tagBytes))
    return Buffer.concat([opening.update(sealed.subarray(0, -tagBytes)), opening.final()])
  } catch {
    return undefined
  }
}
