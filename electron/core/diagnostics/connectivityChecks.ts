import { isLoopbackHost } from '#contract/text/loopbackHosts.ts'
import { certificateAlertOf } from '#core/network/clientCertificate.ts'
import type { UpstreamEndpoint } from '#core/network/network.ts'
import { type SystemWays, wayText } from '#core/network/systemProxy.ts'
import { untrusted } from '#core/network/tlsFailure.ts'
import type { Diagnostics, ProbeResult, ProxyInUse } from './diagnostics.ts'
import type { Finding } from './finding.ts'
import type { SystemPanels } from './systemPanels.ts'

type Endpoint = UpstreamEndpoint & { id: string }

/** A smaller difference between two clocks is not reported. */
const toleratedSkewMs = 60_000
/** From here on clouds refuse requests that are signed or dated by this clock. */
const refusedSkewMs = 300_000

export async function checkName(
  { id, baseUrl }: Endpoint,
  proxy: ProxyInUse,
  diagnostics: Diagnostics,
): Promise<Finding> {
  const checked = { check: 'dns', upstream: id } as const
  const { hostname } = new URL(baseUrl)
  const host = hostname.replace(/^\[|\]$/g, '')
  if (isLoopbackHost(hostname)) return { ...checked, outcome: 'skipped', reason: 'name-local', params: null }
  if (leadsByProxy(proxy)) return { ...checked, outcome: 'skipped', reason: 'name-left-to-proxy', params: { host } }
  const found = await diagnostics.resolve(host)
  if ('addresses' in found) return { ...checked, outcome: 'fine', reason: 'name-known', params: { host } }
  return {
    ...{ ...checked, outcome: 'trouble', reason: 'name-unknown', params: { host, code: found.reason } },
    action: { action: 'check-again', target: id },
  }
}

/** What is said of an upstream to which no connection is tried, because the setting for a proxy cannot be read. */
export function unreadableProxyFindings({ id }: Endpoint, source: string): Finding[] {
  const action = { action: 'change-network', target: id } as const
  return [
    { check: 'proxy', upstream: id, outcome: 'trouble', reason: 'proxy-unreadable', params: { source }, action },
    { check: 'tls', upstream: id, outcome: 'skipped', reason: 'way-unknown', params: null },
  ]
}

export function proxyFinding(
  { id }: Endpoint,
  way: Exclude<ProxyInUse, { kind: 'unreadable' }>,
  probe: ProbeResult,
): Finding {
  const checked = { check: 'proxy', upstream: id } as const
  const changeNetwork = { action: 'change-network', target: id } as const
  if (way.kind === 'direct') return { ...checked, outcome: 'fine', reason: 'no-proxy', params: null }
  if (probe.kind === 'proxy-refused') return proxyRefusal(id, probe)
  if (way.kind === 'system' && !leadsByProxy(way)) return straightBySystem(id, way.found)
  const proxy = way.kind === 'proxy' ? way.address : way.found.ways.map(wayText).join(', ')
  if (probe.kind === 'silent') {
    const params = { proxy, code: probe.reason }
    return { ...checked, outcome: 'attention', reason: 'proxy-silent', params, action: changeNetwork }
  }
  if (probe.kind === 'untrusted' && probe.reason === 'PROXY_UNTRUSTED')
    return { ...checked, outcome: 'trouble', reason: 'proxy-untrusted', params: { proxy }, action: changeNetwork }
  if (way.kind === 'proxy') return { ...checked, outcome: 'fine', reason: 'proxy-used', params: { proxy } }
  const { source, pac } = way.found
  return { ...checked, outcome: 'fine', reason: 'proxy-of-system', params: { proxy, source, pac } }
}

