import { expect, test } from 'vitest'
import { RepeatThrottle } from '#core/pacing/repeatThrottle.ts'
import { createTestClock } from '#test/support/clock.ts'

const minute = 60_000

function listen(maxMs = 60 * minute) {
  const clock = createTestClock()
  const reports: [string, number][] = []
  const throttle = new RepeatThrottle<string>(clock, { firstMs: minute, maxMs }, (thing, count) =>
    reports.push([thing, count]),
  )
  return { clock, reports, throttle }
}

test('the first of a kind is reported at once, the others as one sum', async () => {
  const { clock, reports, throttle } = listen()
  for (let n = 1; n <= 1_000; n += 1) throttle.note('refused', 'refused')
  expect(reports).toEqual([['refused', 1]])
  await clock.advance(minute)
  expect(reports.slice(1)).toEqual([['refused', 999]])
})

test('a kind that was quiet for an interval is reported at once again', async () => {
  const { clock, reports, throttle } = listen()
  throttle.note('refused', 'refused')
  await clock.advance(minute)
  throttle.note('refused', 'again')
  expect(reports).toEqual([
    ['refused', 1],
    ['again', 1],
  ])
})

test('a flood of a day is reported about thirty times, and its sum is complete', async () => {
  const { clock, reports, throttle } = listen()
  for (let second = 0; second < 86_400; second += 1) {
    throttle.note('flood', 'flood')
    await clock.advance(1_000)
  }
  throttle.close()
  expect(reports.length).toBeLessThan(35)
  expect(reports.reduce((sum, [, count]) => sum + count, 0)).toBe(86_400)
})

test('each kind is reported by itself', () => {
  const { reports, throttle } = listen()
  for (const kind of ['a', 'b', 'a', 'b']) throttle.note(kind, kind)
  expect(reports).toEqual([
    ['a', 1],
    ['b', 1],
  ])
})

test('kinds beyond the maximum are not remembered', () => {
  const { reports, throttle } = listen()
  for (let n = 0; n < 100_000; n += 1) throttle.note(`kind ${n}`, 'one')
  expect(reports.length).toBe(512)
})

test('the end reports what is left, and leaves no timer behind', async () => {
  const { clock, reports, throttle } = listen()
  throttle.note('refused', 'refused')
  throttle.note('refused', 'refused')
  throttle.close()
  await clock.advance(10 * minute)
  expect(reports).toEqual([
    ['refused', 1],
    ['refused', 1],
  ])
})
