import { resolve } from 'node:path'
import { decodeText } from '#adapters/files/decodeText.ts'
import { readGuardedFile } from '#adapters/files/guardedFile.ts'
import { Fault } from '#core/base/fault.ts'
import type { SecretSource } from './secretSource.ts'

/** The secret that is a certificate with its private key, and may be binary. */
export const certificateName = 'clientCertificate'

/** Far more than a certificate with its chain and key. */
const maxBytes = 64 * 1024

/**
 * Reads a certificate with its private key: PEM as it is, PKCS#12 as base64.
 *
 * @param folder where a relative path starts
 * @throws Fault `SECRET_MISSING`, which names the variable or the path
 */
export function readCertificate(source: SecretSource, folder: string, env: NodeJS.ProcessEnv): string {
  if ('env' in source) {
    const value = env[source.env]
    if (value === undefined) throw new Fault('SECRET_MISSING', `The environment variable ${source.env} is not set.`)
    return value
  }
  const path = resolve(folder, source.file)
  const read = readGuardedFile(path, { maxBytes, owner: 'this-user-or-root' })
  if (read.outcome === 'bytes') return certificateFrom(read.bytes, `The file "${path}"`)
  const why = read.outcome === 'refused' ? `is not read: ${read.reason}` : `could not be read (${read.code})`
  const remedy = read.outcome === 'refused' ? read.remedy : undefined
  throw new Fault('SECRET_MISSING', `The file "${path}" ${why}.`, undefined, remedy)
}

/** @param subject of the sentence @throws Fault `SECRET_MISSING` */
export function certificateFrom(bytes: Uint8Array, subject: string): string {
  if (isDer(bytes)) return Buffer.from(bytes).toString('base64')
  const decoded = decodeText(bytes)
  if (decoded.outcome === 'text' && decoded.text.trim() !== '') return decoded.text
  throw new Fault('SECRET_MISSING', `${subject} holds neither PEM nor PKCS#12.`)
}

/** PKCS#12 is a DER sequence of more than 127 bytes (RFC 7292). */
function isDer(bytes: Uint8Array): boolean {
  return bytes[0] === 0x30 && (bytes[1] ?? 0) > 0x80
}
