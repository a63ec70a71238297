import { PastedText } from '#contract/text/pastedText.ts'
import { invalid } from '#core/base/inputIssues.ts'
import type { CodeTarget } from '#core/scheme/codeProvider.ts'
import type { Identifier, Registration } from '#core/scheme/customerSignIn.ts'
import type { Subject } from './authEngine.ts'

export const InHeader = PastedText.regex(/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/, 'must be plain ASCII, its blanks single')

/** @throws Fault `INVALID_INPUT` for a value that fits in no header, or a mobile number that Capillary would not accept */
export function readIdentifier({ type, value }: Identifier): Pick<Subject, 'identifierType' | 'identifierValue'> {
  return { identifierType: type, identifierValue: readValue(type, value, 'identifierValue') }
}

/**
 * The fields of `token/generate` for a customer who registers (capillary.md 4.2).
 *
 * @throws Fault `INVALID_INPUT` as `readIdentifier`, and for a contact beside anything but a user name
 */
export function readRegistration(type: string, { mobile, email, newPassword }: Registration): Record<string, string> {
  const [contact] = [mobile !== undefined && 'mobile', email !== undefined && 'email'].filter((name) => name !== false)
  if (contact !== undefined && type !== 'USERNAME')
    throw invalid([{ path: contact, message: 'goes with a user name only' }])
  const password = newPassword?.reveal()
  return {
    ...(mobile !== undefined && { mobile: readValue('MOBILE', mobile, 'mobile') }),
    ...(email !== undefined && { email: readValue('EMAIL', email, 'email') }),
    ...(password !== undefined && { password, confirmPassword: password }),
  }
}

/** Everybody who may be sent the codes of this customer. */
export function codeTargetsOf(
  { identifierType, identifierValue: value }: Pick<Subject, 'identifierType' | 'identifierValue'>,
  { mobile, email }: Record<string, string> = {},
): CodeTarget[] {
  // Digits with the country code (capillary.md 4.1), which could also be read as a number at home.
  if (identifierType === 'MOBILE') return [{ type: 'mobile', value: `+${value}` }]
  if (identifierType === 'EMAIL') return [{ type: 'email', value }]
  return [
    ...(mobile === undefined ? [] : [{ type: 'mobile' as const, value: `+${mobile}` }]),
    ...(email === undefined ? [] : [{ type: 'email' as const, value: email }]),
    // Whoever has the user name already, whatever contact came with it.
    { type: 'other', value: `${identifierType} ${value}` },
  ]
}

function readValue(type: string, value: string, path: string): string {
  const wrong = (message: string) => invalid([{ path, message }])
  const { data: plain } = InHeader.safeParse(value)
  if (plain === undefined) throw wrong('must be plain ASCII, its blanks single')
  if (type === 'MOBILE' && !/^\d{7,15}$/.test(plain))
    throw wrong('must be a mobile number in digits, with its country code and no plus')
  return plain
}
