import type { DailyContext } from '#adapters/tls/dailyContext.ts'
import { secureContextOf, showingContext } from '#adapters/tls/verifiedTls.ts'
import type { ClientCertificate } from '#core/network/clientCertificate.ts'
import type { UpstreamEndpoint } from '#core/network/network.ts'
import { proxyUnreadable } from '#core/network/unreachable.ts'
import { type MachineNetwork, usualMachine } from './machineNetwork.ts'
import { proxyRouteOf } from './proxyChoice.ts'
import type { UpstreamTarget } from './upstreamSocket.ts'

/**
 * Where every connection to an upstream leads and whom it believes, whatever it carries.
 *
 * @param ca the only certificate authorities to trust, as PEM; `undefined` for the usual ones
 * @throws Fault `UPSTREAM_UNREACHABLE` when the setting for a proxy cannot be read
 */
export function upstreamTargetOf(
  endpoint: UpstreamEndpoint,
  ca: string | undefined,
  connectTimeoutMs: number,
  { systemProxy, trustsSystem, onProved }: MachineNetwork = usualMachine,
): UpstreamTarget {
  const { protocol, host, hostname, port } = new URL(endpoint.baseUrl)
  const choice = proxyRouteOf(endpoint, process.env)
  if (choice.kind === 'unreadable') throw proxyUnreadable(choice.source)
  const isSecure = protocol === 'https:'
  // Made before the first sale needs it.
  const first = secureContextOf(ca, trustsSystem)
  const usual = () => (ca === undefined ? secureContextOf(undefined, trustsSystem) : first)
  const showing = showingOne((certificate) => showingContext(certificate, ca, trustsSystem))
  return {
    isSecure,
    authority: host,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (isSecure ? 443 : 80),
    get secureContext() {
      const certificate = endpoint.clientCertificate?.()
      return certificate ? showing(certificate).get() : usual()
    },
    get proxyContext() {
      return usual()
    },
    route: choice.kind === 'system' ? { kind: 'system', systemProxy, url: endpoint.baseUrl } : choice,
    connectTimeoutMs,
    ...(ca === undefined && onProved && { onProved: (socket) => onProved(endpoint, socket) }),
  }
}

/** Makes a context anew only when the certificate is another one. */
function showingOne(make: (certificate: ClientCertificate) => DailyContext) {
  let last: { certificate: ClientCertificate; context: DailyContext } | undefined
  return (certificate: ClientCertificate): DailyContext => {
    if (last?.certificate !== certificate) last = { certificate, context: make(certificate) }
    return last.context
  }
}
