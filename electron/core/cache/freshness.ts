import type { Clock } from '#core/base/clock.ts'
import type { Lifetime } from './lifetime.ts'

/** When something was, by both clocks. */
export interface Moment {
  monotonicMs: number
  wallMs: number
}

export function momentOf(clock: Pick<Clock, 'now' | 'monotonicMs'>): Moment {
  return { monotonicMs: clock.monotonicMs(), wallMs: clock.now() }
}

/**
 * The clock that never jumps may stand still while the machine sleeps, and the other one may be set back: the longer time
 * counts, so that no answer is given for longer than it may be.
 */
export function elapsedMs(since: Moment, now: Moment): number {
  return Math.max(0, now.monotonicMs - since.monotonicMs, now.wallMs - since.wallMs)
}

export interface Freshness {
  /** `stale`: for want of a better answer alone. */
  state: 'fresh' | 'stale' | 'over'
  ageMs: number
  /** Until it is no longer fresh; negative since when it is not. */
  leftMs: number
}

/** @param acceptedMs how old an answer the client takes */
export function freshnessOf(lifetime: Lifetime, elapsed: number, acceptedMs: number): Freshness {
  const { freshMs, staleMs } = lifetime
  const ageMs = lifetime.ageMs + elapsed
  const leftMs = freshMs - elapsed
  const isTooOld = ageMs > acceptedMs || acceptedMs === 0 || elapsed >= freshMs + staleMs
  return { state: isTooOld ? 'over' : leftMs > 0 ? 'fresh' : 'stale', ageMs, leftMs }
}
