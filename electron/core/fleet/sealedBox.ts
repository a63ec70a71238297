import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
  scrypt,
} from 'node:crypto'
import { z } from 'zod'
import { PublicKey } from '#contract/fleet/fleet.ts'
import type { Random } from '#core/base/random.ts'
import { Secret } from '#core/base/secret.ts'
import type { ScryptCost } from '#core/settings/managerPin.ts'

const Bytes = z.base64().max(2 * 1024 * 1024)

/** Secrets that only the holder of an enrolment code, or one till alone, can open. */
export const SealedBox = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('code'), salt: Bytes, nonce: Bytes, ciphertext: Bytes }),
  /** `key` is the till's, `ephemeral` of this box alone (X25519). */
  z.strictObject({ to: z.literal('till'), key: PublicKey, ephemeral: PublicKey, nonce: Bytes, ciphertext: Bytes }),
])
export type SealedBox = z.infer<typeof SealedBox>

/**
 * 128 MiB and about half a second for each guess, also for who has stolen the pack. Argon2 is in Node and not in Electron,
 * whose cryptography is BoringSSL's.
 */
export const codeCost: ScryptCost = { N: 2 ** 17, r: 8, p: 1, maxmem: 192 * 1024 * 1024 }

const cipher = 'aes-256-gcm'
const [keyBytes, nonceBytes, tagBytes, saltBytes] = [32, 12, 16, 16]
const tillInfo = 'till-agent pack secrets'

/** @param content that is sealed with the secrets: they open beside no other @param code as `makeEnrolmentCode` makes it */
export async function sealToCode(
  secrets: Secret,
  content: string,
  code: Secret,
  random: Random,
  cost: ScryptCost = codeCost,
): Promise<SealedBox> {
  const salt = Buffer.from(random.bytes(saltBytes))
  const key = await keyOfCode(code, salt, cost)
  return { to: 'code', salt: salt.toString('base64'), ...encrypt(key, secrets, content, random) }
}

/** @param till the public key of the till */
export function sealToTill(secrets: Secret, content: string, till: string, random: Random): SealedBox {
  const own = tillPrivateKey(new Secret(Buffer.from(random.bytes(keyBytes)).toString('base64')))
  const ephemeral = publicKeyOf(own)
  const key = sharedKey(own, till, ephemeral, till)
  return { to: 'till', key: till, ephemeral, ...encrypt(key, secrets, content, random) }
}

/** @returns `undefined` when the code is wrong, or the content was changed */
export async function openByCode(
  box: SealedBox & { to: 'code' },
  content: string,
  code: Secret,
  cost: ScryptCost = codeCost,
): Promise<Secret | undefined> {
  return decrypt(await keyOfCode(code, Buffer.from(box.salt, 'base64'), cost), box, content)
}

/** @param privateKey the till's, as `tillPrivateKey` makes it @returns as `openByCode` */
export function openByTill(
  box: SealedBox & { to: 'till' },
  content: string,
  privateKey: KeyObject,
): Secret | undefined {
  try {
    return decrypt(sharedKey(privateKey, box.ephemeral, box.ephemeral, box.key), box, content)
  } catch {
    // A key on no curve.
    return undefined
  }
}

/** RFC 8410, section 7: what stands in front of the 32 bytes of an X25519 private key. */
const privateKeyPrefix = Buffer.from('302e020100300506032b656e04220420', 'hex')

/** @param seed 32 random bytes, base64 */
export function tillPrivateKey(seed: Secret): KeyObject {
  const der = Buffer.concat([privateKeyPrefix, Buffer.from(seed.reveal(), 'base64')])
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}

export function publicKeyOf(privateKey: KeyObject): string {
  return createPublicKey(privateKey).export({ format: 'jwk' }).x ?? ''
}

function sharedKey(privateKey: KeyObject, theirs: string, ephemeral: string, till: string): Buffer {
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: theirs }, format: 'jwk' })
  const shared = diffieHellman({ privateKey, publicKey })
  return Buffer.from(hkdfSync('sha256', shared, ephemeral + till, tillInfo, keyBytes))
}

function keyOfCode(code: Secret, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(code.reveal(), salt, keyBytes, cost, (failure, key) => (failure ? reject(failure) : resolve(key)))
  })
}

function encrypt(key: Buffer, secrets: Secret, content: string, random: Random) {
  const nonce = Buffer.from(random.bytes(nonceBytes))
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(content))
  const sealed = Buffer.concat([sealing.update(secrets.reveal(), 'utf8'), sealing.final(), sealing.getAuthTag()])
  return { nonce: nonce.toString('base64'), ciphertext: sealed.toString('base64') }
}

function decrypt(
  key: Buffer,
  { nonce, ciphertext }: Pick<SealedBox, 'nonce' | 'ciphertext'>,
  content: string,
): Secret | undefined {
  const sealed = Buffer.from(ciphertext, 'base64')
  try {
    const opening = createDecipheriv(cipher, key, Buffer.from(nonce, 'base64'), { authTagLength: tagBytes })
    opening.setAAD(Buffer.from(content)).setAuthTag(sealed.subarray(-tagBytes))
    return new Secret(Buffer.concat([opening.update(sealed.subarray(0, -tagBytes)), opening.final()]).toString('utf8'))
  } catch {
    return undefined
  }
}
