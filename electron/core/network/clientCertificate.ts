import type { Secret } from '#core/base/secret.ts'

/** What a till shows to an upstream that asks who connects (mutual TLS). */
export interface ClientCertificate {
  /** Certificate and private key: as PEM, or as PKCS#12 in base64. */
  material: Secret
  /** Opens the PKCS#12, or the private key. */
  password?: Secret | undefined
}

/** The certificate for connections; `undefined` for none. Asked for each connection. */
export type ClientCertificateSource = () => ClientCertificate | undefined

/** The part of a certificate that is no secret. */
export interface CertificateFacts {
  /** Whose it is, such as `CN=till-7`. */
  subject: string
  /** Milliseconds since 1970. */
  expiresAt: number
}

/** The ends of Node's codes for the alerts of RFC 8446 6.2 that are about the certificate of the one who connects. */
const alerts = {
  required: ['ALERT_CERTIFICATE_REQUIRED'],
  refused: [
    'ALERT_BAD_CERTIFICATE',
    'ALERT_UNSUPPORTED_CERTIFICATE',
    'ALERT_CERTIFICATE_REVOKED',
    'ALERT_CERTIFICATE_EXPIRED',
    'ALERT_CERTIFICATE_UNKNOWN',
    'ALERT_UNKNOWN_CA',
    'ALERT_ACCESS_DENIED',
  ],
} as const

/**
 * What an upstream says by an alert about the till's certificate; `undefined` when it says nothing of it. It comes before
 * the upstream has looked at a request, even where it arrives after one was sent (RFC 8446 4.4.2.4).
 *
 * @param reason as in `LinkFailure`
 */
export function certificateAlertOf(reason: string): keyof typeof alerts | undefined {
  if (!reason.startsWith('ERR_SSL_')) return undefined
  const isOneOf = (ends: readonly string[]) => ends.some((end) => reason.endsWith(end))
  if (isOneOf(alerts.required)) return 'required'
  return isOneOf(alerts.refused) ? 'refused' : undefined
}
