import { Fault } from './fault.ts'

/** The parts of a request target below `/via/`. */
export interface Target {
  upstream: string
  /** As it came and as it is sent: byte for byte. */
  path: string
  /** With its `?`, or empty. */
  query: string
  /** The path decoded once: what grants and deny lists are matched against, never what is sent. */
  decodedPath: string
}

const prefix = '/via/'

/** @throws Fault `AMBIGUOUS_PATH` (design 5; attacks.md T39, T40); `undefined` when the target is not below `/via/` */
export function readTarget(target: string): Target | undefined {
  if (!target.startsWith(prefix)) return undefined
  const queryAt = target.indexOf('?')
  const whole = queryAt === -1 ? target : target.slice(0, queryAt)
  const pathAt = whole.indexOf('/', prefix.length)
  const upstream = pathAt === -1 ? whole.slice(prefix.length) : whole.slice(prefix.length, pathAt)
  const path = pathAt === -1 ? '/' : whole.slice(pathAt)
  return { upstream, path, query: queryAt === -1 ? '' : target.slice(queryAt), decodedPath: decodeOnce(path) }
}

const unprintable = /[^\x21-\x7e]|[\\#]/
const encodedTrick = /%(?:2f|5c|00)/i
const stillEncoded = /%[0-9a-f]{2}/i
const dotSegment = /\/\.{1,2}(?:[;/]|$)|;[^/]*\.\./
const decodedTrick = /[\p{Cc}\\]/u

function decodeOnce(path: string): string {
  if (unprintable.test(path)) throw ambiguous('it holds a backslash, a fragment or a character that must be encoded')
  if (encodedTrick.test(path)) throw ambiguous('it holds an encoded slash, backslash or NUL')
  const decoded = path.includes('%') ? percentDecoded(path) : path
  if (stillEncoded.test(decoded)) throw ambiguous('it is encoded twice')
  if (decoded.includes('//')) throw ambiguous('it holds an empty segment')
  if (dotSegment.test(decoded)) throw ambiguous('it holds a "." or ".." segment')
  if (decodedTrick.test(decoded)) throw ambiguous('it holds a control character')
  return decoded
}

function percentDecoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    throw ambiguous('its encoding is broken')
  }
}

function ambiguous(why: string): Fault {
  return new Fault('AMBIGUOUS_PATH', `The path is refused: ${why}.`)
}
