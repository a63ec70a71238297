import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max'
import { withAsciiDigits } from '#contract/text/characters.ts'
import { withoutOddEdges } from '#contract/text/pastedText.ts'

/** Numbers as people write and scan them, without blanks and brackets: digits, dashes, dots, slashes. */
const written = /^\+?[\d\p{Pd}./]{3,40}$/u

const literal = /^\+[1-9]\d{6,14}$/

/**
 * A phone number in E.164, the same for every way of writing it; `undefined` when the text is no phone number.
 *
 * @param country ISO 3166-1 alpha-2, the country of numbers without a country code. Such numbers are refused when absent.
 */
export function e164(text: string, country?: string): string | undefined {
  // Invisible marks come along when numbers are copied out of right-to-left text.
  const plain = withAsciiDigits(withoutOddEdges(text).normalize('NFKC')).replaceAll(/[\p{Cf}\p{Zs}\t()]/gu, '')
  if (!written.test(plain)) return undefined
  const digits = plain.replaceAll(/\D/g, '')
  const home = country !== undefined && isSupportedCountry(country) ? country : undefined
  if (plain.startsWith('+')) return international(digits)
  if (digits.startsWith('00')) return leadingAbroad(digits, home)
  return (home ? national(digits, home) : read(`+${digits}`))?.number
}

/**
 * `00` and a country code. Tajikistan has mobiles that begin with 00 themselves; some countries dial a carrier in between,
 * which the library knows.
 */
function leadingAbroad(digits: string, home: CountryCode | undefined): string | undefined {
  const dialled = home && read(digits, home)
  const isOwnMobile = dialled && isMobile(dialled) && dialled.countryCallingCode === getCountryCallingCode(home)
  if (isOwnMobile) return dialled.number
  const abroad = digits.slice(2)
  return (read(`+${abroad}`) ?? dialled)?.number ?? international(abroad)
}

/** Countries that let a mobile be written in two ways, both valid, and no other subscriber have the shorter one. */
const longerSpellings: readonly [longer: RegExp, shorter: string][] = [
  // Argentina: with a 9 from abroad, without it at home.
  [/^\+549(?=\d{10}$)/, '+54'],
  // Gabon: with the zero of today's plan and without it.
  [/^\+2410(?=\d{7}$)/, '+241'],
]

/** What the spellings of one subscriber have in common, so that they share one budget of codes. @param number in E.164 */
export function subscriberOf(number: string): string {
  return longerSpellings.reduce((text, [longer, shorter]) => text.replace(longer, shorter), number)
}

/** Accepts number ranges that are newer than the library: with a country code nothing has to be guessed. */
function international(digits: string): string | undefined {
  const number = `+${digits}`
  return read(number)?.number ?? (literal.test(number) ? number : undefined)
}

/**
 * `9113000000` in India is a mobile number there, although it begins as India's country code does; `919113000000` is the
 * same one with the code. Where a country's numbers have any length, such as in Germany, `4915112345678` could be a number
 * of a place there, too: a mobile number is what a shop means.
 */
function national(digits: string, country: CountryCode): PhoneNumber | undefined {
  const asItStands = read(digits, country)
  if (isMobile(asItStands)) return asItStands
  const withOwnCode = digits.startsWith(getCountryCallingCode(country)) ? read(`+${digits}`) : undefined
  return isMobile(withOwnCode) ? withOwnCode : (asItStands ?? withOwnCode)
}

/** Many countries have one range for both kinds. */
function isMobile(number: PhoneNumber | undefined): boolean {
  const type = number?.getType()
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE'
}

/** The valid number that a text stands for. */
function read(text: string, country?: CountryCode): PhoneNumber | undefined {
  const parsed = parsePhoneNumberFromString(text, { extract: false, ...(country && { defaultCountry: country }) })
  if (!parsed || parsed.isValid()) return parsed
  const renewed = renewedNumber(parsed)
  const number = renewed === undefined ? undefined : parsePhoneNumberFromString(renewed, { extract: false })
  return isMobile(number) ? number : undefined
}

/**
 * Spellings that a numbering plan has given up, and what stands for each: people and directories still have them, and a
 * second spelling would have a second budget of codes. The library knows the new plans only.
 */
const givenUp: Partial<Record<CountryCode, readonly [old: RegExp, now: string]>> = {
  // Since 3 August 2019 without the 1 after 52, and without 01, 044 and 045 at home.
  MX: [/^(?:1|01|044|045)(\d{10})$/, '$1'],
  // From 2012 to 2016 mobiles, which began with 6 to 9, got a 9 before their eight digits.
  BR: [/^(\d{2})([6-9]\d{7})$/, '$19$2'],
  // Since 30 November 2024 with 01 before the eight digits.
  BJ: [/^(\d{8})$/, '01$1'],
}

function renewedNumber({ country, countryCallingCode, nationalNumber }: PhoneNumber): string | undefined {
  const [old, now] = (country && givenUp[country]) ?? []
  if (!old || now === undefined || !old.test(nationalNumber)) return undefined
  return `+${countryCallingCode}${nationalNumber.replace(old, now)}`
}
