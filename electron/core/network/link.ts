export type RequestBody = Buffer | AsyncIterable<Uint8Array>

/** A request in its final form. */
export interface LinkRequest {
  method: string
  /** Path and query as they go on the wire. */
  path: string
  /** Flat: name, value, name, value, … The link adds `Host`, and the length of a body that is a buffer. */
  headers: string[]
  /** `undefined` for no body. */
  body: RequestBody | undefined
  /**
   * How long from now until the upstream's response begins. It counts time and not silence: waiting for a connection,
   * sending, and interim responses (1xx) are part of it.
   */
  answerTimeoutMs: number
  /** Unless it is true, a body that is streamed has more time as it goes, by the limit `uploadBytesPerSecond`. */
  isTimeoutFixed?: boolean
}

export interface LinkFailure {
  /**
   * - `unreachable`: no connection came about, or none that could be used
   * - `untrusted`: the other end could not prove that it is the upstream
   * - `silent`: the response did not begin, or stopped, for too long
   * - `broken-off`: the connection closed before the end of the response
   * - `invalid-answer`: what came back is no HTTP response
   * - `body-failed`: the stream that supplies the request's body threw, or was too slow
   * - `listener-failed`: the listener threw
   */
  kind: 'unreachable' | 'untrusted' | 'silent' | 'broken-off' | 'invalid-answer' | 'body-failed' | 'listener-failed'
  /** False only when it is certain that no byte of the request was sent. */
  sent: boolean
  /** A system or TLS code such as `ECONNREFUSED`. It holds no address, header or body. */
  reason: string
  /** What the stream or the listener threw. */
  cause?: unknown
}

/**
 * Called in this order: `onHead`, `onData` any number of times, `onEnd`; or `onFailure` at any point, as the last call. A
 * listener that throws hears `onFailure` and has its connection cut; no other request is touched.
 */
export interface LinkListener {
  /** @param headers flat: name, value, name, value, … */
  onHead(status: number, statusText: string, headers: string[]): void
  /** Returns false to pause until `resume`. The chunk is only valid during the call, and may be changed. */
  onData(chunk: Buffer): boolean
  onEnd(): void
  onFailure(failure: LinkFailure): void
}

/** One request under way. */
export interface Transfer {
  resume(): void
  /** Cuts the connection. The listener is called no more. Does nothing after the end of the response or a failure. */
  abort(): void
}

/** The kept-open connections to one upstream, over which the broker sends. */
export interface Link {
  /** The listener may be called before this returns. @throws TypeError when a part of the request holds a line end */
  send(request: LinkRequest, listener: LinkListener): Transfer
  openConnections(): number
  /** Opens a new connection in place of those that are idle, which may be dead without anyone having noticed. */
  rewarm(): void
  /** Also cuts the requests under way. */
  close(): Promise<void>
}
