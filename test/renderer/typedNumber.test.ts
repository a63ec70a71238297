import { expect, test } from 'vitest'
import { withAsciiDigits } from '#contract/text/characters.ts'
import { withWesternDigits } from '#renderer/parts/form/digits.ts'
import { readNumber, readWholeNumber, spellNumber } from '#renderer/parts/form/typedNumber.ts'

test.each([
  ['1250', 'de', '1250'],
  [' 1250,50 ', 'de', '1250.50'],
  ['1.250', 'de', '1250'],
  ['1.250,50', 'de', '1250.50'],
  ['1.250.000', 'es', '1250000'],
  // A keypad's point, which can mean nothing else.
  ['1250.5', 'de', '1250.5'],
  ['0.5', 'nl', '0.5'],
  ['1,250', 'en-IN', '1250'],
  ['12,34,567.89', 'en-IN', '1234567.89'],
  ['1.250', 'en-KW', '1.250'],
  ['1,25', 'en', '1.25'],
  ['1 250,50', 'fr', '1250.50'],
  ['1\u202f250', 'fr', '1250'],
  ['1’250.50', 'de-CH', '1250.50'],
  ['١٬٢٥٠٫٥', 'ar-EG', '1250.5'],
  ['١٢٥٠', 'ar', '1250'],
  ['१२५०', 'hi', '1250'],
  ['๑๒๕๐.๕', 'th', '1250.5'],
])('"%s" in %s is %s', (text, locale, number) => {
  expect(readNumber(text, locale)).toBe(number)
})

test.each([
  ['1.250', 'fr'],
  ['1234.567', 'de'],
  ['0.250', 'de'],
  ['1250,500', 'en'],
  ['1.2.3', 'de'],
  ['1,250.50', 'de'],
  ['1.250,50', 'en'],
  ['-5', 'en'],
  ['1e3', 'en'],
  ['0x10', 'en'],
  ['12 €', 'de'],
  ['.5', 'en'],
  ['', 'en'],
])('"%s" in %s is no number, or could be two', (text, locale) => {
  expect(readNumber(text, locale)).toBeUndefined()
})

test.each([
  ['3600', '3600'],
  ['3.600', '3600'],
  ['3,600', '3600'],
  ['3 600', '3600'],
  ['३६००', '3600'],
  ['36.00', undefined],
  ['1.5', undefined],
  ['', undefined],
])('the whole number "%s" is %s in every language', (text, number) => {
  expect(readWholeNumber(text)).toBe(number)
})

test.each(['de', 'en', 'fr', 'ar-EG', 'hi'])('a number is read in %s as it is spelled there', (locale) => {
  for (const number of ['1250.5', '1250.500', '0.250', '1250'])
    expect(readNumber(spellNumber(number, locale), locale)).toBe(number)
  for (const other of ['-5', 'free', '']) expect(spellNumber(other, locale)).toBe(other)
})

test('the window reads the digits of each script as the agent does', () => {
  const codePoints = Array.from({ length: 0x20000 }, (_, code) => code)
  const digits = codePoints.map((code) => String.fromCodePoint(code)).filter((character) => /\p{Nd}/u.test(character))
  expect(digits.length).toBeGreaterThan(700)
  expect(withWesternDigits(digits.join(' '))).toBe(withAsciiDigits(digits.join(' ')))
})
