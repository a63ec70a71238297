import { z } from 'zod'
import type { VerificationIdentifier } from '../contract/verification.ts'
import type { Addressee } from './codeDesk.ts'
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
  const read = type === 'mobile' ? e164(value, country) : emailIn(value)
  if (read !== undefined) return { type, value: read }
  const hint = country === undefined ? 'with its country code, such as +919999999993' : 'such as +919999999993'
  const message = type === 'mobile' ? `must be a mobile number, ${hint}` : 'must be an e-mail address'
  throw invalid([{ path: 'identifier.value', message }])
}

export function maskedAddressee({ type, value }: Addressee): string {
  return type === 'mobile' ? maskedMobile(value) : maskedEmail(value)
}

function emailIn(text: string): string | undefined {
  return z.email().safeParse(text.trim().toLowerCase()).data
}
