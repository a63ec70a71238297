import { monitorEventLoopDelay } from 'node:perf_hooks'

/** How often the delay is sampled: rarely enough to cost nothing. */
const resolutionMs = 100

let delay: ReturnType<typeof monitorEventLoopDelay> | undefined

/**
 * The longest delay of the event loop since the last call of this function. Sampling starts with the first call, so an
 * agent without monitoring spends nothing on it.
 */
export function eventLoopLagSeconds(): number {
  if (!delay) {
    delay = monitorEventLoopDelay({ resolution: resolutionMs })
    delay.enable()
  }
  const longestMs = delay.max / 1e6 - resolutionMs
  delay.reset()
  return Math.max(0, longestMs / 1_000)
}
