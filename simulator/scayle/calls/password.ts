import type { Account } from '#simulator/scayle/accounts.ts'
import type { ScayleClient } from '#simulator/scayle/clients.ts'
import { bodiless, invalid, refusal } from '#simulator/scayle/refusal.ts'
import { originOf, readFields } from '#simulator/scayle/request.ts'
import { tokenPairResponse } from '#simulator/scayle/sessions.ts'
import type { ScayleState } from '#simulator/scayle/state.ts'
import { fieldsOf, parseJson } from '#simulator/shared/json.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import type { CloudRequest } from '#simulator/shared/router.ts'
import { deactivated } from './login.ts'

/** `POST /auth/password/send-reset-email`: mails a hash (scayle.md 3.4). */
export function sendResetMail(request: CloudRequest, client: ScayleClient, state: ScayleState): CloudResponse {
  const { assumptions } = state
  const read = readFields(request, client, ['email', 'reset_url'])
  if ('refused' in read) return bodiless(assumptions, read.refused)
  const { email = '', reset_url: url = '' } = read.fields
  if (!url.includes('{hash}')) return bodiless(assumptions, invalid('reset_url', 'a URL with {hash} in it', url))
  const account = state.accounts.find(email)
  if (account?.password === undefined) {
    const { unknownEmailStatus, errorKeys } = assumptions
    return bodiless(assumptions, refusal(unknownEmailStatus, errorKeys.notFound, 'No customer with this e-mail.'))
  }
  if (!account.isActive) return bodiless(assumptions, deactivated(state))
  const hash = state.accounts.startReset(account, state.now() + assumptions.resetMinutes * 60_000)
  state.mail(account.email, `Choose a new password: ${url.replace('{hash}', hash)}`, hash)
  return { status: assumptions.resetMailStatus, body: assumptions.resetMailStatus === 204 ? undefined : {} }
}

/** `PUT /auth/password/update-by-hash`: ends every older token of the customer (scayle.md 3.5). */
export function finishReset(request: CloudRequest, client: ScayleClient, state: ScayleState): CloudResponse {
  const { assumptions } = state
  const read = readFields(request, client, ['password', 'hash'])
  if ('refused' in read) return bodiless(assumptions, read.refused)
  const { password = '', hash = '' } = read.fields
  if (password.length < assumptions.minimumPasswordLength) return bodiless(assumptions, invalid('password', 'longer'))
  const account = state.accounts.finishReset(hash, state.now())
  if (account === undefined) {
    const { spentHashStatus, errorKeys } = assumptions
    return bodiless(assumptions, refusal(spentHashStatus, errorKeys.spentHash, 'The hash was used or has expired.'))
  }
  account.password = password
  state.sessions.endAll(account.id)
  return tokenPairResponse(state.sessions.start(account, client, originOf(request), state.now()), state.now())
}

/** `PUT /auth/password` (scayle.md 3.6). */
export function changePassword({ body }: CloudRequest, account: Account, { assumptions }: ScayleState): CloudResponse {
  const { password, new_password: chosen } = fieldsOf(parseJson(body))
  if (typeof password !== 'string') return invalid('password', 'a string')
  if (typeof chosen !== 'string' || chosen.length < assumptions.minimumPasswordLength) {
    return invalid('new_password', 'a longer string')
  }
  if (account.password !== password) {
    const { wrongCurrentPasswordStatus, errorKeys } = assumptions
    return refusal(wrongCurrentPasswordStatus, errorKeys.forbidden, 'The current password is wrong.')
  }
  account.password = chosen
  return { status: assumptions.passwordChangedStatus, body: undefined }
}
