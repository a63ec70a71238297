import type { Clock } from '#core/base/clock.ts'
import { SharedTimer } from './sharedTimer.ts'

const timer = new SharedTimer()

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, run) => timer.after(delayMs, run),
}
