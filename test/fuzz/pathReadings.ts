/**
 * Every way in which some server may read a path. Tomcat, Jetty and Spring drop parameters, IIS and Windows take
 * backslashes for slashes and drop blanks and dots at the end, others decode once more, cut at an encoded `?` or `#`, or
 * fold slashes and dot segments before or after any of it (docs/reference/attacks.md T39, T40).
 */
export function pathReadings(path: string): Set<string> {
  const readings = new Set<string>([path])
  // Three rounds: what one step uncovers, another may change.
  for (let round = 0; round < 3; round += 1)
    for (const reading of [...readings]) for (const step of steps) readings.add(step(reading))
  return readings
}

const steps: readonly ((path: string) => string)[] = [
  (path) => path.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  (path) => path.replaceAll('\\', '/'),
  (path) => path.replace(/[?#\0].*$/s, ''),
  (path) => path.replaceAll(/;[^/]*/g, ''),
  (path) => path.replaceAll(/\/{2,}/g, '/'),
  (path) => withoutDots(path),
  (path) => path.split('/').map(trimmed).join('/'),
]

/** Blanks and invisible characters of any script. */
const blank = /^[\s\p{Z}\p{Cc}\p{Cf}]$/u

/** Without blanks at both ends and dots at the end. A segment of dots alone is left to `withoutDots`. */
function trimmed(segment: string): string {
  if (/^\.{1,2}$/.test(segment)) return segment
  const characters = [...Buffer.from(segment, 'latin1').toString('utf8')]
  while (blank.test(characters[0] ?? '')) characters.shift()
  while (blank.test(characters.at(-1) ?? '') || characters.at(-1) === '.') characters.pop()
  return Buffer.from(characters.join('')).toString('latin1')
}

function withoutDots(path: string): string {
  const kept: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') kept.splice(Math.max(1, kept.length - 1))
    else if (segment !== '.') kept.push(segment)
  }
  return kept.join('/') || '/'
}
