import fc from 'fast-check'
import examples from 'libphonenumber-js/examples.mobile.json'
import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max'
import metadata from 'libphonenumber-js/metadata.max.json'
import { expect, test } from 'vitest'
import { e164, subscriberOf } from '#core/personalData/phone.ts'
import { sampleOf } from '#test/support/sample.ts'

/** Of each country: the expressions of its number types, in the library's order. */
const typesAt = 11
const countries = metadata.countries as unknown as Record<CountryCode, (unknown[] | undefined)[]>

/** Made once: the tests read the same ones. */
const numbersByCountry = new Map<CountryCode, PhoneNumber[]>()

function numbersOf(country: CountryCode): PhoneNumber[] {
  const numbers = numbersByCountry.get(country) ?? makeNumbers(country)
  numbersByCountry.set(country, numbers)
  return numbers
}

/** Three numbers of every type of a country's plan, made from the library's own expressions. */
function makeNumbers(country: CountryCode): PhoneNumber[] {
  const types = (countries[country][typesAt] ?? []) as ([expression: string] | 0)[]
  return types.flatMap((type) => {
    // An empty expression: the country has one range for both kinds, which stands for landlines.
    if (!type || type[0] === '') return []
    const numbers = fc.stringMatching(new RegExp(`^(?:${type[0]})$`))
    return fc.sample(numbers, { numRuns: 3, seed: 20261129 }).flatMap((national) => {
      const number = parsePhoneNumberFromString(`+${getCountryCallingCode(country)}${national}`, { extract: false })
      return number?.isValid() && number.nationalNumber === national ? [number] : []
    })
  })
}

const tried = sampleOf(getCountries(), 1 / 12)

const isMobile = (number: PhoneNumber) => /MOBILE/.test(number.getType() ?? '')
const own = (text: string, country: CountryCode) =>
  parsePhoneNumberFromString(text, { extract: false, defaultCountry: country })

/** The ways of writing a number that are not read as that number, each with what it is read as. */
function misread(number: PhoneNumber, country: CountryCode): string[] {
  const { countryCallingCode, nationalNumber } = number
  const withCode = [number.number, number.formatInternational(), `00${countryCallingCode}${nationalNumber}`]
  // As people of the country write a mobile.
  const atHome = isMobile(number) ? [nationalNumber, number.formatNational()] : []
  const wrong = [
    ...withCode.filter((text) => e164(text, country) !== number.number),
    ...atHome.filter((text) => subscriberOf(e164(text, country) ?? '') !== subscriberOf(number.number)),
  ]
  return wrong.map((text) => `${country}: ${text} is ${e164(text, country)}, not ${number.number}`)
}

// A number was taken for one that begins with the country's own code: 9113000000 in India became nobody's number or a
// stranger's, and the stranger got the code.
test('a number of any country and type is itself, however it is written', () => {
  const wrong = tried.flatMap((country) => numbersOf(country).flatMap((number) => misread(number, country)))
  expect(wrong).toEqual([])
})

test('digits without a country code are what the library says, where it says a mobile', () => {
  const wrong = tried.flatMap((country) =>
    numbersOf(country).flatMap(({ nationalNumber, countryCallingCode }) =>
      [nationalNumber, `${countryCallingCode}${nationalNumber}`].flatMap((text) => {
        const answer = own(text, country)
        if (!answer?.isValid() || !isMobile(answer)) return []
        const read = e164(text, country)
        return read === answer.number ? [] : [`${country}: ${text} is ${read}, not ${answer.number}`]
      }),
    ),
  )
  expect(wrong).toEqual([])
})

test("the library's example of every country is read at home and abroad", () => {
  const wrong = getCountries().flatMap((country) => {
    const example = getExampleNumber(country, examples)
    return example ? misread(example, country) : []
  })
  expect(wrong).toEqual([])
})
