export interface Clock {
  /** Milliseconds since 1970-01-01 UTC: for what people read and what must outlive a restart. */
  now(): number
  /** Milliseconds that never jump: for measuring and for expiry (attacks.md T64). */
  monotonicMs(): number
  /** Runs later, once; the answer calls it off. */
  after(delayMs: number, run: () => void): () => void
}
