import type { Answer } from '../../answer.ts'
import type { Request } from '../../paths.ts'
import type { ScayleClient } from '../clients.ts'
import { invalid, refusal } from '../refusal.ts'
import { originOf, readFields, type Shop, tokenPair } from '../shop.ts'

const genders = ['m', 'f', 'd', 'n']

/** `POST /auth/login` (scayle.md 3.1). */
export function logIn(request: Request, client: ScayleClient, shop: Shop): Answer {
  const read = readFields(request, client, ['email', 'password'])
  if ('refused' in read) return read.refused
  const { email = '', password } = read.fields
  const { wrongPasswordStatus, errorKeys } = shop.assumptions
  const account = shop.accounts.find(email)
  if (account === undefined || account.password !== password) {
    return refusal(wrongPasswordStatus, errorKeys.notFound, 'No customer with these credentials.')
  }
  if (!account.isActive) return deactivated(shop)
  return tokenPair(shop.sessions.start(account, client, originOf(request), shop.now()), shop.now())
}

/** `POST /auth/register` (scayle.md 3.2). */
export function register(request: Request, client: ScayleClient, shop: Shop): Answer {
  const read = readFields(request, client, ['first_name', 'last_name', 'email', 'password', 'gender'])
  if ('refused' in read) return read.refused
  const { email = '', password = '', gender = '' } = read.fields
  const { minimumPasswordLength, invalidRegistrationStatus: status, registeredStatus } = shop.assumptions
  if (!genders.includes(gender)) return { ...invalid('gender', 'one of m, f, d', gender), status }
  if (!isEmail(email)) return { ...invalid('email', 'an e-mail address', email), status }
  if (password.length < minimumPasswordLength) return { ...invalid('password', 'longer'), status }
  if (shop.accounts.find(email)?.password !== undefined) return exists(shop)
  return enter(read.fields, password, request, client, shop, registeredStatus)
}

/** `POST /auth/login/guest` (scayle.md 3.3). */
export function logInGuest(request: Request, client: ScayleClient, shop: Shop): Answer {
  const read = readFields(request, client, ['first_name', 'last_name', 'email', 'gender'])
  if ('refused' in read) return read.refused
  const { email = '', gender = '' } = read.fields
  if (!genders.includes(gender)) return invalid('gender', 'one of m, f, d', gender)
  if (!isEmail(email)) return invalid('email', 'an e-mail address', email)
  const known = shop.accounts.find(email)
  if (known?.isActive === false) return deactivated(shop)
  if (known?.password !== undefined) return exists(shop)
  return enter(read.fields, undefined, request, client, shop, 200)
}

export function deactivated({ assumptions }: Shop): Answer {
  return refusal(assumptions.deactivatedStatus, assumptions.errorKeys.forbidden, 'The customer is deactivated.')
}

function enter(
  fields: Record<string, string>,
  password: string | undefined,
  request: Request,
  client: ScayleClient,
  shop: Shop,
  status: number,
): Answer {
  const { email = '', first_name: firstName = '', last_name: lastName = '', gender = 'n' } = fields
  const account = shop.accounts.save({ email, password, firstName, lastName, gender }, shop.now())
  return tokenPair(shop.sessions.start(account, client, originOf(request), shop.now()), shop.now(), status)
}

function exists({ assumptions }: Shop): Answer {
  return refusal(assumptions.accountExistsStatus, assumptions.errorKeys.conflict, 'This e-mail has an account.')
}

function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text)
}
