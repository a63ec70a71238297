import { Fault } from '#core/base/fault.ts'
import { certificateAlertOf } from './clientCertificate.ts'

export interface Explanation {
  detail: string
  remedy: string
}

/** How soon it is worth another attempt. */
const retryAfterSeconds = 5

const howToName =
  'Correct it, for example to http://proxy.store:3128, or set proxy of the upstream to direct or to an address.'
/** For a proxy that wants NTLM or Kerberos. */
export const wayAroundSignIn =
  "Ask whoever runs the network to let this till through to the upstream's host without a sign-in, or by Basic. Else a helper on this machine, such as cntlm or px, can sign in for it: its address, such as http://127.0.0.1:3128, then is the proxy."

const notTls: Explanation = {
  detail: 'What answers at the address of the upstream, or of its proxy, does not speak TLS. Nothing was sent.',
  remedy: 'Check the port of the base URL and of the proxy; a sign-in page of the network answers so, too.',
}
const howToGiveCertificate =
  'Give the upstream the certificate that its operator issued for this till: clientCertificate, with "till-agent upstream rotate ID --secret clientCertificate=file:PATH".'
export const certificateExplanations: Record<'required' | 'refused', Explanation> = {
  required: {
    detail: 'The upstream asks who connects, and the till has no certificate to show. Nothing was done.',
    remedy: howToGiveCertificate,
  },
  refused: {
    detail: 'The upstream does not take the certificate that the till shows. Nothing was done.',
    remedy: howToGiveCertificate,
  },
}
const explanations: Record<string, Explanation> = {
  // Up to TLS 1.2 there is no alert of its own for a missing certificate.
  'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE': {
    detail: 'The upstream ended the handshake: it wants another TLS, or a certificate of this till. Nothing was sent.',
    remedy: 'Ask whoever runs the upstream. If it wants a certificate, give the upstream clientCertificate.',
  },
  PROXY_LOGIN_REQUIRED: {
    detail: 'The proxy wants a user name and a password (407). Nothing was sent.',
    remedy:
      'Give the upstream both: "till-agent upstream rotate ID --proxy http://USER@PROXY:PORT" asks for proxyPassword. In the window: Clouds, Network.',
  },
  PROXY_LOGIN_UNSUPPORTED: {
    detail:
      'The proxy asks for a sign-in that the till agent does not know, such as NTLM or Kerberos (407). Nothing was sent.',
    remedy: wayAroundSignIn,
  },
  PROXY_UNSUPPORTED: {
    detail:
      'The settings of this machine name only proxies that the till agent does not speak to, such as SOCKS. Nothing was sent.',
    remedy: howToName,
  },
  PROXY_REFUSED: {
    detail: 'The proxy does not let the till through to the upstream. Nothing was sent.',
    remedy: "Ask whoever runs the network to allow the upstream's host at the proxy.",
  },
  CLIENT_CERTIFICATE_UNREADABLE: {
    detail: 'The certificate that the till shows to the upstream cannot be opened by this program. Nothing was sent.',
    remedy: `${howToGiveCertificate} A PKCS#12 with an old cipher is exported anew with AES-256 before.`,
  },
  ERR_SSL_WRONG_VERSION_NUMBER: notTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: notTls,
}

/** What is behind a reason, where more is known than the upstream's silence. @param reason as in `LinkFailure` */
export function explainUnreachable(reason: string): Explanation | undefined {
  const alert = certificateAlertOf(reason)
  return alert ? certificateExplanations[alert] : explanations[reason]
}

/**
 * The fault for an upstream to which nothing was sent because no connection came about.
 *
 * @param reason as in `LinkFailure`
 */
export function unreachable(reason: string): Fault<'UPSTREAM_UNREACHABLE'> {
  const { detail, remedy } = explainUnreachable(reason) ?? {}
  return new Fault('UPSTREAM_UNREACHABLE', detail, { reason, retryAfterSeconds }, remedy)
}

/** The fault for an upstream whose way is not known. @param source the variable of the environment, or `proxy` */
export function proxyUnreadable(source: string): Fault<'UPSTREAM_UNREACHABLE'> {
  const detail = `${sourceText(source)} cannot be read as the address of an HTTP proxy. Nothing is sent.`
  return new Fault('UPSTREAM_UNREACHABLE', detail, { reason: 'PROXY_UNREADABLE', retryAfterSeconds }, howToName)
}

/** Begins a sentence. */
export function sourceText(source: string): string {
  return source === 'proxy' ? 'The proxy of the upstream' : `${source} in the environment of this machine`
}
