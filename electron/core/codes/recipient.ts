import { z } from 'zod'
import { withAsciiDigits } from '#contract/text/characters.ts'
import { withoutOddEdges } from '#contract/text/pastedText.ts'
import type { VerificationIdentifier } from '#contract/verification.ts'
import { invalid } from '#core/base/inputIssues.ts'
import { maskEmail, maskMobile } from '#core/personalData/masking.ts'
import { e164, subscriberOf } from '#core/personalData/phone.ts'
import type { CodeTarget, Recipient } from '#core/scheme/codeProvider.ts'
import { isMobileNumber } from './destination.ts'

/**
 * Normalises an identifier: E.164, or an e-mail address in lower case. Two spellings of one customer share one budget
 * (attacks.md T54).
 *
 * @param country of the store, ISO 3166-1 alpha-2
 * @throws Fault `INVALID_INPUT`
 */
export function recipientFrom({ type, value }: VerificationIdentifier, country: string | undefined): Recipient {
  const recipient = normalised({ type, value }, country)
  if (recipient) return recipient
  const hint = country === undefined ? 'with its country code, such as +919999999993' : 'such as +919999999993'
  const message = type === 'mobile' ? `must be a mobile number, ${hint}` : 'must be an e-mail address'
  throw invalid([{ path: 'identifier.value', message }])
}

/** Whom a brokered code goes to: a recipient, or what only the upstream can read. */
export function readTarget(target: CodeTarget, country: string | undefined): CodeTarget {
  return (target.type === 'other' ? undefined : asUpstreamsRead(target, country)) ?? asOther(target)
}

/**
 * The customer whose budget a code is charged to. An identifier that only the upstream can read gets a budget of its own,
 * and spaces, punctuation and the script of its digits make no difference in it.
 */
export function budgetKey(target: CodeTarget, country: string | undefined): CodeTarget {
  const { type, value } = readTarget(target, country)
  return { type, value: type === 'mobile' ? subscriberOf(value) : value }
}

export function maskRecipient({ type, value }: Recipient): string {
  return type === 'mobile' ? maskMobile(value) : maskEmail(value)
}

/**
 * Clouds take numbers with their country code and without a plus (capillary.md 5.4), shops write them as at home. Digits
 * that are a mobile number at home are one; others are what they are with their country code, or a code abroad would be
 * counted, and let through, as one at home.
 */
function asUpstreamsRead(target: VerificationIdentifier, country: string | undefined): Recipient | undefined {
  const atHome = normalised(target, country)
  if (target.type === 'email' || (atHome && isMobileNumber(atHome.value))) return atHome
  const withCode = normalised(target, undefined)
  return withCode && (!atHome || isMobileNumber(withCode.value)) ? withCode : atHome
}

function asOther(target: CodeTarget): CodeTarget {
  const plain = withAsciiDigits(target.value.normalize('NFKC')).toLowerCase()
  const value = plain.replaceAll(/[\s\p{C}\p{P}\p{S}]/gu, '')
  return { type: 'other', value, ...('query' in target && { query: target.query }) }
}

function normalised({ type, value }: VerificationIdentifier, country: string | undefined): Recipient | undefined {
  const normal = type === 'mobile' ? e164(value, country) : emailIn(value)
  return normal === undefined ? undefined : { type, value: normal }
}

function emailIn(text: string): string | undefined {
  return z.email().safeParse(withoutOddEdges(text).normalize('NFKC').toLowerCase()).data
}
