/** One of the agent's own calls: a probe, a token, a verification. Brokered requests go over a `Link`. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Path and query below the upstream's base URL; begins with `/`. */
  path: string
  headers: Record<string, string>
  body?: string
  /** Ends the call, because nobody waits for it any more. It is a silence then. */
  gone?: AbortSignal
}

export type HttpOutcome =
  /** A response, whatever its status. `dateMs` is the upstream's clock when it responded, from its `Date` header. */
  | { kind: 'reply'; status: number; headers: Record<string, string>; body: string; latencyMs: number; dateMs?: number }
  /**
   * No response. `untrusted`: the other end could not prove that it is the upstream. `mayBeDone`: the request may have been
   * acted on all the same, since there was a connection. `proxy`: address, without a login, of the one that refused.
   */
  | {
      kind: 'silence'
      cause: 'unreachable' | 'untrusted' | 'timeout'
      reason: string
      mayBeDone: boolean
      proxy?: string
    }

/** HTTP to one upstream. It reaches no other origin, and follows no redirect. */
export interface Http {
  request(request: HttpRequest): Promise<HttpOutcome>
}
