import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Arrival, Cloud, CloudName, Visit } from './cloud.ts'
import { readBasic } from './credentials.ts'

/** One API request as it arrived. Printing an entry shows no secret. */
export interface SeenRequest {
  /** Also the answer's trace id. */
  id: string
  /** Whose path it is. */
  cloud: CloudName
  method: string
  /** Query included; outside Capillary's till APIs, secrets in it are masked. */
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
  /** Only up to 64 KiB, and never one that may hold a secret, a password or a token. */
  body: Buffer | undefined
  /** For tests: the credential itself, of whichever kind. A method, so that printing an entry cannot leak it. */
  rawAuthorization(): string
  /** For tests: one header as it came, by its lower-case name. */
  rawHeader(name: string): string | undefined
  /** For tests: the body as it came, up to 64 KiB, secrets and all. */
  rawBody(): Buffer | undefined
}

const kept = 1000
const largestBody = 64 * 1024
const secretHeaders = [
  'x-cap-api-oauth-token',
  'x-cap-external-oauth-id-token',
  'x-jwt-authorization',
  'x-customer-token',
  'x-access-token',
  'x-internal-access',
  'proxy-authorization',
  'cookie',
  'till-agent-key',
  'cap_authorization',
]
/** Where a credential may stand instead of `Authorization`. */
const credentialHeaders = ['X-CAP-API-OAUTH-TOKEN', 'cap_authorization', 'X-JWT-Authorization']
const secretParameter = /pass|secret|token|jwt|hash|otp|^key$|^code$/i

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

export function seenAtArrival(request: IncomingMessage, arrival: Arrival, cloud: Cloud, visit: Visit): SeenRequest {
  const { headers } = request
  const oauth = headers['x-cap-api-oauth-token'] !== undefined
  const instead =
    headers.authorization === undefined || oauth
      ? credentialHeaders.find((name) => headers[name.toLowerCase()] !== undefined)
      : undefined
  const raw = headers.authorization ?? (instead === undefined ? '' : String(headers[instead.toLowerCase()]))
  const authorization =
    instead === undefined ? maskedAuthorization(headers, visit.note) : `${instead} •••• (${visit.note})`
  return {
    id: arrival.id,
    cloud: cloud.name,
    method: arrival.method,
    path: cloud.name === 'capillary' ? (request.url ?? '/') : maskedTarget(arrival),
    headers: maskedHeaders(headers, instead === undefined ? authorization : undefined),
    authorization,
    status: 0,
    till: visit.till,
    bodyBytes: 0,
    body: undefined,
    rawAuthorization: () => raw,
    rawHeader: (name) => (headers[name] === undefined ? undefined : String(headers[name])),
    rawBody: () => undefined,
  }
}

export function keepBody(entry: SeenRequest, body: Buffer, secret: boolean): void {
  entry.bodyBytes = body.length
  if (body.length > largestBody) return
  entry.rawBody = () => body
  if (!secret) entry.body = body
}

function maskedTarget({ path, query }: Arrival): string {
  const parts = [...query].map(([name, value]) => `${name}=${secretParameter.test(name) ? '••••' : value}`)
  return parts.length === 0 ? path : `${path}?${parts.join('&')}`
}

function maskedAuthorization(headers: IncomingHttpHeaders, note: string): string | undefined {
  if (headers.authorization === undefined) return undefined
  const basic = readBasic(headers.authorization)
  if (basic !== undefined) return `Basic ${basic.user}:•••• (${note})`
  const scheme = /^(Basic|Bearer|Digest) /i.exec(headers.authorization)?.[1] ?? 'unknown scheme'
  return `${scheme} •••• (${note})`
}

function maskedHeaders(headers: IncomingHttpHeaders, authorization: string | undefined): Record<string, string> {
  const masked: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (name === 'authorization') masked[name] = authorization ?? '••••'
    else masked[name] = secretHeaders.includes(name) ? '••••' : String(value)
  }
  return masked
}
