import { loggedIn } from '#simulator/authEngine/login.ts'
import { newPassword } from '#simulator/authEngine/newPassword.ts'
import type { AuthRequest } from '#simulator/authEngine/request.ts'
import type { AuthEngineState } from '#simulator/authEngine/state.ts'
import { refuse, succeeded } from '#simulator/authEngine/status.ts'
import { textOf } from '#simulator/shared/json.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import { userToken } from './token.ts'

/** `password/validate`: logs the customer in (capillary.md 4.2). */
export function checkPassword(request: AuthRequest, state: AuthEngineState): CloudResponse {
  const { assumptions } = state
  const now = state.now()
  const session = state.sessions.find(request, now)
  if (state.brandOf(request).passwords === false) refuse(1524)
  const given = textOf(request.fields.password) ?? refuse(1520)
  const account = state.accountOf(request)
  if (account.password === undefined) refuse(1526)
  if (session.tries.password >= assumptions.passwordTries || account.lockedUntil.password > now) refuse(1530)
  if (account.password !== given) {
    session.tries.password += 1
    const { accountLockMinutes: lock } = assumptions
    if (lock !== null && session.tries.password >= assumptions.passwordTries) {
      account.lockedUntil.password = now + lock * 60_000
    }
    refuse(1528)
  }
  if (assumptions.sessionEndsAtLogin) state.sessions.end(session)
  return loggedIn(request, account, state)
}

/** `password/change` for a customer who is logged in (capillary.md 4.2). */
export function changePassword(request: AuthRequest, state: AuthEngineState): CloudResponse {
  userToken(request, state)
  const account = state.accountOf(request)
  const chosen = newPassword(request, state, 'newPassword')
  if (account.password === undefined) refuse(1523)
  if (account.password !== (textOf(request.fields.password) ?? refuse(1520))) refuse(1528)
  if (account.password === chosen) refuse(1527)
  account.password = chosen
  return succeeded()
}

/**
 * `password/forget`: the new password takes effect when an OTP is validated; "afterwards OTP again" begins with another
 * `token/generate` (capillary.md 4.2).
 */
export function forgetPassword(request: AuthRequest, state: AuthEngineState): CloudResponse {
  const session = state.sessions.find(request, state.now())
  const chosen = newPassword(request, state)
  const account = state.accountOf(request)
  if (account.password === undefined) refuse(1532)
  if (account.password === chosen) refuse(1527)
  account.forgottenFor = chosen
  if (state.assumptions.sessionEndsAtForget) state.sessions.end(session)
  return succeeded()
}
