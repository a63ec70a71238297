const dayMs = 24 * 60 * 60_000

/** How far ahead of this machine's clock a document may be dated: clocks differ, and by a time zone at most. */
export const maxAheadMs = dayMs
/** How long a document may be valid. */
export const maxLifetimeMs = 90 * dayMs
/** How far the counter may rise from one release to the next. */
export const maxCounterStep = 1_000

/** What every signed document carries. */
export interface Numbers {
  counter: number
  releasedAt: number
  expiresAt: number
}

interface Reference {
  /** Of the newest document known; 0 when there is none. */
  counter: number
  /** Wall clock. */
  now: number
  /** `Infinity` for documents that a till may miss any number of. */
  maxStep?: number
}

/**
 * Which bound a document breaks. Counter and dates only ever rise, so a document without bounds could keep every later one
 * out for good (attacks.md T58). Tills and the signing commands ask the same.
 */
export function boundBrokenBy(
  { counter, releasedAt, expiresAt }: Numbers,
  { counter: known, now, maxStep = maxCounterStep }: Reference,
): 'dated-ahead' | 'lifetime' | 'counter-step' | undefined {
  if (releasedAt > now + maxAheadMs) return 'dated-ahead'
  if (expiresAt <= releasedAt || expiresAt - releasedAt > maxLifetimeMs) return 'lifetime'
  return counter - known > maxStep ? 'counter-step' : undefined
}
