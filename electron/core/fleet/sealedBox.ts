import { type KeyObject, scrypt } from 'node:crypto'
import { z } from 'zod'
import type { Random } from '#core/base/random.ts'
import { Secret } from '#core/base/secret.ts'
import type { ScryptCost } from '#core/settings/managerPin.ts'
import { decrypt, encrypt, KeySeal, keyBytes, openByKey, SealedBytes, sealToKey } from './keySeal.ts'

/** Secrets that only the holder of an enrolment code, or one till alone, can open. */
export const SealedBox = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('code'), salt: SealedBytes, nonce: SealedBytes, ciphertext: SealedBytes }),
  z.strictObject({ to: z.literal('till'), ...KeySeal.shape }),
])
export type SealedBox = z.infer<typeof SealedBox>

/**
 * 128 MiB and about half a second for each guess, also for who has stolen the pack. Argon2 is in Node and not in Electron,
 * whose cryptography is BoringSSL's.
 */
export const codeCost: ScryptCost = { N: 2 ** 17, r: 8, p: 1, maxmem: 192 * 1024 * 1024 }

const saltBytes = 16
const purpose = 'till-agent pack secrets'

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
  return { to: 'code', salt: salt.toString('base64'), ...encrypt(key, bytesOf(secrets), content, random) }
}

/** @param till the public key of the till */
export function sealToTill(secrets: Secret, content: string, till: string, random: Random): SealedBox {
  return { to: 'till', ...sealToKey(bytesOf(secrets), content, till, random, purpose) }
}

/** @returns `undefined` when the code is wrong, or the content was changed */
export async function openByCode(
  box: SealedBox & { to: 'code' },
  content: string,
  code: Secret,
  cost: ScryptCost = codeCost,
): Promise<Secret | undefined> {
  return secretIn(decrypt(await keyOfCode(code, Buffer.from(box.salt, 'base64'), cost), box, content))
}

/** @param privateKey the till's @returns as `openByCode` */
export function openByTill(
  box: SealedBox & { to: 'till' },
  content: string,
  privateKey: KeyObject,
): Secret | undefined {
  return secretIn(openByKey(box, content, privateKey, purpose))
}

function bytesOf(secrets: Secret): Buffer {
  return Buffer.from(secrets.reveal())
}

function secretIn(opened: Buffer | undefined): Secret | undefined {
  return opened && new Secret(opened.toString('utf8'))
}

function keyOfCode(code: Secret, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(code.reveal(), salt, keyBytes, cost, (failure, key) => (failure ? reject(failure) : resolve(key)))
  })
}
