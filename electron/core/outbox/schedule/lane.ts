import type { AttemptResult } from '#core/outbox/attemptResult.ts'
import type { Moment } from '#core/outbox/transitions.ts'
import { type Backoff, backoffMs, withJitter } from '#core/pacing/backoff.ts'

/** Between two probes of an upstream that is down. */
const probeBackoff: Backoff = { firstMs: 1_000, maxMs: 60_000 }

/** Whether an upstream can be sent to. While it is down, one entry at a time tries, from `probeAt` on. */
export type Lane =
  | { readonly state: 'up' }
  | { readonly state: 'down'; readonly failures: number; readonly probeAt: number }

export const up: Lane = { state: 'up' }

/**
 * The lane after a sending. Any response shows that the upstream is there, but one may ask for a pause; what the agent itself
 * refuses or puts off shows nothing.
 */
export function laneAfter(lane: Lane, result: AttemptResult, { now, fraction }: Moment): Lane {
  const { outcome } = result
  if (outcome === 'refused' && result.status === undefined) return lane
  if (!('isDown' in result) || !result.isDown) return outcome === 'not-done' ? lane : up
  const failures = (lane.state === 'down' ? lane.failures : 0) + 1
  const retryAfterMs = result.outcome === 'not-done' ? result.retryAfterMs : undefined
  return {
    state: 'down',
    failures,
    probeAt: now + (retryAfterMs ?? Math.round(withJitter(backoffMs(probeBackoff, failures), fraction))),
  }
}

/** A question could not be put to the upstream. */
export function laneAfterSilence(lane: Lane, moment: Moment): Lane {
  return laneAfter(lane, { outcome: 'not-done', code: 'UPSTREAM_SILENT', isDown: true }, moment)
}

/** Something has changed about the upstream, such as its credential: whoever waits may try at once. */
export function reawakened(lane: Lane, now: number): Lane {
  return lane.state === 'up' ? lane : { ...lane, probeAt: now }
}
