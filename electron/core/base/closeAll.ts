import type { Clock } from './clock.ts'
import { withinTime } from './withinTime.ts'

/** A step that takes longer is left behind. The sockets' own drain limits are shorter. */
export const closeStepTimeoutMs = 6_000

/**
 * Runs every closing step in order, even after one has failed or did not end in time.
 *
 * @returns what the steps threw
 */
export async function closeAll(
  steps: readonly (() => unknown)[],
  clock: Pick<Clock, 'after'>,
  timeoutMs = closeStepTimeoutMs,
): Promise<unknown[]> {
  const failures: unknown[] = []
  for (const step of steps) {
    try {
      const ending = step()
      // A step without a promise has ended, and the next one need not wait for the event loop.
      if (ending instanceof Promise)
        await withinTime(clock, timeoutMs, ending, () => {
          throw new Error(`a closing step did not end in ${timeoutMs} ms`)
        })
    } catch (thrown) {
      failures.push(thrown)
    }
  }
  return failures
}
