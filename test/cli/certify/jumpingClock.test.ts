import { expect, test } from 'vitest'
import { JumpingClock } from '#cli/certify/jumpingClock.ts'

const hourMs = 3_600_000

test('what is due by then happens at once, in its order, when the clock is put forward', () => {
  const clock = new JumpingClock()
  const happened: string[] = []
  clock.after(2 * hourMs, () => happened.push('second'))
  clock.after(hourMs, () => happened.push('first'))
  const cancelLater = clock.after(4 * hourMs, () => happened.push('later'))
  const before = clock.now()
  clock.jump(3 * hourMs)
  expect(happened).toEqual(['first', 'second'])
  expect(clock.now() - before).toBeGreaterThanOrEqual(3 * hourMs)
  cancelLater()
})

test('what an earlier one has cancelled does not happen', () => {
  const clock = new JumpingClock()
  const happened: string[] = []
  const cancel = clock.after(2 * hourMs, () => happened.push('second'))
  clock.after(hourMs, cancel)
  clock.jump(3 * hourMs)
  expect(happened).toEqual([])
})