/** Where the system's settings lead straight, or nowhere. */
function straightBySystem(id: string, { ways, source, pac = '', problem }: SystemWays): Finding {
  const checked = { check: 'proxy', upstream: id } as const
  const action = { action: 'change-network', target: id } as const
  if (problem) return { ...checked, outcome: 'attention', reason: problem, params: { pac }, action }
  if (ways.length === 0)
    return { ...checked, outcome: 'trouble', reason: 'proxy-unsupported', params: { source }, action }
  return { ...checked, outcome: 'fine', reason: 'no-proxy-of-system', params: { source, pac } }
}

function leadsByProxy(way: ProxyInUse): boolean {
  return way.kind === 'proxy' || (way.kind === 'system' && way.found.ways.some(({ kind }) => kind === 'proxy'))
}

function proxyRefusal(id: string, { proxy, status, reason }: ProbeResult & { kind: 'proxy-refused' }): Finding {
  const checked = { check: 'proxy', upstream: id, outcome: 'trouble', params: { proxy, status } } as const
  const changeNetwork = { action: 'change-network', target: id } as const
  if (reason === 'PROXY_LOGIN_REQUIRED') return { ...checked, reason: 'proxy-wants-sign-in', action: changeNetwork }
  const action = { action: 'check-again', target: id } as const
  if (reason === 'PROXY_LOGIN_UNSUPPORTED') return { ...checked, reason: 'proxy-sign-in-unsupported', action }
  return { ...checked, reason: 'proxy-refused', action }
}

export function tlsFinding({ id, baseUrl, caFile }: Endpoint, probe: ProbeResult): Finding {
  const checked = { check: 'tls', upstream: id } as const
  switch (probe.kind) {
    case 'proxy-refused':
      return { ...checked, outcome: 'skipped', reason: 'tls-stopped-by-proxy', params: null }
    case 'silent': {
      const alert = certificateAlertOf(probe.reason)
      if (alert) return { ...checked, outcome: 'trouble', reason: `certificate-${alert}`, params: null }
      return {
        ...{ ...checked, outcome: 'trouble', reason: 'unreachable', params: { code: probe.reason } },
        action: { action: 'check-again', target: id },
      }
    }
    case 'untrusted': {
      if (probe.reason === 'PROXY_UNTRUSTED')
        return { ...checked, outcome: 'skipped', reason: 'tls-stopped-by-proxy', params: null }
      const { detail, remedy } = untrusted(probe.reason)
      const params = { detail, remedy, issuer: probe.issuer }
      const action = { action: 'open-settings', target: id } as const
      return { ...checked, outcome: 'trouble', reason: 'untrusted', params, action }
    }
    case 'answered': {
      const { issuer } = probe
      if (!issuer)
        return { ...checked, outcome: 'skipped', reason: 'not-encrypted', params: { host: new URL(baseUrl).host } }
      if (issuer.isPublic)
        return { ...checked, outcome: 'fine', reason: 'tls-trusted', params: { issuer: issuer.name } }
      const reason = caFile === undefined || caFile === '' ? 're-signed' : 'private-authority'
      return { ...checked, outcome: 'attention', reason, params: { issuer: issuer.name } }
    }
  }
}

/**
 * @param now this machine's clock when the response came, in milliseconds since 1970
 * @param panels absent where nobody sees a screen of this machine
 */
export function clockFinding(
  { id }: Endpoint,
  probe: ProbeResult,
  now: number,
  panels: SystemPanels | undefined,
): Finding {
  const checked = { check: 'clock', upstream: id } as const
  const dateMs = probe.kind === 'answered' ? probe.dateMs : undefined
  if (dateMs === undefined) return { ...checked, outcome: 'skipped', reason: 'clock-unknown', params: null }
  const skewMs = now - dateMs
  if (Math.abs(skewMs) <= toleratedSkewMs) return { ...checked, outcome: 'fine', reason: 'clock-agrees', params: null }
  const outcome = Math.abs(skewMs) > refusedSkewMs ? 'trouble' : 'attention'
  const action = panels?.has('clock') ? 'open-clock' : 'check-again'
  return { ...checked, outcome, reason: 'clock-off', params: { skewMs }, action: { action } }
}
