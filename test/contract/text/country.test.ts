import { getCountries } from 'libphonenumber-js/max'
import { expect, test } from 'vitest'
import { Country } from '#contract/text/country.ts'
import { countries } from '#renderer/parts/format/countries.ts'

test('a country is one whose telephone numbers can be read', () => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const codes = letters.flatMap((first) => letters.map((second) => first + second))
  expect(codes.filter((code) => Country.safeParse(code).success)).toEqual([...getCountries()].sort())
})

test('the window offers all of them', () => {
  expect([...countries].sort()).toEqual([...getCountries()].sort())
})

test.each([' in ', 'In', 'ＩＮ', '\ufeffIN\r\n'])('%j is India', (text) => expect(Country.parse(text)).toBe('IN'))

// UK was stored, and from then on no number of the store could be read.
test.each([
  ['UK', /for UK that is GB/],
  ['EL', /for EL that is GR/],
  ['usa', /for USA that is US/],
  ['QQ', /two letters of ISO 3166, such as IN/],
  ['I', /such as IN/],
  ['India', /such as IN/],
])('%s is none', (text, message) => {
  expect(Country.safeParse(text).error?.issues[0]?.message).toMatch(message)
})
