import { expect, test } from 'vitest'
import { Crashes } from '../../electron/main/keepPage.ts'

test('three crashes within a minute are borne, the fourth is too many', () => {
  const crashes = new Crashes()
  expect([0, 10_000, 20_000, 30_000].map((atMs) => crashes.isTooMany(atMs))).toEqual([false, false, false, true])
})

test('one that comes later counts anew', () => {
  const crashes = new Crashes()
  const minutes = [0, 10_000, 20_000, 60_001, 70_001, 80_001]
  expect(minutes.map((atMs) => crashes.isTooMany(atMs))).toEqual([false, false, false, false, false, false])
  expect(crashes.isTooMany(90_000)).toBe(true)
})
