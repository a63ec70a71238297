import type { FaultCode } from '../../contract/faults.ts'

/** What a request shows before its key is looked at. */
export interface Knock {
  peer: string | undefined
  method: string
  target: string
  host: string | undefined
  /** How many Host fields came. */
  hosts: number
  httpVersion: string
  transferEncoding: string | undefined
  origin: string | undefined
  secFetchSite: string | undefined
}

const loopbackPeers = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** The only ways to write our address; compared letter by letter, since `localhost.` or `127.1` are others' (attacks.md T02). */
export function ownAuthorities(port: number): ReadonlySet<string> {
  return new Set([`127.0.0.1:${port}`, `[::1]:${port}`, `localhost:${port}`])
}

/**
 * Why a request to the POS door is turned away unread, in the order of design 4.1. A foreign Host means a web page reached
 * us by rebinding its DNS name (attacks.md T01); Origin or Sec-Fetch-Site means a browser asks, and only the exact
 * origins that some client was paired with may (T05–T09). `Sec-Fetch-Mode` alone is no sign: Node's own fetch sends it.
 */
export function refusalAtDoor(
  knock: Knock,
  authorities: ReadonlySet<string>,
  pairedOrigins: ReadonlySet<string>,
): FaultCode | undefined {
  if (knock.peer === undefined || !loopbackPeers.has(knock.peer)) return 'FOREIGN_HOST'
  if (knock.hosts !== 1) return 'MALFORMED_REQUEST'
  if (knock.transferEncoding !== undefined && !isPlainlyChunked(knock)) return 'MALFORMED_REQUEST'
  if (knock.host === undefined || !authorities.has(knock.host)) return 'FOREIGN_HOST'
  if (!knock.target.startsWith('/')) return 'AMBIGUOUS_PATH'
  if (knock.origin !== undefined && !pairedOrigins.has(knock.origin)) return 'ORIGIN_REFUSED'
  if (knock.origin === undefined && knock.secFetchSite !== undefined) return 'ORIGIN_REFUSED'
  if (knock.method === 'TRACE' || knock.method === 'CONNECT') return 'METHOD_NOT_ALLOWED'
  return undefined
}

/** A coding beneath the chunks would be lost on the way, and HTTP/1.0 has no chunks (RFC 9112 §6.1; attacks.md T48). */
function isPlainlyChunked({ transferEncoding, httpVersion }: Knock): boolean {
  return transferEncoding?.toLowerCase() === 'chunked' && httpVersion === '1.1'
}
