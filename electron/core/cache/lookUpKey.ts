import { type HeaderList, headerValue } from '#core/message/headerFilter.ts'
import { cacheDirectives, secondsOf } from './cacheControl.ts'

/** These name one request among others and change no answer. An upstream that varies by one has its answer not kept. */
const uncounted = new Set([
  ...['user-agent', 'cache-control', 'pragma', 'traceparent', 'tracestate', 'baggage', 'priority'],
  ...['x-request-id', 'x-correlation-id', 'request-id', 'correlation-id', 'x-b3-traceid', 'x-b3-spanid'],
])

/** Whether the value of a request's header tells look-ups apart. @param name in small letters */
export function countsForKey(name: string): boolean {
  return !uncounted.has(name)
}

/** Everything that an answer may depend on. */
export interface LookUpFacts {
  /** Digest of the client's key. */
  owner: string
  /** The granted route that allows it. */
  route: string
  /** Path and query as they go on the wire. */
  path: string
  /** Where links in the answer lead. */
  agentOrigin: string | undefined
  /** Those that are sent. */
  headers: HeaderList
}

/** The same for two look-ups only if either may have the other's answer. It names customers, so it is never written. */
export function lookUpKey({ owner, route, path, agentOrigin = '', headers }: LookUpFacts): string {
  const counted: [string, string][] = []
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = (headers[at] as string).toLowerCase()
    if (countsForKey(name)) counted.push([name, headers[at + 1] as string])
  }
  // The sort is stable: the order of fields with one name is kept, and may matter (RFC 9110 §5.3).
  counted.sort(([left], [right]) => (left < right ? -1 : Number(left > right)))
  return JSON.stringify([owner, route, path, agentOrigin, ...counted])
}

const conditional = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since']

/**
 * How old an answer the client takes, in milliseconds; `undefined` for a request that wants to have nothing to do with
 * kept answers, because it says so or asks under a condition.
 */
export function acceptedAgeMs(headers: HeaderList): number | undefined {
  if (conditional.some((name) => headerValue(headers, name) !== undefined)) return undefined
  const directives = cacheDirectives(headers)
  if (directives.has('no-store')) return undefined
  if (directives.has('no-cache')) return 0
  return (secondsOf(directives, 'max-age') ?? Number.POSITIVE_INFINITY) * 1_000
}
