import { expect, test } from 'vitest'
import { median, quantile, shuffled, slope } from './statistics.ts'

test.each([
  [[3], 3],
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
])('the median of %o is %d', (values, expected) => {
  expect(median(values)).toBe(expected)
})

test.each([
  [0.5, 50],
  [0.99, 99],
  [1, 100],
  [0, 1],
])('the quantile %d of 1 to 100 is %d', (share, expected) => {
  const values = shuffled(Array.from({ length: 100 }, (_, at) => at + 1))
  expect(quantile(values, share)).toBe(expected)
})

test('an empty list has neither', () => {
  expect([median([]), quantile([], 0.5)]).toEqual([Number.NaN, Number.NaN])
})

test('the slope is that of the line through the points', () => {
  const line = [0, 1, 2, 3].map((x) => ({ x, y: 2 * x + 1 }))
  expect(slope(line)).toBe(2)
  expect(slope([...line, { x: 1.5, y: 10 }])).toBe(2)
  expect(slope([{ x: 1, y: 1 }])).toBe(0)
})
