import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { OpenProcessFacts } from '#core/telemetry/processFacts.ts'

/** How often the delay is sampled: rarely enough to cost nothing. */
const resolutionMs = 100

/** Sampling starts with the first reading, so an agent without monitoring spends nothing on it. */
export const openProcessFacts: OpenProcessFacts = () => {
  const eventLoopLagSeconds = openLag()
  return () => {
    const { rss, heapUsed } = process.memoryUsage()
    const { user, system } = process.cpuUsage()
    return {
      runtimeVersion: process.versions.node,
      uptimeSeconds: process.uptime(),
      residentBytes: rss,
      heapUsedBytes: heapUsed,
      cpuSeconds: (user + system) / 1e6,
      eventLoopLagSeconds: eventLoopLagSeconds(),
    }
  }
}

function openLag(): () => number {
  let delay: ReturnType<typeof monitorEventLoopDelay> | undefined
  return () => {
    if (!delay) {
      delay = monitorEventLoopDelay({ resolution: resolutionMs })
      delay.enable()
    }
    const longestMs = delay.max / 1e6 - resolutionMs
    delay.reset()
    return Math.max(0, longestMs / 1_000)
  }
}
