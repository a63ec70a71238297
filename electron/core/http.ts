/** A control call: a probe, a token, a verification. Never a brokered request. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Path and query below the upstream's base URL; begins with `/`. */
  path: string
  headers: Record<string, string>
  body?: string
}

export type HttpOutcome =
  /** Any status is an answer. `dateMs`: the upstream's clock when it answered, from its `Date` header. */
  | { kind: 'reply'; status: number; headers: Record<string, string>; body: string; latencyMs: number; dateMs?: number }
  /**
   * No answer came. `untrusted`: the other end could not prove who it is. `mayBeDone`: the connection stood, so that the
   * request may have been acted on all the same.
   */
  | { kind: 'silence'; cause: 'unreachable' | 'untrusted' | 'timeout'; reason: string; mayBeDone: boolean }

/** HTTP to one upstream: it cannot be talked into calling another origin, and follows no redirect. */
export interface Http {
  request(request: HttpRequest): Promise<HttpOutcome>
}
