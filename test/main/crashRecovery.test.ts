import { expect, test } from 'vitest'
import { CrashCounter } from '#main/window/crashRecovery.ts'

test('three crashes within a minute are allowed, the fourth is too many', () => {
  const crashes = new CrashCounter()
  expect([0, 10_000, 20_000, 30_000].map((atMs) => crashes.isTooMany(atMs))).toEqual([false, false, false, true])
})

test('crashes older than a minute no longer count', () => {
  const crashes = new CrashCounter()
  const minutes = [0, 10_000, 20_000, 60_001, 70_001, 80_001]
  expect(minutes.map((atMs) => crashes.isTooMany(atMs))).toEqual([false, false, false, false, false, false])
  expect(crashes.isTooMany(90_000)).toBe(true)
})
