import { X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { Fault } from '../core/fault.ts'

/** What Node calls the ways in which a certificate fails: OpenSSL's verify errors and Node's own name check. */
const trustFailures = new Set([
  'CA_MD_TOO_WEAK',
  'CERT_CHAIN_TOO_LONG',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'EE_KEY_TOO_SMALL',
  'ERR_TLS_CERT_ALTNAME_FORMAT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_TLS_REQUIRED_SERVER_NAME',
  'ERROR_IN_CERT_NOT_AFTER_FIELD',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/** Whether a connection failed because the other end could not prove who it is. */
export function isTrustFailure(code: string | undefined): boolean {
  return code !== undefined && trustFailures.has(code)
}

/** Where a certificate begins: what was cut off in the middle must count, too. */
const beginning = /(?=-----BEGIN (?:TRUSTED )?CERTIFICATE-----)/

/**
 * The authorities in a PEM file, as TLS takes them.
 *
 * @throws Fault `FILE_UNREADABLE` when the file cannot be read, or not each certificate in it; none at all, too
 */
export function readCaFile(path: string): string {
  const text = readPlainFile(path)
  const blocks = text.split(beginning).filter((block) => beginning.test(block))
  if (blocks.length === 0) throw unreadable(path, 'it holds no PEM certificate')
  for (const [at, block] of blocks.entries()) {
    if (!isCertificate(block)) throw unreadable(path, `certificate ${at + 1} in it is damaged`)
  }
  return text
}

function readPlainFile(path: string): string {
  try {
    // Anything else, such as a pipe, could keep the whole agent waiting.
    if (statSync(path).isFile()) return readFileSync(path, 'utf8')
  } catch (thrown) {
    throw unreadable(path, (thrown as NodeJS.ErrnoException).code ?? 'it cannot be read')
  }
  throw unreadable(path, 'it is not a file')
}

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem)
    return true
  } catch {
    return false
  }
}

function unreadable(path: string, why: string): Fault {
  return new Fault(
    'FILE_UNREADABLE',
    `The CA file ${path} is of no use: ${why}.`,
    undefined,
    'Check caFile: it must be a PEM file that this user may read.',
  )
}
