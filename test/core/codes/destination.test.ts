import { describe, expect, test } from 'vitest'
import { checkDestination, destinationOf, isMobileNumber } from '#core/codes/destination.ts'

describe('a number is', () => {
  test.each([
    ['at home', '+919999999993', 'IN', { country: 'IN', isAbroad: false, isPhone: true }],
    ['abroad', '+447400123456', 'IN', { country: 'GB', isAbroad: true, isPhone: true }],
    // They share a calling code, and a message to the second is dear.
    ['abroad under the same calling code', '+18095551234', 'US', { country: 'DO', isAbroad: true, isPhone: true }],
    ['abroad on an island', '+447797123456', 'GB', { country: 'JE', isAbroad: true, isPhone: true }],
    [
      'at home, of a range newer than the library',
      '+12005550123',
      'US',
      { country: '+1', isAbroad: false, isPhone: true },
    ],
    ['abroad, of no country', '+881612345678', 'IN', { country: '+881', isAbroad: true, isPhone: true }],
    ['nobody’s phone: premium rate', '+979123456789', 'IN', { country: '+979', isAbroad: true, isPhone: false }],
    ['nobody’s phone: a personal number', '+447000123456', 'GB', { country: 'GB', isAbroad: false, isPhone: false }],
    [
      'not known to be abroad without a country',
      '+447400123456',
      undefined,
      { country: 'GB', isAbroad: false, isPhone: true },
    ],
  ])('%s: %s seen from %s', (_, number, home, destination) => {
    expect(destinationOf(number, home)).toEqual(destination)
  })
})

// Each earns somebody money for every message, or reaches no person (attacks.md T54).
test.each([
  ['premium rate', '+448431234567'],
  ['shared cost', '+491801234567'],
  ['a personal number', '+447012345678'],
  ['a pager', '+447640123456'],
  ['a company’s number', '+443001234567'],
  ['voicemail', '+41860123456789'],
  ['toll free', '+448001234567'],
])('%s is nobody’s phone', (_, number) => expect(destinationOf(number, 'GB').isPhone).toBe(false))

test.each(['', 'hello', 'call +447400123456 now'])('%j is no number, and so abroad and of no country', (text) => {
  expect(destinationOf(text, 'GB')).toMatchObject({ country: 'unknown', isAbroad: true })
  expect(isMobileNumber(text)).toBe(false)
})

const at = (country: string, more = {}) => ({ country, isAbroad: true, isPhone: true, ...more })

describe('codes go', () => {
  test.each([
    ['home', at('IN', { isAbroad: false }), {}],
    ['to a country that a setting names', at('AE'), { countries: 'SG, AE' }],
    ['to one of several without blanks between', at('AE'), { countries: 'SG,AE' }],
    ['everywhere when a setting says so', at('+881'), { countries: '*' }],
  ])('%s', (_, destination, rules) => {
    expect(() => checkDestination(destination, rules)).not.toThrow()
  })
})

describe('no code goes', () => {
  test.each([
    ['abroad', at('GB'), {}, 'This store sends no codes to numbers of GB.'],
    [
      'to a country that is not named',
      at('GB'),
      { countries: 'SG, AE' },
      'This store sends no codes to numbers of GB.',
    ],
    // `+8` is no country, and `SG` none of `SGX`.
    [
      'to a country that is only part of a name',
      at('G'),
      { countries: 'SG' },
      'This store sends no codes to numbers of G.',
    ],
    [
      'to a premium number, whatever a setting says',
      at('GB', { isPhone: false }),
      { countries: '*' },
      'Codes are sent to no number of this kind.',
    ],
  ])('%s', (_, destination, rules, detail) => {
    expect(() => checkDestination(destination, rules)).toThrow(
      expect.objectContaining({ code: 'DESTINATION_REFUSED', detail }),
    )
  })
})

test.each([
  ['+919999999993', true],
  ['+12025550123', true],
  ['+493012345678', false],
  ['+9999999999', false],
])('%s is a mobile number: %s', (number, is) => {
  expect(isMobileNumber(number)).toBe(is)
})
