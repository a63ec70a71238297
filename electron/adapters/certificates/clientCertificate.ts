import { X509Certificate } from 'node:crypto'
import type { SecureContextOptions } from 'node:tls'
import { type Issue, invalid } from '#core/base/inputIssues.ts'
import type { CertificateFacts, ClientCertificate } from '#core/network/clientCertificate.ts'

/** The certificate as TLS takes it. */
export function tlsOptionsOf({ material, password }: ClientCertificate): SecureContextOptions {
  const text = material.reveal()
  const passphrase = password?.reveal()
  const opened = passphrase === undefined ? {} : { passphrase }
  if (isPem(text)) return { cert: text, key: text, ...opened }
  return { pfx: Buffer.from(text, 'base64'), ...opened }
}

/**
 * Looks into a certificate before it is kept.
 *
 * @param shown the certificate that TLS would show, as DER: Node reads PKCS#12 nowhere else
 * @throws Fault `INVALID_INPUT` when it cannot be opened, or when certificate and key do not belong together. It repeats
 *   nothing of them
 */
export function readClientCertificate(
  certificate: ClientCertificate,
  shown: (certificate: ClientCertificate) => Buffer | undefined,
): CertificateFacts {
  const text = certificate.material.reveal()
  if (isPem(text)) checkPem(text)
  const { subject, validTo } = new X509Certificate(open(() => shown(certificate)))
  return { subject: subject.split('\n').toReversed().join(', '), expiresAt: Date.parse(validTo) }
}

function open(shown: () => Buffer | undefined): Buffer {
  let own: Buffer | undefined
  try {
    own = shown()
  } catch (thrown) {
    const { code = '', message } = thrown as NodeJS.ErrnoException
    throw invalid([problemOf(code, message)])
  }
  if (!own) throw invalid([noCertificate])
  return own
}

const field = 'clientCertificate'
const noCertificate: Issue = { path: field, message: 'holds no certificate' }

/** OpenSSL takes a certificate without a key, and says little about a PEM with parts that are missing. */
function checkPem(text: string): void {
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw invalid([noCertificate])
  if (!text.includes('PRIVATE KEY-----')) throw invalid([{ path: field, message: 'holds no private key' }])
}

function problemOf(code: string, message: string): Issue {
  if (code.includes('KEY_VALUES_MISMATCH'))
    return { path: field, message: 'holds a private key that belongs to another certificate' }
  if (code === 'ERR_CRYPTO_UNSUPPORTED_OPERATION')
    return { path: field, message: 'is a PKCS#12 with an old cipher: export it anew with AES-256' }
  if (
    /mac verify failure|bad decrypt|bad password|interrupted or cancelled|INCORRECT_PASSWORD/i.test(
      `${message} ${code}`,
    )
  )
    return { path: 'clientCertificatePassword', message: 'does not open the certificate' }
  return { path: field, message: 'is neither PEM with certificate and private key, nor PKCS#12' }
}

function isPem(text: string): boolean {
  return text.includes('-----BEGIN ')
}
