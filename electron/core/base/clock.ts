export interface Clock {
  /** Milliseconds since 1970-01-01 UTC: for times that people read or that must outlive a restart. */
  now(): number
  /** Milliseconds that never jump: for durations and expiry (attacks.md T64). */
  monotonicMs(): number
  /** Runs once, later. @returns cancels it */
  after(delayMs: number, run: () => void): () => void
}
