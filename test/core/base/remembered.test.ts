import { expect, test } from 'vitest'
import { Remembered } from '#core/base/remembered.ts'

test('what was made of a text is made once', () => {
  const lengths = new Remembered<number>()
  let made = 0
  const lengthOf = (text: string) =>
    lengths.of(text, () => {
      made += 1
      return text.length
    })
  expect([lengthOf('ab'), lengthOf('ab'), lengthOf('abc')]).toEqual([2, 2, 3])
  expect(made).toBe(2)
})

test('a false value is remembered, an absent one is not', () => {
  const values = new Remembered<boolean | undefined>()
  const made: string[] = []
  for (const value of [false, false, undefined, undefined]) {
    values.of(String(value), () => {
      made.push(String(value))
      return value
    })
  }
  expect(made).toEqual(['false', 'undefined', 'undefined'])
})

test('memory stays small, whatever comes from outside', () => {
  const values = new Remembered<string>()
  let made = 0
  const of = (text: string) =>
    values.of(text, () => {
      made += 1
      return `${made}`
    })
  const long = 'x'.repeat(257)
  expect([of(long), of(long)]).toEqual(['1', '2'])
  for (let at = 0; at < 257; at += 1) of(`${at}`)
  // The first ones are forgotten.
  expect(of('0')).toBe('260')
})
