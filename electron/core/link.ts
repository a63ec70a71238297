export type RequestBody = Buffer | AsyncIterable<Uint8Array>

/** A request in its final form. Header lists are flat: name, value, name, value, … */
export interface LinkRequest {
  method: string
  /** Path and query as they go on the wire. */
  path: string
  headers: string[]
  /** All of it, a byte stream, or `undefined` for no body. */
  body: RequestBody | undefined
  /** How long the upstream may take until its answer begins. */
  answerTimeoutMs: number
}

export interface LinkFailure {
  kind: 'unreachable' | 'untrusted' | 'silent' | 'broken-off' | 'invalid-answer' | 'body-failed'
  /** False only if certainly no byte of the request left. */
  sent: boolean
  /** A system or TLS code such as ECONNREFUSED: no address, no header, no body. */
  reason: string
  /** Why the caller's body stopped, with `body-failed`. */
  cause?: unknown
}

/** Called in this order: head, then data any number of times, then end; or failure at any point, as the last. */
export interface LinkListener {
  onHead(status: number, statusText: string, headers: string[]): void
  /** Returns false to pause until `resume`. The chunk is only valid during the call. */
  onData(chunk: Buffer): boolean
  onEnd(): void
  onFailure(failure: LinkFailure): void
}

/** One request under way. */
export interface Transfer {
  resume(): void
  /** Ends the exchange; the listener hears nothing more. */
  abort(): void
}

/** The kept-open connections to one upstream: the broker's way out. */
export interface Link {
  send(request: LinkRequest, listener: LinkListener): Transfer
  openConnections(): number
  /** Lets go of the connections that nobody uses, which may be dead without knowing it, and opens one anew. */
  rewarm(): void
  close(): Promise<void>
}
