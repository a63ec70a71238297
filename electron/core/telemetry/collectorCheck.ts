import { Fault } from '#core/base/fault.ts'
import type { Secret } from '#core/base/secret.ts'
import { type Finding, faultFinding } from '#core/diagnostics/finding.ts'
import type { Network } from '#core/network/network.ts'

interface Collector {
  endpoint: string
  caFile: string | undefined
  headers: ReadonlyMap<string, Secret>
}

/** Sends a request without a single number, as OTLP/HTTP in JSON (opentelemetry-proto, "OTLP/HTTP Request"). */
export async function checkCollector(
  { endpoint, caFile, headers }: Collector,
  network: Pick<Network, 'http'>,
  gone: AbortSignal,
): Promise<Finding[]> {
  const check = 'telemetry'
  const { host } = new URL(endpoint)
  try {
    const http = network.http({ baseUrl: endpoint, caFile, proxy: 'system' })
    const outcome = await http.request({
      ...{ method: 'POST', path: '/v1/metrics', body: '{"resourceMetrics":[]}', gone },
      headers: {
        ...Object.fromEntries([...headers].map(([name, value]) => [name, value.reveal()])),
        'Content-Type': 'application/json',
      },
    })
    if (outcome.kind === 'silence')
      return [{ check, outcome: 'attention', reason: 'collector-silent', params: { host, code: outcome.reason } }]
    const { status } = outcome
    if (status >= 200 && status < 300) return [{ check, outcome: 'fine', reason: 'collector-takes', params: { host } }]
    return [{ check, outcome: 'attention', reason: 'collector-refuses', params: { host, status } }]
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    return [{ ...faultFinding({ check }, thrown), outcome: 'attention' }]
  }
}
