import type { Clock } from './clock.ts'

/**
 * A clock in milliseconds since 1970 that never jumps while the agent runs and is comparable with that of an earlier run:
 * the wall clock at the start plus the monotonic time since (attacks.md T64).
 */
export function monotonicEpoch(clock: Clock): () => number {
  const startedAt = clock.now()
  const startedAtMs = clock.monotonicMs()
  return () => startedAt + Math.round(clock.monotonicMs() - startedAtMs)
}
