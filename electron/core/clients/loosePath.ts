/** Most paths of a checkout: every server reads them alike. */
const alreadyLoose = /^(?:\/[a-z0-9_-]+)+$/

/**
 * The path as the most lenient server reads it, so that no spelling gets around a rule about it. Such a server knows
 * neither case nor accents nor invisible characters, cuts off `;parameters` and `&` (which a rewritten query begins with),
 * trims dots, blanks and `+` (the blank of forms), folds slashes, and takes whatever follows a dot of the last segment for
 * the wanted format (Spring before 5.3; `.json` and `.xml` of v1.1: capillary.md 2.2).
 *
 * @param path decoded, or the path of a route, whose `*` stay
 */
export function loosePath(path: string): string {
  if (alreadyLoose.test(path)) return path
  if (path !== last.path) last = { path, loose: loosened(path) }
  return last.loose
}

/** A path is asked about several times before the next one is: by deny list, grants and scheme. */
let last = { path: '', loose: '/' }

function loosened(path: string): string {
  const segments = folded(path).split('/').map(looseSegment).filter(Boolean)
  let end = segments.pop() ?? ''
  // A format that stands alone, as in `/otp/.json`, is that of the segment before.
  while (end.startsWith('.') && segments.length > 0) end = segments.pop() ?? ''
  segments.push(withoutFormat(end))
  return `/${segments.join('/')}`
}

/**
 * All readings of a path by lenient servers: `loosePath`, and beside it the path of those that end it at the first `;`.
 *
 * @param path decoded
 */
export function looseReadings(path: string): string[] {
  const cutAt = path.indexOf(';')
  return cutAt === -1 ? [loosePath(path)] : [loosePath(path), loosePath(path.slice(0, cutAt))]
}

const ascii = /^[\x20-\x7e]*$/
const beyondAscii = /[^\0-\x7f]/gu
const ignored = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

/** First to capitals, which brings long s, dotless i and the Kelvin sign home to their letters. */
function folded(path: string): string {
  const plain = ascii.test(path) ? path : path.replaceAll(beyondAscii, decomposed).replaceAll(ignored, '')
  return plain.toUpperCase().toLowerCase()
}

/** One by one: in a long text, normalising sorts the accents of one letter, and takes quadratic time for it. */
function decomposed(character: string): string {
  return character.normalize('NFKD')
}

const parameters = /[;&]/
const looseEdge = /^[\s+]|[.\s+]$/

function looseSegment(segment: string): string {
  const cutAt = segment.search(parameters)
  const name = cutAt === -1 ? segment : segment.slice(0, cutAt)
  return looseEdge.test(name) ? trimmed(name) : name
}

/** A segment without what stands from its first dot on. */
export function withoutFormat(segment: string): string {
  const dotAt = segment.indexOf('.')
  return dotAt === -1 ? segment : trimmed(segment.slice(0, dotAt))
}

const blank = /[\s+]/

/** Without blanks and `+` at both ends, and without dots at the end. It walks in: `[. ]+$` would start anew at each dot. */
function trimmed(segment: string): string {
  let start = 0
  while (start < segment.length && blank.test(segment[start] ?? '')) start += 1
  let end = segment.length
  while (end > start && (segment[end - 1] === '.' || blank.test(segment[end - 1] ?? ''))) end -= 1
  return segment.slice(start, end)
}
