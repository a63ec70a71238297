import type { IncomingHttpHeaders } from 'node:http'
import type { Answer } from './answer.ts'

export type CloudName = 'capillary' | 'auth engine' | 'scayle' | 'gini'

/** A request as far as it is known before its body came. */
export interface Arrival {
  /** Also the answer's trace id. */
  id: string
  method: string
  /** Without the query. */
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  /** Where the caller found us, such as `http://127.0.0.1:47690`: absolute links begin with it. */
  origin: string
}

/** What every cloud can be made to say, in its own words. `498` is an expired token, `521 once` a busy customer. */
export type Trouble = '401' | '403' | '413' | '429' | '498' | '503' | '521 once'

/** Which tokens a scripted expiry ends: those sent with requests, or also those that renew them. */
export type Expiry = 'access tokens' | 'access and renewal tokens'

/** A pretend cloud. Several share a port, each with paths of its own. */
export interface Cloud {
  readonly name: CloudName
  /** Response header that carries the request's id; `null` sends none. */
  readonly traceHeader: string | null
  has(path: string): boolean
  /** As requests are counted, such as `DELETE /v1/oauth/tokens/{id}`; `undefined` for a path that leads nowhere. */
  endpointOf(arrival: Arrival): string | undefined
  /** Whether a body sent there may hold a secret, so that it is not kept readable. */
  hasSecretBody(path: string): boolean
  visit(arrival: Arrival): Visit
  refuse(trouble: Trouble, arrival: Arrival): Answer
  /** A refusal by the cloud's own number: Capillary's code, or for SCAYLE and Gini the HTTP status. */
  refuseWith(code: number, arrival: Arrival): Answer
  expireTokens(expiry: Expiry): void
  /** As at the start; issued tokens stay good. */
  reset(): void
}

export interface Visit {
  /** What was found about the credential; never the secret itself. */
  note: string
  /** The till it counts as, where there are tills. */
  till: string | undefined
  /** `think` takes as long as the cloud is meant to take, and is called before anything changes. */
  answer(body: Buffer, think: () => Promise<void>): Promise<Answer>
}
