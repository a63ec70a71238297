import type { LatencyMinute } from '../../electron/contract/traffic.ts'

export const minutesShown = 60
const minuteMs = 60_000

export interface LatencyBar {
  /** 0: an hour ago, 59: this minute. */
  minute: number
  /** Parts of the height. */
  mean: number
  most: number
}

export interface LatencyScale {
  bars: LatencyBar[]
  /** What the full height stands for; a number people like. */
  topMs: number
}

/** Where each minute of the last hour stands in the chart. */
export function latencyScale(minutes: readonly LatencyMinute[], now: number): LatencyScale {
  const thisMinute = Math.floor(now / minuteMs)
  const placed = minutes
    .map((one) => ({ ...one, minute: minutesShown - 1 - (thisMinute - Math.floor(one.at / minuteMs)) }))
    .filter(({ minute }) => minute >= 0 && minute < minutesShown)
  const topMs = roundUp(Math.max(0, ...placed.map(({ mostMs }) => mostMs)))
  const bars = placed.map(({ minute, meanMs, mostMs }) => ({ minute, mean: meanMs / topMs, most: mostMs / topMs }))
  return { bars, topMs }
}

export interface LatencySummary {
  requests: number
  lastMs: number
  meanMs: number
  mostMs: number
}

/** The chart in numbers, for those who do not see it; `undefined` when there is nothing to tell. */
export function latencySummary(minutes: readonly LatencyMinute[]): LatencySummary | undefined {
  const last = minutes.at(-1)
  if (!last) return undefined
  const requests = minutes.reduce((sum, one) => sum + one.requests, 0)
  const totalMs = minutes.reduce((sum, one) => sum + one.meanMs * one.requests, 0)
  return {
    requests,
    lastMs: last.meanMs,
    meanMs: totalMs / requests,
    mostMs: Math.max(...minutes.map(({ mostMs }) => mostMs)),
  }
}

/** To 1, 2 or 5 times a power of ten; never below 10 ms, so that noise does not look like a mountain. */
function roundUp(ms: number): number {
  if (ms <= 10) return 10
  const power = 10 ** Math.floor(Math.log10(ms))
  return ([1, 2, 5, 10].find((factor) => factor * power >= ms) ?? 10) * power
}
