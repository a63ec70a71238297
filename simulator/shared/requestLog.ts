import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { readBasic } from './basicClient.ts'
import type { Cloud, CloudName, Handling, RequestHead } from './cloud.ts'

/** One API request in the log. Printing an entry shows no secret. */
export interface SeenRequest {
  /** The trace id that the response carries. */
  id: string
  /** The cloud that owns the path. */
  cloud: CloudName
  method: string
  /** Query included. Secrets in it are masked, except in requests to Capillary's till APIs. */
  path: string
  /** Lower-case names; those that carry secrets are masked. */
  headers: Record<string, string>
  /**
   * Scheme, user name and check result, such as `Basic store.server:•••• (md5 ok)`; `undefined` without a credential.
   */
  authorization: string | undefined
  /** 0 until the response is sent; stays 0 when the connection is broken instead. */
  status: number
  /** The till that the request counts for; `undefined` when the credential was refused. */
  till: string | undefined
  bodyBytes: number
  /** The body up to 64 KiB; `undefined` for a larger one and for one that may hold a password or a token. */
  body: Buffer | undefined
  /** For tests: the credential as it was sent. A method, so that printing an entry cannot leak it. */
  rawAuthorization(): string
  /** For tests: a header as it was sent, by its lower-case name. */
  rawHeader(name: string): string | undefined
  /** For tests: the body as it was sent, up to 64 KiB, secrets included. */
  rawBody(): Buffer | undefined
}

const maxEntries = 1000
const maxBodyBytes = 64 * 1024
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
/** Headers that can carry a credential in place of `Authorization`. */
const credentialHeaders = ['X-CAP-API-OAUTH-TOKEN', 'cap_authorization', 'X-JWT-Authorization']
const secretParameter = /pass|secret|token|jwt|hash|otp|^key$|^code$/i

/** The last 1000 API requests, oldest first. */
export class RequestLog {
  #entries: SeenRequest[] = []

  add(entry: SeenRequest): void {
    this.#entries.push(entry)
    if (this.#entries.length > maxEntries) this.#entries.shift()
  }

  all(): SeenRequest[] {
    return [...this.#entries]
  }

  clear(): void {
    this.#entries = []
  }
}

/** The log entry of a request whose body is not read yet; `recordBody` adds the body. */
export function entryFor(request: IncomingMessage, head: RequestHead, cloud: Cloud, handling: Handling): SeenRequest {
  const { headers } = request
  const hasOauthToken = headers['x-cap-api-oauth-token'] !== undefined
  const insteadOfAuthorization =
    headers.authorization === undefined || hasOauthToken
      ? credentialHeaders.find((name) => headers[name.toLowerCase()] !== undefined)
      : undefined
  const other = insteadOfAuthorization === undefined ? '' : String(headers[insteadOfAuthorization.toLowerCase()])
  const raw = headers.authorization ?? other
  const authorization =
    insteadOfAuthorization === undefined
      ? maskedAuthorization(headers, handling.note)
      : `${insteadOfAuthorization} •••• (${handling.note})`
  return {
    id: head.id,
    cloud: cloud.name,
    method: head.method,
    path: cloud.name === 'capillary' ? (request.url ?? '/') : maskedTarget(head),
    headers: maskedHeaders(headers, insteadOfAuthorization === undefined ? authorization : undefined),
    authorization,
    status: 0,
    till: handling.till,
    bodyBytes: 0,
    body: undefined,
    rawAuthorization: () => raw,
    rawHeader: (name) => (headers[name] === undefined ? undefined : String(headers[name])),
    rawBody: () => undefined,
  }
}

/** @param isSecret whether the body is readable through `rawBody` only */
export function recordBody(entry: SeenRequest, body: Buffer, isSecret: boolean): void {
  entry.bodyBytes = body.length
  if (body.length > maxBodyBytes) return
  entry.rawBody = () => body
  if (!isSecret) entry.body = body
}

function maskedTarget({ path, query }: RequestHead): string {
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
