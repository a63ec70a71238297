import { X509Certificate } from 'node:crypto'
import { readGuardedText } from '#adapters/files/guardedFile.ts'
import { Fault } from '#core/base/fault.ts'

/** Node's codes for a certificate that fails: OpenSSL's verify errors, for some of which Node has no name of its own (`UNSPECIFIED`), and Node's name check. */
const trustFailures = new Set([
  'CA_MD_TOO_WEAK',
  'CERT_CHAIN_TOO_LONG',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'CRL_HAS_EXPIRED',
  'CRL_NOT_YET_VALID',
  'CRL_SIGNATURE_FAILURE',
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
  'PROXY_UNTRUSTED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_DECRYPT_CRL_SIGNATURE',
  'UNABLE_TO_GET_CRL',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNSPECIFIED',
])

/** Whether a connection failed because the server's certificate is not trusted. */
export function isTrustFailure(code: string | undefined): boolean {
  return code !== undefined && trustFailures.has(code)
}

/** Ten times what a system trusts. */
const maxCaBytes = 4 * 1024 * 1024

/** Splits before each certificate, so that one that was cut off counts as damaged. */
const certificateStart = /(?=-----BEGIN (?:TRUSTED )?CERTIFICATE-----)/

/**
 * Reads a PEM file with certificate authorities.
 *
 * @returns the text of the file, as `ca` of TLS
 * @throws Fault `FILE_UNREADABLE` when the file cannot be read, holds no certificate or a damaged one
 */
export function readCaFile(path: string): string {
  const text = trustedText(path)
  const blocks = text.split(certificateStart).filter((block) => certificateStart.test(block))
  if (blocks.length === 0) throw unreadable(path, 'it holds no PEM certificate')
  for (const [at, block] of blocks.entries()) {
    if (!isCertificate(block)) throw unreadable(path, `certificate ${at + 1} in it is damaged`)
  }
  return text
}

/** Whoever can write the file decides which servers are believed. */
function trustedText(path: string): string {
  const read = readGuardedText(path, { maxBytes: maxCaBytes, owner: 'this-user-or-root' })
  if (read.outcome === 'text') return read.text
  throw read.outcome === 'refused' ? unreadable(path, read.reason, read.remedy) : unreadable(path, read.code)
}

/** Whether it is one certificate, as PEM. */
export function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem)
    return true
  } catch {
    return false
  }
}

const checkCaFile = 'Check caFile: it must be a PEM file that this user may read.'

function unreadable(path: string, why: string, remedy = checkCaFile): Fault {
  return new Fault('FILE_UNREADABLE', `The CA file ${path} is of no use: ${why}.`, undefined, remedy)
}
