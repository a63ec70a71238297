import { describe, expect, test } from 'vitest'
import { isPermitted, redacted } from '#adapters/log/logRedaction.ts'
import { logFields } from '#core/base/log.ts'

describe('a card number is redacted', () => {
  test.each([
    ['as it is printed', 'paid with 4111 1111 1111 1111 today', 'paid with [card number] today'],
    ['without spaces', 'x5500005555555559y', 'x[card number]y'],
    ['with hyphens', '3782-822463-10005', '[card number]'],
    // The shortest there are (ISO/IEC 7812).
    ['of 13 digits', '4222222222222', '[card number]'],
    ['of 19 digits', '6304000000000000000', '[card number]'],
    ['with an expiry date after it', '41111111111111111225', '[card number]'],
    ['where the text is cut off', `${'x'.repeat(192)}4111111111111111`, `${'x'.repeat(192)}[card nu…`],
    ['as a number', 4_111_111_111_111_111, '[card number]'],
  ])('%s', (_, value, expected) => {
    expect(redacted(value)).toBe(expected)
  })
})

test.each([
  '4111 1111 1111 1112',
  '422222222222',
  '+919999999993',
  '1.23.4.567',
  '0b9c1d2e-1111-4222-8333-944445555666',
  200,
  0.5,
  true,
])('%s stays as it is', (value) => {
  expect(redacted(value)).toBe(value)
})

test('long text is cut off', () => {
  expect(redacted('x'.repeat(5_000))).toBe(`${'x'.repeat(200)}…`)
})

test('controls that JSON does not escape are replaced', () => {
  expect(redacted('a\u009b2J\u2028\u2029\u007f')).toBe('a\ufffd2J\ufffd\ufffd\ufffd')
})

test('only the listed fields are permitted', () => {
  expect(['password', 'authorization', 'body', 'toString', 'time'].filter(isPermitted)).toEqual([])
  expect(logFields.filter((name) => !isPermitted(name))).toEqual([])
})
