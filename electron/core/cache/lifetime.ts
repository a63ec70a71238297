import { type HeaderList, headerValue, headerValues } from '#core/message/headerFilter.ts'
import { codingOf } from '#core/message/representation.ts'
import { readHttpDate } from '#core/pacing/httpDate.ts'
import { cacheDirectives, type Directives, secondsOf } from './cacheControl.ts'
import { countsForKey } from './lookUpKey.ts'

/** How long an answer may be given: first without a question, and after that while the upstream cannot be reached. */
export interface Lifetime {
  freshMs: number
  staleMs: number
  /** Of the answer when it came (RFC 9111 §4.2.3). */
  ageMs: number
}

/** What the settings of an upstream allow at most. */
export type LongestLifetime = Pick<Lifetime, 'freshMs' | 'staleMs'>

/** By these an answer says that it is for one exchange alone, or wants to be asked about each time. */
const forbidding = ['no-store', 'private', 'no-cache']

/**
 * How long an answer may be kept; `undefined` for one that may not. The upstream may only shorten what is set here.
 *
 * @param headers as the upstream sent them
 */
export function lifetimeOf(status: number, headers: HeaderList, longest: LongestLifetime): Lifetime | undefined {
  if (status !== 200 || codingOf(headers) !== 'plain' || setsCookie(headers) || !isVaryKnown(headers)) return undefined
  const directives = cacheDirectives(headers)
  if (forbidding.some((name) => directives.has(name))) return undefined
  const ageMs = (/^\d{1,9}$/.test(headerValue(headers, 'age') ?? '') ? Number(headerValue(headers, 'age')) : 0) * 1_000
  const freshMs = Math.max(0, Math.min(longest.freshMs, saidFreshMs(headers, directives)) - ageMs)
  const staleMs = staleMsOf(directives, longest.staleMs)
  return freshMs + staleMs > 0 ? { freshMs, staleMs, ageMs } : undefined
}

function setsCookie(headers: HeaderList): boolean {
  return headerValue(headers, 'set-cookie') !== undefined || headerValue(headers, 'set-cookie2') !== undefined
}

/** Whether the answer depends on nothing but what the key tells apart. */
function isVaryKnown(headers: HeaderList): boolean {
  const names = headerValues(headers, 'vary').flatMap((value) => value.split(','))
  return names.map((name) => name.trim().toLowerCase()).every((name) => name !== '*' && countsForKey(name))
}

function saidFreshMs(headers: HeaderList, directives: Directives): number {
  const maxAge = secondsOf(directives, 'max-age')
  if (maxAge !== undefined) return maxAge * 1_000
  const expires = headerValue(headers, 'expires')
  if (expires === undefined) return Number.POSITIVE_INFINITY
  // A date that cannot be read lies in the past (RFC 9111 §5.3).
  const [until, from] = [readHttpDate(expires), readHttpDate(headerValue(headers, 'date'))]
  return until === undefined || from === undefined ? 0 : Math.max(0, until - from)
}

function staleMsOf(directives: Directives, longestMs: number): number {
  if (directives.has('must-revalidate') || directives.has('proxy-revalidate')) return 0
  const ifError = secondsOf(directives, 'stale-if-error')
  return ifError === undefined ? longestMs : Math.min(longestMs, ifError * 1_000)
}
