const dayMs = 24 * 60 * 60_000

/** How far ahead of this machine's clock a release may be dated: clocks differ, and by a time zone at most. */
export const maxAheadMs = dayMs
/** How long a release may be valid. */
export const maxLifetimeMs = 90 * dayMs
/** How far the counter may rise from one release to the next. */
export const maxCounterStep = 1_000

export interface ReleaseNumbers {
  counter: number
  releasedAt: number
  expiresAt: number
}

interface Reference {
  /** Of the newest release known; 0 when there is none. */
  counter: number
  /** Wall clock. */
  now: number
}

/**
 * Which bound a release breaks. Counter and dates only ever rise, so a release without bounds could keep every later one
 * out for good (attacks.md T58). Tills and the signing command ask the same.
 */
export function boundBrokenBy(
  { counter, releasedAt, expiresAt }: ReleaseNumbers,
  { counter: known, now }: Reference,
): 'dated-ahead' | 'lifetime' | 'counter-step' | undefined {
  if (releasedAt > now + maxAheadMs) return 'dated-ahead'
  if (expiresAt <= releasedAt || expiresAt - releasedAt > maxLifetimeMs) return 'lifetime'
  return counter - known > maxCounterStep ? 'counter-step' : undefined
}
