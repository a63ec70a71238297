import { monitorEventLoopDelay } from 'node:perf_hooks'

/** How often it is looked: seldom enough to cost nothing. */
const everyMs = 100

let delay: ReturnType<typeof monitorEventLoopDelay> | undefined

/**
 * How late this process got to its work, at most, since it was asked the last time. It is watched from the first time
 * on, so that where nobody asks nothing is spent.
 */
export function eventLoopLagSeconds(): number {
  if (!delay) {
    delay = monitorEventLoopDelay({ resolution: everyMs })
    delay.enable()
  }
  const latestMs = delay.max / 1e6 - everyMs
  delay.reset()
  return Math.max(0, latestMs / 1_000)
}
