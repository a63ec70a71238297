import { BlockList, isIP } from 'node:net'

/**
 * Whether NO_PROXY excepts a host, read as curl does: `*`, names with all that is below them (with or without a leading dot
 * or `*.`), addresses and ranges such as `10.0.0.0/8`, separated by commas or blanks; each also with a port.
 *
 * @param host without the brackets of an IPv6 address
 */
export function isExcepted(list: string, host: string, port: number): boolean {
  const name = withoutLastDot(host.toLowerCase())
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => matches(entry.toLowerCase(), name, port))
}

function matches(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true
  const { pattern, onlyPort } = withoutPort(entry)
  if (onlyPort !== undefined && onlyPort !== port) return false
  return isIP(host) ? isInRange(host, pattern) : isBelow(host, withoutLastDot(pattern.replace(/^\*?\./, '')))
}

/** A colon in an address of IPv6 begins no port, unless brackets stand around the address. */
export function withoutPort(entry: string): { pattern: string; onlyPort: number | undefined } {
  const [, bracketed, range = '', bracketedPort] = /^\[([^\]]*)\](\/\d+)?(?::(\d+))?$/.exec(entry) ?? []
  if (bracketed !== undefined) return { pattern: bracketed + range, onlyPort: portOf(bracketedPort) }
  const [name = '', port, ...more] = entry.split(':')
  return more.length > 0 ? { pattern: entry, onlyPort: undefined } : { pattern: name, onlyPort: portOf(port) }
}

function portOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits)
}

function isBelow(host: string, domain: string): boolean {
  return domain !== '' && (host === domain || host.endsWith(`.${domain}`))
}

/** An address is compared as such: one has many spellings. */
function isInRange(address: string, pattern: string): boolean {
  const [network = '', bits, ...more] = pattern.split('/')
  const version = isIP(network)
  if (version === 0 || more.length > 0) return false
  const [family, maxBits] = version === 4 ? (['ipv4', 32] as const) : (['ipv6', 128] as const)
  const prefix = bits === undefined ? maxBits : /^\d{1,3}$/.test(bits) ? Number(bits) : -1
  if (prefix < 0 || prefix > maxBits) return false
  const range = new BlockList()
  range.addSubnet(network, prefix, family)
  return range.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6')
}

/** `example.com.` is the name `example.com`, written to its end. */
function withoutLastDot(name: string): string {
  return name.endsWith('.') ? name.slice(0, -1) : name
}
