import type { LatencyMinute } from '#contract/traffic.ts'

export const minutesShown = 60
const minuteMs = 60_000

export interface LatencyBar {
  /** 0: an hour ago, 59: this minute. */
  minute: number
  /** Fractions of the chart's height, 0 to 1. */
  mean: number
  max: number
}

export interface LatencyScale {
  bars: LatencyBar[]
  /** The latency at the chart's full height: a round number. */
  topMs: number
}

/** Places the minutes of the last hour in the chart. Minutes outside that hour are left out. */
export function latencyScale(minutes: readonly LatencyMinute[], now: number): LatencyScale {
  const thisMinute = Math.floor(now / minuteMs)
  const placed = minutes
    .map((sample) => ({ ...sample, minute: minutesShown - 1 - (thisMinute - Math.floor(sample.at / minuteMs)) }))
    .filter(({ minute }) => minute >= 0 && minute < minutesShown)
  const topMs = roundUp(Math.max(0, ...placed.map(({ mostMs }) => mostMs)))
  const bars = placed.map(({ minute, meanMs, mostMs }) => ({ minute, mean: meanMs / topMs, max: mostMs / topMs }))
  return { bars, topMs }
}

export interface LatencySummary {
  requests: number
  lastMs: number
  /** When that was, in milliseconds since 1970. */
  lastAt: number
  meanMs: number
  maxMs: number
}

/** The chart in numbers, for people who do not see it; `undefined` without samples. The mean is weighted by requests. */
export function latencySummary(minutes: readonly LatencyMinute[]): LatencySummary | undefined {
  const last = minutes.at(-1)
  if (!last) return undefined
  const requests = minutes.reduce((sum, sample) => sum + sample.requests, 0)
  const totalMs = minutes.reduce((sum, sample) => sum + sample.meanMs * sample.requests, 0)
  return {
    requests,
    lastMs: last.meanMs,
    lastAt: last.at,
    meanMs: totalMs / requests,
    maxMs: Math.max(...minutes.map(({ mostMs }) => mostMs)),
  }
}

/** Rounds up to 1, 2 or 5 times a power of ten, at least 10 ms, so that a few milliseconds of noise do not fill the chart. */
function roundUp(ms: number): number {
  if (ms <= 10) return 10
  const power = 10 ** Math.floor(Math.log10(ms))
  return ([1, 2, 5, 10].find((factor) => factor * power >= ms) ?? 10) * power
}
