import type { Clock } from './clock.ts'

/**
 * Milliseconds since 1970 that never jump while the agent runs, and can be compared with those of an earlier run: the
 * wall clock as it was at the start, and what has passed since (attacks.md T64).
 */
export function steadyTime(clock: Clock): () => number {
  const startedAt = clock.now()
  const startedAtMs = clock.monotonicMs()
  return () => startedAt + Math.round(clock.monotonicMs() - startedAtMs)
}
