import { Fault } from '#core/base/fault.ts'
import type { Explanation } from './unreachable.ts'

const intercepted: Explanation = {
  detail: 'The certificate was made by an authority that this machine does not know. Nothing was sent.',
  remedy:
    "If the store's network opens TLS on purpose, give the upstream that authority as caFile; if it does not, somebody is intercepting the connection.",
}
const explanations: Record<string, Explanation> = {
  CERT_HAS_EXPIRED: {
    detail: "The upstream's certificate has expired. Nothing was sent.",
    remedy: 'Check the date of this machine; if it is right, tell whoever runs the upstream.',
  },
  CERT_NOT_YET_VALID: {
    detail: "The upstream's certificate is not valid yet. Nothing was sent.",
    remedy: 'Check the date of this machine: it seems to be in the past.',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    detail: "The certificate is for another host than the upstream's. Nothing was sent.",
    remedy: 'Check the base URL; if it is right, something on the network answers in its place.',
  },
  PROXY_UNTRUSTED: {
    detail: 'The proxy could not prove who it is. Nothing was sent, its password neither.',
    remedy:
      "If the proxy is the store's, give the upstream a caFile with its authority too, or name the proxy with http://.",
  },
  UNSPECIFIED: {
    detail:
      "The upstream's certificate does not stand up to the checks: its key is short, or it is signed with an old method. Nothing was sent.",
    remedy: 'Tell whoever runs the upstream, or the filter of the network that opens TLS.',
  },
  SELF_SIGNED_CERT_IN_CHAIN: intercepted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: intercepted,
  UNABLE_TO_GET_ISSUER_CERT: intercepted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: intercepted,
  DEPTH_ZERO_SELF_SIGNED_CERT: intercepted,
}

/** What is behind a certificate that is not believed, where it is known. @param reason the code of OpenSSL or Node */
export function explainUntrusted(reason: string): Explanation | undefined {
  return explanations[reason]
}

/** The fault for an upstream that could not prove who it is. @param reason the code of OpenSSL or Node */
export function untrusted(reason: string): Fault<'UPSTREAM_UNTRUSTED'> {
  const { detail, remedy } = explanations[reason] ?? {}
  return new Fault('UPSTREAM_UNTRUSTED', detail, { reason }, remedy)
}
