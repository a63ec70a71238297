import type { Reach } from '../core/network.ts'

/**
 * What Node's agents are told of proxies. Variables of the environment could lead the credential astray (attacks.md T46),
 * so they count only when asked for.
 */
export function proxyEnvOf({ proxy }: Reach): NodeJS.ProcessEnv | undefined {
  if (proxy === undefined || proxy === 'direct') return undefined
  return proxy === 'system' ? process.env : { HTTP_PROXY: proxy, HTTPS_PROXY: proxy }
}

/**
 * The proxy that requests to an upstream go through, without its user name and password. For people to read: which one is
 * taken is decided by those who connect.
 */
export function proxyOf({ baseUrl, proxy }: Reach, env: NodeJS.ProcessEnv): string | undefined {
  if (proxy === undefined || proxy === 'direct') return undefined
  const url = proxy === 'system' ? proxyIn(env, new URL(baseUrl)) : proxy
  return url === undefined ? undefined : withoutCredentials(url)
}

function proxyIn(env: NodeJS.ProcessEnv, { protocol, hostname, port }: URL): string | undefined {
  const url = protocol === 'https:' ? env.https_proxy || env.HTTPS_PROXY : env.http_proxy || env.HTTP_PROXY
  if (!url) return undefined
  const excepted = (env.no_proxy || env.NO_PROXY || '').split(/[\s,]+/).filter((name) => name !== '')
  const host = hostname.replace(/^\[|\]$/g, '')
  return excepted.some((name) => names(name.toLowerCase(), host, port)) ? undefined : url
}

/** `*`, `host`, `.domain`, `*.domain`, each perhaps with a port. */
function names(pattern: string, host: string, port: string): boolean {
  if (pattern === '*') return true
  const [, name = '', onlyPort] = /^(.*?)(?::(\d+))?$/.exec(pattern) ?? []
  if (onlyPort !== undefined && onlyPort !== port) return false
  const domain = name.replace(/^\*?\./, '')
  return host === domain || (domain !== name && host.endsWith(`.${domain}`))
}

/** `origin` has neither. */
function withoutCredentials(text: string): string {
  const url = /^https?:\/\//i.test(text) ? text : `http://${text}`
  return URL.canParse(url) ? new URL(url).origin : 'a proxy whose address cannot be read'
}
