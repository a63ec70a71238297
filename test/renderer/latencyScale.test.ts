import { expect, test } from 'vitest'
import { latencyScale, latencySummary } from '#renderer/parts/latency/latencyScale.ts'

const now = 1_000 * 60_000 + 12_345
const minute = (ago: number, meanMs: number, mostMs = meanMs, requests = 1) => ({
  at: (1_000 - ago) * 60_000,
  requests,
  meanMs,
  mostMs,
})

test('the current minute is last, and minutes older than an hour are left out', () => {
  const { bars } = latencyScale([minute(60, 10), minute(59, 10), minute(0, 10)], now)
  expect(bars.map((bar) => bar.minute)).toEqual([0, 59])
})

test('a minute that is ahead of the clock is not renderStep outside the chart', () => {
  expect(latencyScale([minute(-1, 10)], now).bars).toEqual([])
})

test('the full height is a round number that holds the maximum', () => {
  expect(latencyScale([minute(1, 80, 363)], now)).toEqual({
    topMs: 500,
    bars: [{ minute: 58, mean: 0.16, max: 0.726 }],
  })
  expect(latencyScale([minute(1, 200)], now).topMs).toBe(200)
  expect(latencyScale([minute(1, 201)], now).topMs).toBe(500)
  expect(latencyScale([minute(1, 6_000)], now).topMs).toBe(10_000)
})

test('a few milliseconds of noise do not fill the chart', () => {
  expect(latencyScale([minute(1, 2, 3)], now).topMs).toBe(10)
  expect(latencyScale([], now)).toEqual({ bars: [], topMs: 10 })
})

test('the summary weighs each minute by its requests', () => {
  expect(latencySummary([minute(5, 100, 400, 3), minute(1, 200, 250, 1)])).toEqual({
    requests: 4,
    lastMs: 200,
    // Not "now": nothing may have been sent for half an hour.
    lastAt: 999 * 60_000,
    meanMs: 125,
    maxMs: 400,
  })
  expect(latencySummary([])).toBeUndefined()
})
