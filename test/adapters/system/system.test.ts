import { expect, test } from 'vitest'
import { systemClock } from '#adapters/system/systemClock.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'

test('the clock has a wall time and a monotonic one', async () => {
  const started = systemClock.monotonicMs()
  await new Promise((done) => setTimeout(done, 5))
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000)
  expect(systemClock.monotonicMs()).toBeGreaterThan(started)
})

test('random bytes have the given length and differ each time', () => {
  const [first, second] = [systemRandom.bytes(32), systemRandom.bytes(32)]
  expect([first.length, systemRandom.bytes(0).length]).toEqual([32, 0])
  expect(first).not.toEqual(second)
})
