import { readProxyUrl } from '#contract/text/proxyUrl.ts'
import { type Way, wayText } from '#core/network/systemProxy.ts'

/** As many are more than a store has; each takes a share of the time for connecting. */
const maxWays = 8

/**
 * The ways that a PAC file answers, such as `PROXY a:3128; HTTPS b; DIRECT`, in their order. SOCKS and what cannot be read
 * is left out. An empty answer means `DIRECT`.
 */
export function waysIn(result: string): Way[] {
  const entries = result
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  if (entries.length === 0) return [{ kind: 'direct' }]
  return entries
    .flatMap(wayOf)
    .filter((way, at, all) => all.findIndex((other) => sameWay(way, other)) === at)
    .slice(0, maxWays)
}

function wayOf(entry: string): Way[] {
  const [kind = '', address = '', ...rest] = entry.split(/\s+/)
  if (/^direct$/i.test(kind)) return [{ kind: 'direct' }]
  const scheme = /^(?:proxy|http)$/i.test(kind) ? 'http' : /^https$/i.test(kind) ? 'https' : undefined
  const url = scheme && rest.length === 0 && address !== '' ? readProxyUrl(`${scheme}://${address}`) : undefined
  return url ? [{ kind: 'proxy', url }] : []
}

function sameWay(one: Way, other: Way): boolean {
  return wayText(one) === wayText(other)
}
