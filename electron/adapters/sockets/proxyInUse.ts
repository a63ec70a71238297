import type { ProxyInUse } from '#core/diagnostics/diagnostics.ts'
import type { UpstreamEndpoint } from '#core/network/network.ts'
import type { SystemProxy } from '#core/network/systemProxy.ts'
import { proxyRouteOf } from './proxyChoice.ts'

/** The choice of `proxyRouteOf` for people to read, and what the system's settings say: without user names and passwords. */
export async function proxyInUse(
  endpoint: Pick<UpstreamEndpoint, 'baseUrl' | 'proxy' | 'proxyPassword'>,
  env: NodeJS.ProcessEnv,
  systemProxy: SystemProxy,
): Promise<ProxyInUse> {
  const choice = proxyRouteOf(endpoint, env)
  if (choice.kind === 'system') return { kind: 'system', found: await systemProxy.waysTo(endpoint.baseUrl) }
  return choice.kind === 'proxy' ? { kind: 'proxy', address: choice.url.origin } : choice
}
