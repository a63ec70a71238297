import type { IncomingMessage } from 'node:http'
import type { FaultCode } from '#contract/faults/faults.ts'
import type { RequestLines } from './requestLines.ts'

/** The parts of a request's head that decide about access; the body is unread. Header values are as the client sent them. */
export interface RequestFacts {
  /** The address that the connection comes from. */
  peer: string | undefined
  method: string
  target: string
  /** Whether the request line is one of HTTP/1.0 or HTTP/1.1. */
  isHttp1: boolean
  /** How many fields the head has; all beyond the limit count as one. */
  fields: number
  host: string | undefined
  /** How many Host fields the request has. */
  hosts: number
  httpVersion: string
  transferEncoding: string | undefined
  upgrade: string | undefined
  expect: string | undefined
  origin: string | undefined
  secFetchSite: string | undefined
  secFetchMode: string | undefined
  secFetchDest: string | undefined
  /** Of a preflight: the method that the page wants to use (Fetch standard). */
  requestedMethod: string | undefined
}

/** What a listener asks of the head of every request. */
export interface HeadRules {
  /** The `Host` values that mean it. */
  authorities: ReadonlySet<string>
  targetBytes: number
  headerFields: number
}

const loopbackPeers = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/**
 * The only `Host` values that mean this agent. They are compared letter by letter: `localhost.` or `127.1` may be
 * somebody else's name (attacks.md T02).
 */
export function ownAuthorities(port: number): ReadonlySet<string> {
  return new Set([`127.0.0.1:${port}`, `[::1]:${port}`, `localhost:${port}`])
}

export function requestFactsOf(request: IncomingMessage, requestLines: RequestLines): RequestFacts {
  const { headers } = request
  return {
    peer: request.socket.remoteAddress,
    method: request.method ?? '',
    target: request.url ?? '',
    isHttp1: requestLines.isHttp1(request),
    fields: request.rawHeaders.length / 2,
    host: headers.host,
    hosts: countHosts(request.rawHeaders),
    httpVersion: request.httpVersion,
    transferEncoding: headers['transfer-encoding'],
    upgrade: headers.upgrade,
    expect: headers.expect,
    origin: headers.origin,
    secFetchSite: headers['sec-fetch-site'] as string | undefined,
    secFetchMode: headers['sec-fetch-mode'] as string | undefined,
    secFetchDest: headers['sec-fetch-dest'] as string | undefined,
    requestedMethod: headers['access-control-request-method'],
  }
}

/**
 * Why every HTTP API of this machine refuses a request, before its own access rules: its syntax, its size, its peer, its
 * Host, its target, what it expects, in this order. A foreign Host means that a web page reached the agent by rebinding its DNS name
 * (attacks.md T01).
 */
export function checkHead(facts: RequestFacts, rules: HeadRules): FaultCode | undefined {
  if (!facts.isHttp1 || facts.hosts !== 1) return 'MALFORMED_REQUEST'
  if (facts.transferEncoding !== undefined && !isPlainlyChunked(facts)) return 'MALFORMED_REQUEST'
  if (facts.fields > rules.headerFields) return 'HEADERS_TOO_LARGE'
  if (facts.target.length > rules.targetBytes) return 'TARGET_TOO_LONG'
  if (facts.peer === undefined || !loopbackPeers.has(facts.peer)) return 'FOREIGN_HOST'
  if (facts.host === undefined || !rules.authorities.has(facts.host)) return 'FOREIGN_HOST'
  if (!facts.target.startsWith('/')) return 'AMBIGUOUS_PATH'
  if (facts.expect !== undefined && facts.expect.toLowerCase() !== '100-continue') return 'EXPECTATION_REFUSED'
  return undefined
}

/** Other offers (Java's client asks for h2c) are ignored and served as HTTP/1.1; a WebSocket cannot be. */
export function isWebSocket({ upgrade }: RequestFacts): boolean {
  return upgrade?.toLowerCase() === 'websocket'
}

/** A coding beneath the chunks would be lost when forwarded, and HTTP/1.0 has no chunks (RFC 9112 §6.1; attacks.md T48). */
function isPlainlyChunked({ transferEncoding, httpVersion }: RequestFacts): boolean {
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
