import { isLoopbackHost } from '#contract/text/loopbackHosts.ts'
import { Fault } from '#core/base/fault.ts'

/** Where a host of an upstream is: its base URL's origin and path. */
export interface UpstreamBase {
  id: string
  /** Where it is below `/via/{id}`, unless it is there itself. */
  mountPath?: string | undefined
  origin: string
  pathPrefix: string
}

interface Request {
  /** Path and query as they went upstream: what a relative address is relative to. */
  path: string
  mayRepeat: boolean
}

/** Headers whose value is an address (RFC 9110 §8.7, §10.2.2). */
const addressHeaders = new Set(['location', 'content-location'])
const linkTarget = /<([^<>]*)>/g

/**
 * Rewrites the addresses in the head of a response so that they lead through the agent again: of what was made, of what is
 * elsewhere, of the next page. Addresses of others stay as they are.
 *
 * @param headers flat: name, value, …; changed in place
 * @throws Fault `UPSTREAM_REDIRECTED` when a redirect leads to another origin, or to the same outside of the base URL: the
 *   credential must not follow (attacks.md T45)
 */
export function rewriteAddresses(headers: string[], status: number, request: Request, base: UpstreamBase): void {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const length = headers[at]?.length
    // `Location`, `Content-Location` and `Link`: most names are sorted out by their length.
    if (length !== 8 && length !== 16 && length !== 4) continue
    const name = (headers[at] as string).toLowerCase()
    const value = headers[at + 1] as string
    const lead = (address: string) => addressAtAgent(inAscii(address), request.path, base)
    if (name === 'link') headers[at + 1] = value.replace(linkTarget, (all, to) => (lead(to) ? `<${lead(to)}>` : all))
    if (!addressHeaders.has(name)) continue
    const rewritten = lead(value)
    if (rewritten !== undefined) headers[at + 1] = rewritten
    else if (name === 'location' && isRedirect(status)) throw redirected(value, request, base)
  }
}

/** 304 is the one of its class that leads nowhere. */
function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304
}

function redirected(location: string, { mayRepeat }: Request, { origin }: UpstreamBase): Fault {
  const to = URL.canParse(location, origin) ? new URL(location, origin).origin : 'unknown'
  return new Fault('UPSTREAM_REDIRECTED', undefined, { origin: to, mayHaveHappened: !mayRepeat })
}

/**
 * The path at the agent by which an address of the upstream is reached.
 *
 * @param address as a response names it, relative or not
 * @returns `undefined` when it is not an address below the upstream's base URL
 */
export function addressAtAgent(address: string, requestPath: string, base: UpstreamBase): string | undefined {
  const { id, mountPath = '', origin, pathPrefix } = base
  const url = URL.parse(address, origin + requestPath)
  if (url?.origin !== origin) return undefined
  const rest = below(url.pathname, pathPrefix)
  return rest === undefined ? undefined : `/via/${id}${mountPath}${rest}${url.search}${url.hash}`
}

/**
 * The upstream's own address for one that the agent has made its own: `addressAtAgent` the other way round.
 *
 * @param address as a request names it: from its first `/` on, or in full
 * @returns `undefined` when it is not an address of this upstream at the agent
 */
export function addressAtUpstream(
  address: string,
  { id, mountPath = '', origin, pathPrefix }: UpstreamBase,
): string | undefined {
  const url = URL.parse(address, 'http://127.0.0.1')
  if (url?.protocol !== 'http:' || !isLoopbackHost(url.hostname)) return undefined
  const rest = below(url.pathname, `/via/${id}${mountPath}`)
  return rest === undefined ? undefined : `${origin}${pathPrefix}${rest}${url.search}${url.hash}`
}

/** What follows this prefix, compared by segment: `/mobile` is not the beginning of `/mobile2`. */
function below(path: string, prefix: string): string | undefined {
  if (!path.startsWith(prefix)) return undefined
  const rest = path.slice(prefix.length)
  return rest === '' || rest.startsWith('/') ? rest : undefined
}

/** Keeps the bytes of a text in Latin-1: a parser would take them for its letters. */
function inAscii(text: string): string {
  return text.replace(/[\x80-\xff]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** What every such address holds, escaped or not. */
const hint = '/via'
/** Of JSON, and of a form with JSON as one of its parts. */
const mayHoldJson = /^\s{0,64}(?:[[{]|--)/

/**
 * Turns the agent's addresses in a JSON body back into the upstream's own. All other bytes stay as they are.
 *
 * @returns the same body when it names none, or is no JSON
 */
export function turnAddressesBack(body: Buffer, base: UpstreamBase): Buffer {
  const text = body.toString('latin1')
  if (!mayHoldJson.test(text) || !text.includes(hint)) return body
  let turned = ''
  let done = 0
  for (let start = text.indexOf('"'); start !== -1; ) {
    const end = endOfString(text, start)
    const literal = text.slice(start, end)
    const address = literal.includes(hint) ? addressAtUpstream(unquoted(literal), base) : undefined
    if (address !== undefined) {
      turned += text.slice(done, start) + JSON.stringify(address)
      done = end
    }
    start = text.indexOf('"', end)
  }
  return done === 0 ? body : Buffer.from(turned + text.slice(done), 'latin1')
}

/** Behind its last `"`. One that is not ended reaches to the end of the text, so that no byte is looked at again. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let escapes = 0
    while (text[quote - 1 - escapes] === '\\') escapes += 1
    if (escapes % 2 === 0) return quote + 1
  }
  return text.length
}

/** The text of a JSON string that was read as Latin-1, with its bytes as URLs have them; empty for one that is none. */
export function unquoted(literal: string): string {
  try {
    return JSON.parse(inAscii(literal))
  } catch {
    return ''
  }
}
