import type { TLSSocket } from 'node:tls'
import { issuerOf } from '#adapters/certificates/issuer.ts'
import { type MachineNetwork, usualMachine } from '#adapters/sockets/machineNetwork.ts'
import { presentedCertificate } from '#adapters/sockets/presentedCertificate.ts'
import type { TunnelError } from '#adapters/sockets/proxyTunnel.ts'
import type { UpstreamTarget } from '#adapters/sockets/upstreamSocket.ts'
import { upstreamTargetOf } from '#adapters/sockets/upstreamTarget.ts'
import { isTrustFailure, readCaFile } from '#adapters/tls/tlsTrust.ts'
import type { Issuer, ProbeResult } from '#core/diagnostics/diagnostics.ts'
import type { UpstreamEndpoint } from '#core/network/network.ts'
import { readHttpDate } from '#core/pacing/httpDate.ts'
import { requestThrough, UpstreamAgent } from './upstreamAgent.ts'

/** The doctor gives each check 10 s, by its signal. */
const connectTimeoutMs = 10_000

/**
 * Connects to an upstream as its requests do, and sends a HEAD request without the credential.
 *
 * @throws Fault `FILE_UNREADABLE` when the CA file cannot be used · as `upstreamTargetOf`
 */
export async function probeConnection(
  endpoint: UpstreamEndpoint,
  signal: AbortSignal,
  machine: MachineNetwork = usualMachine,
): Promise<ProbeResult> {
  const ca = endpoint.caFile === undefined ? undefined : readCaFile(endpoint.caFile)
  const target = upstreamTargetOf(endpoint, ca, connectTimeoutMs, machine)
  const result = await probe(target, new URL(endpoint.baseUrl), signal)
  if (result.kind !== 'untrusted' || result.reason === 'PROXY_UNTRUSTED') return result
  const certificate = await presentedCertificate(target, signal)
  return { ...result, issuer: certificate ? issuerOf(certificate, false).name : '' }
}

function probe(target: UpstreamTarget, url: URL, signal: AbortSignal): Promise<ProbeResult> {
  const agent = new UpstreamAgent(target, false)
  const { protocol, hostname, port, pathname } = url
  const headers = { 'User-Agent': 'till-agent' }
  const request = requestThrough(agent, { method: 'HEAD', protocol, hostname, port, path: pathname, headers })
  return new Promise((resolve) => {
    let issuer: Issuer | undefined
    const onAbort = () => finish({ kind: 'silent', reason: 'ABORT_ERR' })
    const finish = (result: ProbeResult) => {
      signal.removeEventListener('abort', onAbort)
      resolve(result)
      request.destroy()
      agent.destroy()
    }
    request.on('error', (thrown: TunnelError) => finish(failureOf(thrown)))
    request.on('response', ({ headers: { date = '' } }) => {
      const dateMs = readHttpDate(date)
      finish({ kind: 'answered', ...(dateMs !== undefined && { dateMs }), ...(issuer && { issuer }) })
    })
    request.once('socket', (socket) => {
      if (target.isSecure) issuer = issuerOf((socket as TLSSocket).getPeerCertificate(true), true)
    })
    request.end()
    signal.addEventListener('abort', onAbort)
    if (signal.aborted) onAbort()
  })
}

/** Only codes and a status leave this file. */
function failureOf({ code = 'UNKNOWN', statusCode, proxy = '' }: TunnelError): ProbeResult {
  if (statusCode !== undefined) return { kind: 'proxy-refused', status: statusCode, reason: code, proxy }
  return isTrustFailure(code) ? { kind: 'untrusted', reason: code, issuer: '' } : { kind: 'silent', reason: code }
}
