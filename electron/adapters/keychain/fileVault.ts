import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeFailure } from '#adapters/system/systemError.ts'
import { writeWholeFile } from '#adapters/system/wholeFile.ts'
import { Fault } from '#core/base/fault.ts'
import { Secret } from '#core/base/secret.ts'
import type { Vault } from '#core/base/vault.ts'
import { checkStorable } from './storableSecret.ts'

/** Each entry is base64 of nonce, tag and ciphertext: AES-256-GCM, with the account as additional data. */
const Stored = z.record(z.string(), z.string())

const algorithm = 'aes-256-gcm'
const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16

/**
 * Keeps secrets in an encrypted file, for a service account that has no keychain. Whoever reads the file alone learns nothing;
 * the key is kept apart, as a credential of systemd or in a file of the administrator.
 *
 * @param keyFile 32 bytes in base64. It is read when it is needed, so that an agent without it can say so
 */
export function createFileVault(dataDir: string, keyFile: string): Vault {
  const path = join(dataDir, 'vault.json')
  /** @param entries `undefined` leaves the file as it is */
  const write = (entries: z.infer<typeof Stored> | undefined) => {
    try {
      mkdirSync(dataDir, { recursive: true, mode: 0o700 })
      if (entries) writeWholeFile(path, JSON.stringify(entries))
      // The secrets of before the change are to be gone with it, and with its repetition after a kill.
      rmSync(`${path}.before`, { force: true })
    } catch (thrown) {
      throw new Fault('KEYCHAIN_REFUSED', `The file with the secrets cannot be written: ${writeFailure(thrown)}.`)
    }
  }
  return {
    async read(account) {
      const key = readKey(keyFile)
      const entry = readEntries(path)[account]
      return entry === undefined ? undefined : new Secret(decrypt(key, account, entry))
    },
    async write(account, secret) {
      checkStorable(secret)
      const entry = encrypt(readKey(keyFile), account, secret.reveal())
      write({ ...readEntries(path), [account]: entry })
    },
    async remove(account) {
      const { [account]: removed, ...rest } = readEntries(path)
      write(removed === undefined ? undefined : rest)
    },
  }
}

/** A new key, as `createFileVault` reads it. */
export function newVaultKey(): Secret {
  return new Secret(randomBytes(keyBytes).toString('base64'))
}

function readEntries(path: string): z.infer<typeof Stored> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (thrown) {
    const { code = 'UNKNOWN' } = thrown as NodeJS.ErrnoException
    if (code === 'ENOENT') return {}
    throw new Fault('KEYCHAIN_UNAVAILABLE', `The file with the secrets cannot be read (${code}).`)
  }
  try {
    return Stored.parse(JSON.parse(text))
  } catch {
    throw new Fault(
      'KEYCHAIN_UNAVAILABLE',
      'The file with the secrets is damaged.',
      undefined,
      'Look at the disk, move vault.json out of the data directory, and enter the credentials again.',
    )
  }
}

function readKey(file: string): Buffer {
  const remedy = 'See docs/operations.md, "The agent as a service": the key comes from systemd or from --vault-key.'
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (thrown) {
    const { code = 'UNKNOWN' } = thrown as NodeJS.ErrnoException
    throw new Fault(
      'KEYCHAIN_UNAVAILABLE',
      `The key to the file with the secrets cannot be read (${code}).`,
      undefined,
      remedy,
    )
  }
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length === keyBytes) return key
  throw new Fault('KEYCHAIN_UNAVAILABLE', 'The key to the file with the secrets is not one.', undefined, remedy)
}

function encrypt(key: Buffer, account: string, text: string): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(account))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
}

function decrypt(key: Buffer, account: string, entry: string): string {
  const bytes = Buffer.from(entry, 'base64')
  try {
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
    decipher.setAAD(Buffer.from(account)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
    const opened = [decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]
    return Buffer.concat(opened).toString('utf8')
  } catch {
    throw new Fault(
      'KEYCHAIN_REFUSED',
      `The secret kept as "${account}" cannot be decrypted: the key is another one, or the file was changed.`,
      undefined,
      'Give the service the key that the secrets were stored with, or enter the credential again.',
    )
  }
}
