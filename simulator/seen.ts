import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { readBasic, type Verdict } from './credentials.ts'

/** One API request as it arrived. Printing an entry shows no secret. */
export interface SeenRequest {
  /** Also the answer's trace id. */
  id: string
  method: string
  /** Query included. */
  path: string
  /** Lower-case names; those that carry secrets are masked. */
  headers: Record<string, string>
  /** Scheme, user name and what was found, such as `Basic store.server:•••• (md5 ok)`; `undefined` when none came. */
  authorization: string | undefined
  /** 0 until answered, and for good when the connection was broken instead. */
  status: number
  /** Whose request it counted as; `undefined` when the credential was refused. */
  till: string | undefined
  bodyBytes: number
  /** Only up to 64 KiB, and never the one holding a client secret. */
  body: Buffer | undefined
  /** For tests: the credential itself, of whichever kind. A method, so that printing an entry cannot leak it. */
  rawAuthorization(): string
}

const kept = 1000
const largestBody = 64 * 1024
const secretHeaders = ['x-cap-api-oauth-token', 'proxy-authorization', 'cookie', 'till-agent-key', 'cap_authorization']

export class Seen {
  #entries: SeenRequest[] = []

  add(entry: SeenRequest): void {
    this.#entries.push(entry)
    if (this.#entries.length > kept) this.#entries.shift()
  }

  all(): SeenRequest[] {
    return [...this.#entries]
  }

  clear(): void {
    this.#entries = []
  }
}

export function arrival(id: string, request: IncomingMessage, verdict: Verdict): SeenRequest {
  const { headers } = request
  const raw = headers.authorization ?? String(headers['x-cap-api-oauth-token'] ?? '')
  const authorization = maskedAuthorization(headers, verdict.note)
  return {
    id,
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers: maskedHeaders(headers, authorization),
    authorization,
    status: 0,
    till: verdict.outcome === 'accepted' ? verdict.till.name : undefined,
    bodyBytes: 0,
    body: undefined,
    rawAuthorization: () => raw,
  }
}

/** A token request carries the client secret in its body, so that body is counted and not kept. */
export function keepBody(entry: SeenRequest, body: Buffer): void {
  entry.bodyBytes = body.length
  if (body.length <= largestBody && !entry.path.startsWith('/v3/oauth/')) entry.body = body
}

function maskedAuthorization(headers: IncomingHttpHeaders, note: string): string | undefined {
  if (headers['x-cap-api-oauth-token'] !== undefined) return `X-CAP-API-OAUTH-TOKEN •••• (${note})`
  if (headers.authorization === undefined) return undefined
  const basic = readBasic(headers.authorization)
  if (basic !== undefined) return `Basic ${basic.user}:•••• (${note})`
  const scheme = /^(Basic|Bearer|Digest) /i.exec(headers.authorization)?.[1] ?? 'unknown scheme'
  return `${scheme} •••• (${note})`
}

function maskedHeaders(headers: IncomingHttpHeaders, authorization: string | undefined): Record<string, string> {
  const masked: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (name === 'authorization') masked[name] = authorization?.startsWith('X-CAP') ? '••••' : (authorization ?? '••••')
    else masked[name] = secretHeaders.includes(name) ? '••••' : String(value)
  }
  return masked
}
