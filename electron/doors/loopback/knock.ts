import type { IncomingMessage } from 'node:http'
import type { FaultCode } from '../../contract/faults.ts'

/** What a request shows before anything else of it is looked at. */
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

export function knockOf(request: IncomingMessage): Knock {
  const { headers } = request
  return {
    peer: request.socket.remoteAddress,
    method: request.method ?? '',
    target: request.url ?? '',
    host: headers.host,
    hosts: countHosts(request.rawHeaders),
    httpVersion: request.httpVersion,
    transferEncoding: headers['transfer-encoding'],
    origin: headers.origin,
    secFetchSite: headers['sec-fetch-site'] as string | undefined,
  }
}

/**
 * Why a request is turned away at every door of this machine, in the order of design 4.1. A foreign Host means a web page
 * reached us by rebinding its DNS name (attacks.md T01).
 */
export function refusalOfAddress(knock: Knock, authorities: ReadonlySet<string>): FaultCode | undefined {
  if (knock.peer === undefined || !loopbackPeers.has(knock.peer)) return 'FOREIGN_HOST'
  if (knock.hosts !== 1) return 'MALFORMED_REQUEST'
  if (knock.transferEncoding !== undefined && !isPlainlyChunked(knock)) return 'MALFORMED_REQUEST'
  if (knock.host === undefined || !authorities.has(knock.host)) return 'FOREIGN_HOST'
  if (!knock.target.startsWith('/')) return 'AMBIGUOUS_PATH'
  return undefined
}

/** A coding beneath the chunks would be lost on the way, and HTTP/1.0 has no chunks (RFC 9112 §6.1; attacks.md T48). */
function isPlainlyChunked({ transferEncoding, httpVersion }: Knock): boolean {
  return transferEncoding?.toLowerCase() === 'chunked' && httpVersion === '1.1'
}

function countHosts(rawHeaders: readonly string[]): number {
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1
  }
  return hosts
}
