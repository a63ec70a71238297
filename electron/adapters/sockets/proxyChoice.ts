import { isLoopbackHost } from '#contract/text/loopbackHosts.ts'
import { readProxyUrl } from '#contract/text/proxyUrl.ts'
import type { ProxyPassword, UpstreamEndpoint } from '#core/network/network.ts'
import { isExcepted } from './noProxy.ts'

/**
 * The way to an upstream: straight, or by a proxy whose user name is in its URL.
 *
 * @property password in place of the one in the URL
 */
export type ProxyRoute = { kind: 'direct' } | { kind: 'proxy'; url: URL; password?: ProxyPassword | undefined }

/**
 * `system`: what the system's own settings say. It is asked when a connection is opened.
 *
 * @property source the variable of the environment, or `proxy` of the upstream
 */
export type ProxyChoice = ProxyRoute | { kind: 'system' } | { kind: 'unreadable'; source: string }

type Endpoint = Pick<UpstreamEndpoint, 'baseUrl' | 'proxy' | 'proxyPassword'>

/**
 * Which way every connection to an upstream takes: brokered requests, the agent's own calls, the doctor and updates. Nothing
 * else reads the proxy of a setting or of the environment, whose variables could lead the credential astray (attacks.md T46)
 * and so count with `system` only.
 */
export function proxyRouteOf({ baseUrl, proxy, proxyPassword }: Endpoint, env: NodeJS.ProcessEnv): ProxyChoice {
  if (proxy === undefined || proxy === 'direct') return { kind: 'direct' }
  const upstream = new URL(baseUrl)
  const named = proxy === 'system' ? proxyIn(env, upstream) : ({ kind: 'named', source: 'proxy', text: proxy } as const)
  if (named.kind === 'excepted') return { kind: 'direct' }
  // Upstreams in the clear are on this machine, which no setting of the system is about.
  if (named.kind === 'unset') return { kind: upstream.protocol === 'http:' ? 'direct' : 'system' }
  const url = readProxyUrl(named.text)
  if (!url) return { kind: 'unreadable', source: named.source }
  // In the clear the credential stays on this machine, where plain http: upstreams are.
  if (upstream.protocol === 'http:' && !isLoopbackHost(url.hostname)) return { kind: 'direct' }
  // The password of the settings is for the proxy of the settings.
  return proxy === 'system' ? { kind: 'proxy', url } : { kind: 'proxy', url, password: proxyPassword }
}

type NamedProxy = { kind: 'unset' } | { kind: 'excepted' } | { kind: 'named'; source: string; text: string }

/** The proxy that an environment names for an upstream. @property source the variable @property text its value */
export function proxyIn(env: NodeJS.ProcessEnv, upstream: URL): NamedProxy {
  const { protocol, hostname, port } = upstream
  const name = protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  const source = [name, name.toUpperCase(), 'all_proxy', 'ALL_PROXY'].find((variable) => env[variable])
  if (source === undefined) return { kind: 'unset' }
  const host = hostname.replace(/^\[|\]$/g, '')
  const isDirect = isExcepted(env.no_proxy || env.NO_PROXY || '', host, portOf(protocol, port))
  return isDirect ? { kind: 'excepted' } : { kind: 'named', source, text: env[source] ?? '' }
}

function portOf(protocol: string, port: string): number {
  return Number(port) || (protocol === 'https:' ? 443 : 80)
}
