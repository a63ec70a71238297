import { isIP } from 'node:net'
import { isExcepted, withoutPort } from '#adapters/sockets/noProxy.ts'

/**
 * Whether a system's list of exceptions holds a host. Windows, macOS and GNOME write patterns with `*` (`*.example.com`,
 * `10.*`), addresses and ranges (`169.254/16`, `10.0.0.0/8`), each also with a port, and `<local>` for names without a dot.
 *
 * @param host without the brackets of an IPv6 address
 */
export function isDirectHost(exceptions: readonly string[], host: string, port: number): boolean {
  const name = host.toLowerCase().replace(/\.$/, '')
  return exceptions.some((entry) =>
    matches(
      entry
        .trim()
        .toLowerCase()
        .replace(/^https?:\/\//, ''),
      name,
      port,
    ),
  )
}

function matches(text: string, host: string, port: number): boolean {
  const { pattern: entry, onlyPort = port } = withoutPort(text)
  if (entry === '' || onlyPort !== port) return false
  if (entry === '<local>') return !host.includes('.') && isIP(host) === 0
  if (entry.includes('*')) return matchesGlob(host, entry)
  const range = /^(\d+(?:\.\d+){0,3})(\/\d{1,2})$/.exec(entry)
  if (range) return isIP(host) !== 0 && isExcepted(wholeAddress(range[1] ?? '') + range[2], host, port)
  if (entry.startsWith('.')) return host.endsWith(entry)
  return isIP(host) === 0 ? host === entry : isExcepted(entry, host, port)
}

/** macOS leaves the zeros at the end of a network out: `169.254/16`. */
function wholeAddress(network: string): string {
  return [...network.split('.'), '0', '0', '0'].slice(0, 4).join('.')
}

/** Whether a text is like a pattern with `*` and `?`, in time that grows with both lengths only. */
export function matchesGlob(text: string, pattern: string): boolean {
  let at = 0
  let next = 0
  let star = -1
  let tried = 0
  while (at < text.length) {
    const wanted = pattern[next]
    if (wanted === '*') {
      star = next
      tried = at
      next += 1
    } else if (wanted === '?' || (wanted !== undefined && wanted === text[at])) {
      at += 1
      next += 1
    } else if (star >= 0) {
      next = star + 1
      tried += 1
      at = tried
    } else return false
  }
  return /^\**$/.test(pattern.slice(next))
}
