import type { Answer } from '../../answer.ts'
import { textOf } from '../../json.ts'
import type { Ask } from '../ask.ts'
import type { Engine } from '../engine.ts'
import { loggedIn } from '../login.ts'
import { newPassword } from '../newPassword.ts'
import { refuse, succeeded } from '../status.ts'
import { userToken } from './token.ts'

/** `password/validate` (capillary.md 4.2). */
export function checkPassword(ask: Ask, engine: Engine): Answer {
  const { assumptions } = engine
  const now = engine.now()
  const session = engine.sessions.find(ask, now)
  if (engine.brandOf(ask).passwords === false) refuse(1524)
  const given = textOf(ask.fields.password) ?? refuse(1520)
  const account = engine.accountOf(ask)
  if (account.password === undefined) refuse(1526)
  if (session.tries.password >= assumptions.passwordTries || account.locked.password > now) refuse(1530)
  if (account.password !== given) {
    session.tries.password += 1
    const { accountLockMinutes: lock } = assumptions
    if (lock !== null && session.tries.password >= assumptions.passwordTries) {
      account.locked.password = now + lock * 60_000
    }
    refuse(1528)
  }
  if (assumptions.sessionEndsAtLogin) engine.sessions.end(session)
  return loggedIn(ask, account, engine)
}

/** `password/change`, by somebody logged in (capillary.md 4.2). */
export function changePassword(ask: Ask, engine: Engine): Answer {
  userToken(ask, engine)
  const account = engine.accountOf(ask)
  const chosen = newPassword(ask, engine, 'newPassword')
  if (account.password === undefined) refuse(1523)
  if (account.password !== (textOf(ask.fields.password) ?? refuse(1520))) refuse(1528)
  if (account.password === chosen) refuse(1527)
  account.password = chosen
  return succeeded()
}

/** `password/forget`: the new password counts once the session's OTP was right (capillary.md 4.2). */
export function forgetPassword(ask: Ask, engine: Engine): Answer {
  const session = engine.sessions.find(ask, engine.now())
  const chosen = newPassword(ask, engine)
  const account = engine.accountOf(ask)
  if (account.password === undefined) refuse(1532)
  if (account.password === chosen) refuse(1527)
  session.pendingPassword = chosen
  return succeeded()
}
