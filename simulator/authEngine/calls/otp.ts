import { randomInt } from 'node:crypto'
import { loggedIn } from '#simulator/authEngine/login.ts'
import { type AuthRequest, type Identity, nameOf } from '#simulator/authEngine/request.ts'
import type { Session } from '#simulator/authEngine/sessions.ts'
import type { AuthEngineState } from '#simulator/authEngine/state.ts'
import { refuse, succeeded } from '#simulator/authEngine/status.ts'
import { textOf } from '#simulator/shared/json.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'

/** `otp/generate`: sends a code to the session's customer (capillary.md 4.2). */
export function sendOtp(request: AuthRequest, state: AuthEngineState): CloudResponse {
  const { assumptions, capillary } = state
  if (assumptions.encryptedOtpCalls) refuse(1519)
  const session = state.sessions.find(request, state.now())
  if (state.brandOf(request).otp === false) refuse(1503)
  const to = contactOf(session, state) ?? refuse(1503)
  countCode(to, state)
  const { text } = codeFor(session, state)
  const channel = to.type === 'EMAIL' ? 'EMAIL' : 'SMS'
  capillary.outbox.add({
    to: to.value,
    channel,
    text: `${text} is your one-time password.`,
    code: text,
    at: state.now(),
  })
  return succeeded()
}

/** `otp/validate`: logs the customer in (capillary.md 4.2). */
export function checkOtp(request: AuthRequest, state: AuthEngineState): CloudResponse {
  const { assumptions } = state
  const now = state.now()
  const session = state.sessions.find(request, now)
  const given = textOf(request.fields.otp) ?? refuse(1519)
  const code = session.code ?? refuse(1537)
  const known = state.accounts.find(request.identity)
  if (session.tries.otp >= assumptions.otpTries || (known?.lockedUntil.otp ?? 0) > now) refuse(1518)
  if (code.text !== given) {
    session.tries.otp += 1
    const { accountLockMinutes: lock } = assumptions
    if (known && lock !== null && session.tries.otp >= assumptions.otpTries) known.lockedUntil.otp = now + lock * 60_000
    refuse(1506)
  }
  if (code.validUntil <= now) refuse(assumptions.expiredOtpCode)
  session.code = undefined
  if (assumptions.sessionEndsAtLogin) state.sessions.end(session)
  const account = known ?? state.accounts.findOrCreate(session.contact ?? request.identity)
  account.identities.add(nameOf(request.identity))
  account.password = session.firstPassword ?? account.forgottenFor ?? account.password
  account.forgottenFor = undefined
  return loggedIn(request, account, state)
}

/** The address for codes: the identity itself, the session's contact, or the account's mobile before its e-mail. */
function contactOf({ identity, contact }: Session, { accounts }: AuthEngineState): Identity | undefined {
  if (identity.type === 'MOBILE' || identity.type === 'EMAIL') return identity
  if (contact !== undefined) return contact
  const [name] = [...(accounts.find(identity)?.identities ?? [])]
    .filter((identity) => /^(MOBILE|EMAIL)\|/.test(identity))
    .sort()
    .reverse()
  const [type, value] = name?.split('|') ?? []
  return type === undefined || value === undefined ? undefined : { type: type as Identity['type'], value }
}

/** @throws Refused 1534, 1535 */
function countCode(to: Identity, { assumptions, codesSent, capillary }: AuthEngineState): void {
  const { otpQuota: quota } = assumptions
  if (quota?.codes === 0) refuse(1535)
  if (quota !== null && codesSent.count(nameOf(to), quota.minutes, capillary.now()) >= quota.codes) refuse(1534)
  codesSent.add(nameOf(to), capillary.now())
}

function codeFor(session: Session, state: AuthEngineState): { text: string } {
  const { otpLength, otpMinutes, repeatedOtp } = state.assumptions
  const now = state.now()
  if (repeatedOtp === 'the same code' && session.code !== undefined && session.code.validUntil > now)
    return session.code
  const text = Array.from({ length: otpLength }, () => randomInt(10)).join('')
  session.code = { text, validUntil: now + otpMinutes * 60_000 }
  return session.code
}
