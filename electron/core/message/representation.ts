import { Remembered } from '#core/base/remembered.ts'
import type { ReadableCoding } from './contentDecoder.ts'
import { type HeaderList, headerValue, headerValues } from './headerFilter.ts'

/** What the agent can unpack as it comes, to look into it. zstd is no such: its blocks have to be whole. */
const readable = new Map<string, ReadableCoding>([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
  ['br', 'br'],
])
const unreadable = new Set(['zstd', 'compress', 'x-compress', 'dcb', 'dcz', 'exi', 'pack200-gzip'])

/** How a body is coded: as it is, in a way that can be unpacked, or in one that cannot. */
export type Coding = 'plain' | ReadableCoding | 'unreadable'

/** @param headers of a response; what is named there by mistake, such as a character set, changes nothing */
export function codingOf(headers: HeaderList): Coding {
  if (headerValue(headers, 'content-encoding') === undefined) return 'plain'
  const named = headerValues(headers, 'content-encoding')
  const codings = named.flatMap((value) => value.split(',')).map((coding) => coding.trim().toLowerCase())
  const used = codings.filter((coding) => readable.has(coding) || unreadable.has(coding))
  if (used.length === 0) return 'plain'
  return (used.length === 1 && readable.get(used[0] as string)) || 'unreadable'
}

/** Whether the media type says so (RFC 8259 §11, RFC 6839 §3.1). */
export function isJson(headers: HeaderList): boolean {
  const type = headerValue(headers, 'content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  return type === 'application/json' || (type?.endsWith('+json') ?? false)
}

/**
 * The value of `Accept-Encoding` without the codings that the agent cannot unpack. Answers go on compressed as without the
 * agent: the line of a store is narrow.
 */
function readableCodings(accepted: string): string {
  const left = accepted
    .split(',')
    .map((element) => element.trim())
    .flatMap((element) => {
      const [coding = '', ...parameters] = element.split(';')
      const name = coding.trim().toLowerCase()
      const isRefused = /^\s*q=0(?:\.0*)?\s*$/i.test(parameters.join(';'))
      if (readable.has(name) || name === 'identity' || (name === '*' && isRefused)) return [element]
      // Whoever takes any takes this.
      return name === '*' ? [['gzip', ...parameters].join(';')] : []
    })
  return left.length > 0 ? left.join(', ') : 'identity'
}

/** Longer than any that means it. Such a list is not read, since reading it would hold up other callers. */
const maxLetters = 1_024
const remembered = new Remembered<string>()

function rememberedCodings(accepted: string): string {
  return accepted.length > maxLetters ? 'identity' : remembered.of(accepted, () => readableCodings(accepted))
}

/** Names only codings that the agent can unpack. @param headers flat: name, value, …; changed in place */
export function acceptReadableCodings(headers: string[]): void {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = headers[at] as string
    if (name.length !== 15 || name.toLowerCase() !== 'accept-encoding') continue
    headers[at + 1] = rememberedCodings(headers[at + 1] as string)
  }
}
