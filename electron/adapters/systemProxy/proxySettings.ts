import type { ProxySource, Way } from '#core/network/systemProxy.ts'
import { isDirectHost } from './exceptions.ts'
import { waysIn } from './pacResult.ts'

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

/** The ways to a host by the fixed proxy. */
export function fixedWays({ secure, exceptions = [] }: ProxySettings, host: string): Way[] {
  if (!secure || isDirectHost(exceptions, host)) return [{ kind: 'direct' }]
  return waysIn(/^https:\/\//i.test(secure) ? `HTTPS ${secure.slice(8)}` : `PROXY ${secure.replace(/^http:\/\//i, '')}`)
}
