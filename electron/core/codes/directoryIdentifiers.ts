import type { Channel, VerificationIdentifier } from '#contract/verification.ts'
import { e164 } from '#core/personalData/phone.ts'
import type { DirectoryCustomer } from '#core/scheme/customerDirectory.ts'

/** Where codes for a customer can be sent. */
export type Identifiers = ReadonlyMap<Channel, VerificationIdentifier>

const emailAddress = /^[^\s\p{Cc}@]{1,64}@[^\s\p{Cc}@]{1,189}$/u

/** The identifiers of a customer that are well-formed. @param country of the store, ISO 3166-1 alpha-2 */
export function identifiersOf(
  { mobile, email }: Pick<DirectoryCustomer, 'mobile' | 'email'>,
  country: string | undefined,
): Identifiers {
  const identifiers = new Map<Channel, VerificationIdentifier>()
  const number = mobile === undefined ? undefined : directoryNumber(mobile, country)
  if (number !== undefined) identifiers.set('sms', { type: 'mobile', value: number })
  if (email !== undefined && emailAddress.test(email)) identifiers.set('email', { type: 'email', value: email })
  return identifiers
}

/**
 * Directories store numbers with their country code but often without the plus. Such digits are taken as they are: read as a
 * local number, the code would be sent to somebody else.
 */
function directoryNumber(mobile: string, country: string | undefined): string | undefined {
  return /^[1-9]\d{6,14}$/.test(mobile) ? `+${mobile}` : e164(mobile, country)
}
