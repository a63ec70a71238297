import type { Clock } from '../../electron/core/clock.ts'

export interface TestClock extends Clock {
  /** Lets time pass, and what was due in it happen. */
  pass(ms: number): Promise<void>
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
    async pass(ms) {
      const endMs = elapsedMs + ms
      for (;;) {
        const [next] = [...due].filter(({ atMs }) => atMs <= endMs).sort((one, other) => one.atMs - other.atMs)
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

/** Lets promises that are decided run on. */
async function settled(): Promise<void> {
  for (let n = 0; n < 10; n += 1) await Promise.resolve()
}
