import { randomInt } from 'node:crypto'
import type { Answer } from '../../answer.ts'
import { textOf } from '../../json.ts'
import { type Ask, type Identity, nameOf } from '../ask.ts'
import type { Engine } from '../engine.ts'
import { loggedIn } from '../login.ts'
import type { Session } from '../sessions.ts'
import { refuse, succeeded } from '../status.ts'

/** `otp/generate` (capillary.md 4.2). */
export function sendOtp(ask: Ask, engine: Engine): Answer {
  const { assumptions, world } = engine
  if (assumptions.encryptedOtpCalls) refuse(1519)
  const session = engine.sessions.find(ask, engine.now())
  if (engine.brandOf(ask).otp === false) refuse(1503)
  const to = contactOf(session, engine) ?? refuse(1503)
  countSending(to, engine)
  const { text } = codeFor(session, engine)
  const channel = to.type === 'EMAIL' ? 'EMAIL' : 'SMS'
  world.messages.add({
    to: to.value,
    channel,
    text: `${text} is your one-time password.`,
    code: text,
    at: engine.now(),
  })
  return succeeded()
}

/** `otp/validate` (capillary.md 4.2). */
export function checkOtp(ask: Ask, engine: Engine): Answer {
  const { assumptions } = engine
  const now = engine.now()
  const session = engine.sessions.find(ask, now)
  const given = textOf(ask.fields.otp) ?? refuse(1519)
  const code = session.code ?? refuse(1537)
  const known = engine.accounts.find(ask.identity)
  if (session.tries.otp >= assumptions.otpTries || (known?.locked.otp ?? 0) > now) refuse(1518)
  if (code.text !== given) {
    session.tries.otp += 1
    const { accountLockMinutes: lock } = assumptions
    if (known && lock !== null && session.tries.otp >= assumptions.otpTries) known.locked.otp = now + lock * 60_000
    refuse(1506)
  }
  if (code.validUntil <= now) refuse(assumptions.expiredOtpCode)
  session.code = undefined
  if (assumptions.sessionEndsAtLogin) engine.sessions.end(session)
  const account = known ?? engine.accounts.open(session.contact ?? ask.identity)
  account.identities.add(nameOf(ask.identity))
  if (session.pendingPassword !== undefined) account.password = session.pendingPassword
  return loggedIn(ask, account, engine)
}

function contactOf({ identity, contact }: Session, { accounts }: Engine): Identity | undefined {
  if (identity.type === 'MOBILE' || identity.type === 'EMAIL') return identity
  if (contact !== undefined) return contact
  const [name] = [...(accounts.find(identity)?.identities ?? [])]
    .filter((one) => /^(MOBILE|EMAIL)\|/.test(one))
    .sort()
    .reverse()
  const [type, value] = name?.split('|') ?? []
  return type === undefined || value === undefined ? undefined : { type: type as Identity['type'], value }
}

/** @throws Refused 1534, 1535 */
function countSending(to: Identity, { assumptions, sent, world }: Engine): void {
  const { otpQuota: quota } = assumptions
  if (quota?.codes === 0) refuse(1535)
  if (quota !== null && sent.count(nameOf(to), quota.minutes, world.now()) >= quota.codes) refuse(1534)
  sent.add(nameOf(to), world.now())
}

function codeFor(session: Session, engine: Engine): { text: string } {
  const { otpLength, otpMinutes, repeatedOtp } = engine.assumptions
  const now = engine.now()
  if (repeatedOtp === 'the same code' && session.code !== undefined && session.code.validUntil > now)
    return session.code
  const text = Array.from({ length: otpLength }, () => randomInt(10)).join('')
  session.code = { text, validUntil: now + otpMinutes * 60_000 }
  return session.code
}
