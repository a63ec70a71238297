import {
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max'
import { Fault } from '#core/base/fault.ts'
import type { CodeRules } from '#core/settings/codes.ts'

/** Kinds of numbers that are nobody's phone: a message there costs more, or earns somebody money (SMS pumping). */
const nobodysPhone: readonly ReturnType<PhoneNumber['getType']>[] = [
  'PREMIUM_RATE',
  'SHARED_COST',
  'PERSONAL_NUMBER',
  'PAGER',
  'UAN',
  'VOICEMAIL',
  'TOLL_FREE',
]

/** Where a message to a number goes. */
export interface Destination {
  /** ISO 3166-1 alpha-2; the calling code, as in `+881`, of a number that is in no country's plan. */
  readonly country: string
  readonly isAbroad: boolean
  readonly isPhone: boolean
}

/**
 * @param mobile in E.164
 * @param home country of the store; without one, no number is abroad
 */
export function destinationOf(mobile: string, home: string | undefined): Destination {
  const number = parsePhoneNumberFromString(mobile, { extract: false })
  const callingCode = number && `+${number.countryCallingCode}`
  return {
    country: number?.country ?? callingCode ?? 'unknown',
    isAbroad: home !== undefined && (number?.country ? number.country !== home : callingCode !== callingCodeOf(home)),
    isPhone: !nobodysPhone.includes(number?.getType()),
  }
}

/**
 * Codes go to phones of the store's country, and of others only where a setting says so: pumping pays abroad. Countries
 * can share a calling code, as the USA and the Caribbean do, so the country is compared and not the code.
 *
 * @throws Fault `DESTINATION_REFUSED`
 */
export function checkDestination(
  { country, isAbroad, isPhone }: Destination,
  { countries = '' }: Pick<CodeRules, 'countries'>,
): void {
  if (!isPhone) throw new Fault('DESTINATION_REFUSED', 'Codes are sent to no number of this kind.')
  if (!isAbroad || countries === '*' || countries.split(/, ?/).includes(country)) return
  throw new Fault('DESTINATION_REFUSED', `This store sends no codes to numbers of ${country}.`)
}

/** Whether it is a number of mobile phones, perhaps of others too. @param number in E.164 */
export function isMobileNumber(number: string): boolean {
  const type = parsePhoneNumberFromString(number, { extract: false })?.getType()
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE'
}

/** A number of a range that is newer than the library has a calling code only. */
function callingCodeOf(country: string): string | undefined {
  return isSupportedCountry(country) ? `+${getCountryCallingCode(country)}` : undefined
}
