import { expect, test } from 'vitest'
import { PairingBackoff } from '#core/clients/pairingBackoff.ts'

const minute = 60_000

test.for<[refusedAtMinutes: number[], thenWaitMinutes: number]>([
  [[], 0],
  [[1], 0.5],
  [[1, 2], 1],
  [[1, 2, 4], 2],
  [[1, 2, 4, 8, 16, 32], 15],
  [[1, 2, 4, 8, 16, 32, 64], 15],
  // 59 minutes of quiet are not enough to start anew, 60 are.
  [[1, 60], 1],
  [[1, 61], 0.5],
])('after refusals in minutes %j the next waits %d minutes', ([refusedAt, minutes]) => {
  const backoff = new PairingBackoff()
  for (const at of refusedAt) backoff.refused(at * minute)
  const now = (refusedAt.at(-1) ?? 0) * minute
  expect(backoff.waitMs(now)).toBe(minutes * minute)
})

test('a grant ends the wait and forgets the refusals', () => {
  const backoff = new PairingBackoff()
  for (const at of [1, 2, 4]) backoff.refused(at * minute)
  backoff.granted()
  expect(backoff.waitMs(4 * minute)).toBeLessThanOrEqual(0)
  backoff.refused(5 * minute)
  expect(backoff.waitMs(5 * minute)).toBe(0.5 * minute)
})

test('while a program asks, others wait until its time is over', () => {
  const backoff = new PairingBackoff()
  backoff.askedUntil(3 * minute)
  expect(backoff.waitMs(minute)).toBe(2 * minute)
})
