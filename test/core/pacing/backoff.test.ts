import { expect, test } from 'vitest'
import { backoffMs, withJitter } from '#core/pacing/backoff.ts'

const pin = { firstMs: 30_000, maxMs: 15 * 60_000 }

test.for([
  [-2, 0],
  [0, 0],
  [1, 30_000],
  [2, 60_000],
  [5, 480_000],
  [6, 900_000],
  [7, 900_000],
  // 2 to that power is no number any more.
  [5_000, 900_000],
])('after %i failures the wait is %i ms', ([failures = 0, waitMs]) => {
  expect(backoffMs(pin, failures)).toBe(waitMs)
})

test('a first wait beyond the maximum is cut to it', () => {
  expect(backoffMs({ firstMs: 60_000, maxMs: 10_000 }, 1)).toBe(10_000)
})

test.for([
  [0, 750],
  [0.5, 1_000],
  [1, 1_250],
])('jitter at %d of its range makes 1000 ms to %i ms', ([fraction = 0, waitMs]) => {
  expect(withJitter(1_000, fraction)).toBe(waitMs)
})
