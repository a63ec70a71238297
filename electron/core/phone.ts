import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber,
  parseDigits,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min'

/** As people write, dictate and scan numbers, without blanks and brackets: digits of any script, dashes, dots, slashes. */
const written = /^\+?[\p{Nd}\p{Pd}./]{3,40}$/u

const literal = /^\+[1-9]\d{6,14}$/

/**
 * A phone number in E.164, or `undefined` when the text is none.
 *
 * @param country ISO 3166-1 alpha-2: where numbers without a country code belong. Without it they are none.
 */
export function e164(text: string, country?: string): string | undefined {
  // Invisible marks come along when numbers are copied out of right-to-left text.
  const plain = text.normalize('NFKC').replaceAll(/[\p{Cf}\p{Zs}()]/gu, '')
  if (!written.test(plain)) return undefined
  const digits = parseDigits(plain)
  const isInternational = plain.startsWith('+') || digits.startsWith('00')
  if (isInternational) return international(digits.replace(/^00/, ''))
  if (country === undefined || !isSupportedCountry(country)) return valid(`+${digits}`)?.number
  return withOwnCode(digits, country) ?? valid(digits, country)?.number
}

/** A range newer than the library's is believed as it stands: nothing has to be guessed about it. */
function international(digits: string): string | undefined {
  const number = `+${digits}`
  return valid(number)?.number ?? (literal.test(number) ? number : undefined)
}

/** `919999999993` in India. Looked at first: where numbers have any length, as in Germany, it would pass for a local one. */
function withOwnCode(digits: string, country: CountryCode): string | undefined {
  return digits.startsWith(getCountryCallingCode(country)) ? valid(`+${digits}`)?.number : undefined
}

function valid(text: string, country?: CountryCode): PhoneNumber | undefined {
  const parsed = parsePhoneNumberFromString(text, { extract: false, ...(country && { defaultCountry: country }) })
  return parsed?.isValid() ? parsed : undefined
}
