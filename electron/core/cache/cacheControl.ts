import { type HeaderList, headerValues } from '#core/message/headerFilter.ts'

/** The directives of `Cache-Control`, in small letters; the value is empty where there is none (RFC 9111 §5.2). */
export type Directives = ReadonlyMap<string, string>

const directive = /([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,"]*)))?/g

/** Of several with one name the first counts, as RFC 9111 §4.2.1 allows. `Pragma` counts where there is no `Cache-Control`. */
export function cacheDirectives(headers: HeaderList): Directives {
  const fields = headerValues(headers, 'cache-control')
  const text = (fields.length > 0 ? fields : headerValues(headers, 'pragma')).join(',')
  const directives = new Map<string, string>()
  for (const [, name = '', quoted, plain] of text.matchAll(directive)) {
    const known = name.toLowerCase()
    if (!directives.has(known)) directives.set(known, quoted ?? plain ?? '')
  }
  return directives
}

/** `undefined` without the directive. What is no number is the shortest time: 0. */
export function secondsOf(directives: Directives, name: string): number | undefined {
  const text = directives.get(name)
  if (text === undefined) return undefined
  return /^\d+$/.test(text) ? Math.min(Number(text), 2 ** 31) : 0
}
