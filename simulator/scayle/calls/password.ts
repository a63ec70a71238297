import type { Answer } from '../../answer.ts'
import { fieldsOf, jsonIn } from '../../json.ts'
import type { Request } from '../../paths.ts'
import type { Account } from '../accounts.ts'
import type { ScayleClient } from '../clients.ts'
import { bare, invalid, refusal } from '../refusal.ts'
import { originOf, readFields, type Shop, tokenPair } from '../shop.ts'
import { deactivated } from './login.ts'

/** `POST /auth/password/send-reset-email` (scayle.md 3.4). */
export function sendResetMail(request: Request, client: ScayleClient, shop: Shop): Answer {
  const { assumptions } = shop
  const read = readFields(request, client, ['email', 'reset_url'])
  if ('refused' in read) return bare(assumptions, read.refused)
  const { email = '', reset_url: url = '' } = read.fields
  if (!url.includes('{hash}')) return bare(assumptions, invalid('reset_url', 'a URL with {hash} in it', url))
  const account = shop.accounts.find(email)
  if (account?.password === undefined) {
    const { unknownEmailStatus, errorKeys } = assumptions
    return bare(assumptions, refusal(unknownEmailStatus, errorKeys.notFound, 'No customer with this e-mail.'))
  }
  if (!account.isActive) return bare(assumptions, deactivated(shop))
  const hash = shop.accounts.startReset(account, shop.now() + assumptions.resetMinutes * 60_000)
  shop.mail(account.email, `Choose a new password: ${url.replace('{hash}', hash)}`, hash)
  return { status: assumptions.resetMailStatus, body: assumptions.resetMailStatus === 204 ? undefined : {} }
}

/** `PUT /auth/password/update-by-hash`: ends every older token of the customer (scayle.md 3.5). */
export function finishReset(request: Request, client: ScayleClient, shop: Shop): Answer {
  const { assumptions } = shop
  const read = readFields(request, client, ['password', 'hash'])
  if ('refused' in read) return bare(assumptions, read.refused)
  const { password = '', hash = '' } = read.fields
  if (password.length < assumptions.minimumPasswordLength) return bare(assumptions, invalid('password', 'longer'))
  const account = shop.accounts.finishReset(hash, shop.now())
  if (account === undefined) {
    const { spentHashStatus, errorKeys } = assumptions
    return bare(assumptions, refusal(spentHashStatus, errorKeys.spentHash, 'The hash was used or has expired.'))
  }
  account.password = password
  shop.sessions.endAll(account.id)
  return tokenPair(shop.sessions.start(account, client, originOf(request), shop.now()), shop.now())
}

/** `PUT /auth/password` (scayle.md 3.6). */
export function changePassword({ body }: Request, account: Account, { assumptions }: Shop): Answer {
  const { password, new_password: chosen } = fieldsOf(jsonIn(body))
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
