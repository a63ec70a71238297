import type { LinkFailure } from '#core/network/link.ts'
import type { UpstreamConnection } from './upstreamConnection.ts'

export interface ConnectionLimits {
  responseHeaderBytes: number
  idleTimeoutMs: number
  /** A streamed body gives its request a second more for each so many bytes. */
  uploadBytesPerSecond: number
  /** How long a connection that carries no request is kept. */
  keepAliveMs: number
}

/**
 * How a connection ended: it could not be opened, the agent itself closed it, or the upstream did or did what made it of no
 * use. `isProven`: the upstream had responded on it, or kept it for some time.
 */
export type ConnectionEnd =
  | { kind: 'not-opened'; failure: LinkFailure }
  | { kind: 'put-away' }
  | { kind: 'lost'; isProven: boolean }

/** What the pool is told. A connection is closed once, and nothing follows. */
export interface ConnectionEvents {
  onOpen(connection: UpstreamConnection): void
  /** The request it carried is over, and it can carry another. */
  onIdle(connection: UpstreamConnection): void
  onClosed(connection: UpstreamConnection, end: ConnectionEnd): void
  /** `deadlineMs` may be nearer than before. */
  onDeadline(deadlineMs: number): void
}
