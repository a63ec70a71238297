import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AnchorSearch } from '#core/message/anchorSearch.ts'

const mayStand = (anchors: string[], text: string) => new AnchorSearch(anchors).mayStandIn(Buffer.from(text, 'latin1'))

describe('a text that may stand in an answer', () => {
  test.each([
    ['at its beginning', ['secret'], 'secret and more', true],
    ['at its end', ['secret'], 'more and secret', true],
    ['as a whole', ['secret'], 'secret', true],
    ['behind its own beginning', ['aab'], 'aaab', true],
    ['one of several', ['password', 'abc'], 'xxabcxx', true],
    ['the longer of two', ['abcdefgh', 'xyz'], '..abcdefgh', true],
    ['cut off', ['secret'], 'a secre', false],
    ['in other letters', ['secret'], 'SECRET', false],
    ['nowhere', ['secret', 'password'], 'nothing of the kind', false],
    ['in nothing', ['secret'], '', false],
    ['none', [], 'secret', false],
  ])('%s', (_, anchors, text, expected) => {
    expect(mayStand(anchors, text)).toBe(expected)
  })

  test('one of a single byte is not looked for, and may stand anywhere', () => {
    expect(mayStand(['a', 'secret'], 'b')).toBe(true)
  })

  test('is found exactly where the bytes hold one', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 2, maxLength: 6 })
    fc.assert(
      fc.property(
        fc.array(letters, { minLength: 1, maxLength: 4 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd') }),
        (anchors, text) => {
          expect(mayStand(anchors, text)).toBe(anchors.some((anchor) => text.includes(anchor)))
        },
      ),
    )
  })
})
