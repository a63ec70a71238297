import { expect, test } from 'vitest'
import { Repeats } from '../../electron/core/repeats.ts'
import { createTestClock } from '../support/clock.ts'

const minute = 60_000

function listen(longestMs = 60 * minute) {
  const clock = createTestClock()
  const told: [string, number][] = []
  const repeats = new Repeats<string>(clock, { firstMs: minute, longestMs }, (thing, count) =>
    told.push([thing, count]),
  )
  return { clock, told, repeats }
}

test('the first of a kind is told at once, the rest in one sum', async () => {
  const { clock, told, repeats } = listen()
  for (let n = 1; n <= 1_000; n += 1) repeats.note('knock', 'knock')
  expect(told).toEqual([['knock', 1]])
  await clock.pass(minute)
  expect(told.slice(1)).toEqual([['knock', 999]])
})

test('what stopped is told at once when it begins again', async () => {
  const { clock, told, repeats } = listen()
  repeats.note('knock', 'knock')
  await clock.pass(minute)
  repeats.note('knock', 'again')
  expect(told).toEqual([
    ['knock', 1],
    ['again', 1],
  ])
})

test('a flood that goes on for a day is told of some thirty times, and nothing of it is lost', async () => {
  const { clock, told, repeats } = listen()
  for (let second = 0; second < 86_400; second += 1) {
    repeats.note('flood', 'flood')
    await clock.pass(1_000)
  }
  repeats.close()
  expect(told.length).toBeLessThan(35)
  expect(told.reduce((sum, [, count]) => sum + count, 0)).toBe(86_400)
})

test('each kind is told of by itself', () => {
  const { told, repeats } = listen()
  for (const kind of ['a', 'b', 'a', 'b']) repeats.note(kind, kind)
  expect(told).toEqual([
    ['a', 1],
    ['b', 1],
  ])
})

test('however many kinds there are, so many are remembered', () => {
  const { told, repeats } = listen()
  for (let n = 0; n < 100_000; n += 1) repeats.note(`kind ${n}`, 'one')
  expect(told.length).toBe(512)
})

test('what is left to tell is told at the end, and no timer stays behind', async () => {
  const { clock, told, repeats } = listen()
  repeats.note('knock', 'knock')
  repeats.note('knock', 'knock')
  repeats.close()
  await clock.pass(10 * minute)
  expect(told).toEqual([
    ['knock', 1],
    ['knock', 1],
  ])
})
