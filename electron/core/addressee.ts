import { z } from 'zod'
import type { VerificationIdentifier } from '../contract/verification.ts'
import type { Addressee, CodeFor } from './codeDesk.ts'
import { invalid } from './issues.ts'
import { maskedEmail, maskedMobile } from './masked.ts'
import { e164 } from './phone.ts'

/**
 * One customer in one spelling, so that another spelling has no budget of its own (attacks.md T54).
 *
 * @param country of the store
 * @throws Fault `INVALID_INPUT`
 */
export function addresseeFrom({ type, value }: VerificationIdentifier, country: string | undefined): Addressee {
  const read = readFrom({ type, value }, country)
  if (read) return read
  const hint = country === undefined ? 'with its country code, such as +919999999993' : 'such as +919999999993'
  const message = type === 'mobile' ? `must be a mobile number, ${hint}` : 'must be an e-mail address'
  throw invalid([{ path: 'identifier.value', message }])
}

/**
 * Whose codes these are, for counting them. What is no number and no address to us may be one to the upstream: it is
 * counted by itself, with whatever may stand between digits and letters left out.
 */
export function countedAs(to: CodeFor, country: string | undefined): CodeFor {
  const read = to.type === 'other' ? undefined : readFrom(to, country)
  if (read) return read
  const plain = to.value.normalize('NFKC').toLowerCase()
  return { type: 'other', value: plain.replaceAll(/[\s\p{C}\p{P}\p{S}]/gu, '') }
}

export function maskedAddressee({ type, value }: Addressee): string {
  return type === 'mobile' ? maskedMobile(value) : maskedEmail(value)
}

function readFrom({ type, value }: VerificationIdentifier, country: string | undefined): Addressee | undefined {
  const read = type === 'mobile' ? e164(value, country) : emailIn(value)
  return read === undefined ? undefined : { type, value: read }
}

function emailIn(text: string): string | undefined {
  return z.email().safeParse(text.trim().toLowerCase()).data
}
