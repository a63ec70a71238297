import { systemClock } from '#adapters/system/systemClock.ts'
import type { Clock } from '#core/base/clock.ts'
import { busyPauseMs } from '#core/broker/retryDecision.ts'

export interface TestClock extends Clock {
  /** Lets time pass and runs what was due in it, in order. */
  advance(ms: number): Promise<void>
}

/** A clock that stands still until it is told to go on. */
export function createTestClock(startMs = 1_700_000_000_000): TestClock {
  let elapsedMs = 0
  const due = new Set<{ atMs: number; run: () => void }>()
  return {
    now: () => startMs + elapsedMs,
    monotonicMs: () => elapsedMs,
    after(delayMs, run) {
      const entry = { atMs: elapsedMs + delayMs, run }
      due.add(entry)
      return () => due.delete(entry)
    },
    async advance(ms) {
      const endMs = elapsedMs + ms
      for (;;) {
        const [next] = [...due].filter(({ atMs }) => atMs <= endMs).sort((left, right) => left.atMs - right.atMs)
        if (!next) break
        due.delete(next)
        elapsedMs = next.atMs
        next.run()
        await settled()
      }
      elapsedMs = endMs
      await settled()
    },
  }
}

/** The system's clock, which can be put forward. Timers that run already keep their time. */
export interface SkippingClock extends Clock {
  skip(ms: number): void
}

export function createSkippingClock(): SkippingClock {
  let skippedMs = 0
  return {
    now: () => systemClock.now() + skippedMs,
    monotonicMs: () => systemClock.monotonicMs() + skippedMs,
    after: systemClock.after,
    skip: (ms) => {
      skippedMs += ms
    },
  }
}

/** One on which the pause before a busy cloud is asked again takes no time. */
export function createClockWithoutPauses(): SkippingClock {
  const clock = createSkippingClock()
  return { ...clock, after: (delayMs, run) => clock.after(delayMs === busyPauseMs ? 0 : delayMs, run) }
}

/** Lets settled promises run their continuations. */
async function settled(): Promise<void> {
  for (let n = 0; n < 10; n += 1) await Promise.resolve()
}
