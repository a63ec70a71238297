import { expect, test } from 'vitest'
import { LatencyWindow } from '#core/traffic/latencyWindow.ts'

const minuteMs = 60_000

test('each minute has its count, its sum and its slowest, oldest first', () => {
  const window = new LatencyWindow()
  for (const [atMs, latencyMs] of [
    [5, 30],
    [minuteMs - 1, 10],
    [minuteMs, 7],
    [3 * minuteMs, 1],
  ] as const)
    window.add(atMs, latencyMs)
  expect(window.lastHour(3 * minuteMs + 5)).toEqual([
    { startMs: 0, count: 2, sumMs: 40, maxMs: 30 },
    { startMs: minuteMs, count: 1, sumMs: 7, maxMs: 7 },
    { startMs: 3 * minuteMs, count: 1, sumMs: 1, maxMs: 1 },
  ])
})

test('an hour later a minute counts no more, and its place is taken by the one that is then', () => {
  const window = new LatencyWindow()
  window.add(0, 1_000)
  window.add(2 * minuteMs, 5)
  expect(window.lastHour(60 * minuteMs - 1)).toHaveLength(2)
  expect(window.lastHour(60 * minuteMs)).toEqual([{ startMs: 2 * minuteMs, count: 1, sumMs: 5, maxMs: 5 }])
  window.add(60 * minuteMs, 3)
  expect(window.lastHour(60 * minuteMs).at(-1)).toEqual({ startMs: 60 * minuteMs, count: 1, sumMs: 3, maxMs: 3 })
})

test('where nothing was measured there is nothing', () => expect(new LatencyWindow().lastHour(minuteMs)).toEqual([]))
