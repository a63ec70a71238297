/** What one till may ask at most (design 7). */
export interface Limits {
  bodyBytes: number
  headerBytes: number
  localConnections: number
  upstreamConnections: number
  /** How many of them one client may have in use. */
  upstreamConnectionsPerClient: number
  /** Requests that may wait for a connection to one upstream. */
  queue: number
  requestsPerSecond: number
  burst: number
  connectTimeoutMs: number
  /** Until the upstream's answer begins, and between two parts of it. */
  answerTimeoutMs: number
  idleTimeoutMs: number
}

export const defaultLimits: Limits = {
  bodyBytes: 10 * 1024 * 1024,
  headerBytes: 16 * 1024,
  localConnections: 128,
  upstreamConnections: 32,
  upstreamConnectionsPerClient: 24,
  queue: 256,
  requestsPerSecond: 50,
  burst: 100,
  connectTimeoutMs: 5_000,
  answerTimeoutMs: 30_000,
  idleTimeoutMs: 30_000,
}

/** What is held of a body that a scheme must see (design 7). */
export const examinedBodyBytes = 1024 * 1024

/** What a caller's own `Till-Agent-Timeout-Ms` may say. */
export const callerTimeoutMs = { least: 100, most: 60_000 }
