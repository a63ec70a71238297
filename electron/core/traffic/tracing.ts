import type { RequestLine } from '#core/base/log.ts'

/** The trace of one request that is under way. */
export interface RequestTrace {
  /** The W3C header by which the next one continues it. */
  readonly traceparent: string
  /** Whether it continues one that the caller has begun: then the caller's `tracestate` belongs to it. */
  readonly continues: boolean
  /** To be called once, when the request is over; a further call does nothing. */
  finish(line: RequestLine): void
}

export interface Tracer {
  /** @param traceparent as the caller sent it */
  begin(traceparent: string | undefined): RequestTrace
}

/** Whether requests are traced now. One look at it is all that they pay while they are not. */
export interface Tracing {
  tracer: Tracer | undefined
}
