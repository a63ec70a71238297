import type { ProxySetting } from '#contract/values.ts'
import type { Secret } from '#core/base/secret.ts'
import type { CertificateFacts, ClientCertificate, ClientCertificateSource } from './clientCertificate.ts'
import type { Http } from './controlHttp.ts'
import type { Link } from './link.ts'

/** The password for the user name in the setting for a proxy; `undefined` when there is none. Asked for each connection. */
export type ProxyPassword = () => Secret | undefined

/** Where an upstream is, and how it proves that it is the one. */
export interface UpstreamEndpoint {
  baseUrl: string
  /** A file of certificate authorities in place of the usual ones. */
  caFile?: string | undefined
  proxy?: ProxySetting | undefined
  proxyPassword?: ProxyPassword | undefined
  clientCertificate?: ClientCertificateSource | undefined
}

/**
 * The two ways out of this machine: links for brokered requests, and HTTP for the agent's own calls.
 *
 * @throws Fault `FILE_UNREADABLE` when the CA file cannot be read or holds no certificate · `UPSTREAM_UNREACHABLE` when the
 * machine's setting for a proxy cannot be read
 */
export interface Network {
  /** Throws what `link` and `http` would about the CA file. Sends nothing. */
  check(endpoint: UpstreamEndpoint): void
  /** Looks into a certificate for the till to show. @throws Fault `INVALID_INPUT` when it is of no use */
  readCertificate(certificate: ClientCertificate): CertificateFacts
  link(endpoint: UpstreamEndpoint): Link
  http(endpoint: UpstreamEndpoint): Http
  /** Whether a connection between these ports of this machine is one of the links' own. */
  isOwnConnection(from: number, to: number): boolean
  /**
   * The authority that re-signs the answers of an upstream, as its last connection showed: one that only this machine's
   * store vouches for, such as that of a filter. `undefined` when there is none, and where the upstream names authorities.
   */
  reSignedBy(endpoint: Pick<UpstreamEndpoint, 'baseUrl' | 'caFile'>): string | undefined
}
