import { expect, test } from 'vitest'
import { systemClock } from '../../electron/adapters/systemClock.ts'
import { systemRandom } from '../../electron/adapters/systemRandom.ts'

test('the clock shows the time, and one that never jumps', async () => {
  const started = systemClock.monotonicMs()
  await new Promise((done) => setTimeout(done, 5))
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000)
  expect(systemClock.monotonicMs()).toBeGreaterThan(started)
})

test('random bytes are as many as asked for, and others each time', () => {
  const [one, other] = [systemRandom.bytes(32), systemRandom.bytes(32)]
  expect([one.length, systemRandom.bytes(0).length]).toEqual([32, 0])
  expect(one).not.toEqual(other)
})
