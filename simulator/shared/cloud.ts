import type { IncomingHttpHeaders } from 'node:http'
import type { CloudResponse } from './response.ts'

export type CloudName = 'capillary' | 'auth engine' | 'scayle' | 'gini' | 'plain'

/** A request as far as it is known before its body is read. */
export interface RequestHead {
  /** Made by the simulator; the response carries it as its trace id. */
  id: string
  method: string
  /** Without the query. */
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  /** The address the caller used, such as `http://127.0.0.1:47690`. Absolute links in responses begin with it. */
  origin: string
}

/**
 * Refusals that every cloud can send, each in its own format. `498` is an expired token, `521 once` a busy customer.
 */
export type RefusalKind = '401' | '403' | '413' | '429' | '498' | '503' | '521 once'

/** Which tokens `expireTokens` ends: those sent with requests, or also those that renew them. */
export type ExpiryScope = 'access tokens' | 'access and renewal tokens'

/** A simulated cloud. All of them share one port; each owns paths of its own. */
export interface Cloud {
  readonly name: CloudName
  /** Response header that carries the request's id; `null` sends none. */
  readonly traceHeader: string | null
  owns(path: string): boolean
  /** The name a request is counted under, such as `DELETE /v1/oauth/tokens/{id}`; `undefined` for an unknown path. */
  endpointOf(head: RequestHead): string | undefined
  /** Whether a body sent to this path may hold a secret. The request log does not keep such a body. */
  hasSecretBody(path: string): boolean
  /** Authenticates the request; the returned `Handling` answers it once the body is read. */
  receive(head: RequestHead): Handling
  refuse(kind: RefusalKind, head: RequestHead): CloudResponse
  /** A refusal by the cloud's own number: an error code for Capillary, an HTTP status for SCAYLE and Gini. */
  refuseWith(code: number, head: RequestHead): CloudResponse
  expireTokens(scope: ExpiryScope): void
  /** Restores the initial data; issued tokens stay valid. */
  reset(): void
}

export interface Handling {
  /** The result of checking the credential, for the request log. It never holds the secret. */
  note: string
  /** The till that the request counts for; `undefined` in clouds without tills and for a refused credential. */
  till: string | undefined
  /** Answers the request. `delay` takes the configured response time and is awaited before any data changes. */
  respond(body: Buffer, delay: () => Promise<void>): Promise<CloudResponse>
}
