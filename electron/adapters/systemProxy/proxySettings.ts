import { readProxyUrl } from '#contract/text/proxyUrl.ts'
import type { ProxySource, Way } from '#core/network/systemProxy.ts'
import { isDirectHost } from './exceptions.ts'

/**
 * What a system's settings say.
 *
 * @property pacUrl of a PAC file, which counts before the fixed proxy
 * @property secure the fixed proxy for `https:`, as host and port, with or without a scheme
 * @property exceptions hosts that are reached straight, as `isDirectHost` reads them
 */
export interface ProxySettings {
  source: ProxySource
  pacUrl?: string | undefined
  secure?: string | undefined
  exceptions?: readonly string[] | undefined
}

/** The ways to a host and port by the fixed proxy; none where it is no HTTP proxy. */
export function fixedWays({ secure, exceptions = [] }: ProxySettings, host: string, port: number): Way[] {
  if (!secure || isDirectHost(exceptions, host, port)) return [{ kind: 'direct' }]
  // Not by the grammar of PAC files: a password may hold their semicolon.
  const url = readProxyUrl(secure)
  return url ? [{ kind: 'proxy', url }] : []
}
