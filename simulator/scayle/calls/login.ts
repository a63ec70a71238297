import type { ScayleClient } from '#simulator/scayle/clients.ts'
import { invalid, refusal } from '#simulator/scayle/refusal.ts'
import { originOf, readFields } from '#simulator/scayle/request.ts'
import { tokenPairResponse } from '#simulator/scayle/sessions.ts'
import type { ScayleState } from '#simulator/scayle/state.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import type { CloudRequest } from '#simulator/shared/router.ts'

const genders = ['m', 'f', 'd', 'n']

/** `POST /auth/login` (scayle.md 3.1). */
export function logIn(request: CloudRequest, client: ScayleClient, state: ScayleState): CloudResponse {
  const read = readFields(request, client, ['email', 'password'])
  if ('refused' in read) return read.refused
  const { email = '', password } = read.fields
  const { wrongPasswordStatus, errorKeys } = state.assumptions
  const account = state.accounts.find(email)
  if (account === undefined || account.password !== password) {
    return refusal(wrongPasswordStatus, errorKeys.notFound, 'No customer with these credentials.')
  }
  if (!account.isActive) return deactivated(state)
  return tokenPairResponse(state.sessions.start(account, client, originOf(request), state.now()), state.now())
}

/** `POST /auth/register` (scayle.md 3.2). */
export function register(request: CloudRequest, client: ScayleClient, state: ScayleState): CloudResponse {
  const read = readFields(request, client, ['first_name', 'last_name', 'email', 'password', 'gender'])
  if ('refused' in read) return read.refused
  const { email = '', password = '', gender = '' } = read.fields
  const { minimumPasswordLength, invalidRegistrationStatus: status, registeredStatus } = state.assumptions
  if (!genders.includes(gender)) return { ...invalid('gender', 'one of m, f, d', gender), status }
  if (!isEmail(email)) return { ...invalid('email', 'an e-mail address', email), status }
  if (password.length < minimumPasswordLength) return { ...invalid('password', 'longer'), status }
  if (state.accounts.find(email)?.password !== undefined) return emailTaken(state)
  return startSession(read.fields, password, request, client, state, registeredStatus)
}

/** `POST /auth/login/guest` (scayle.md 3.3). */
export function logInGuest(request: CloudRequest, client: ScayleClient, state: ScayleState): CloudResponse {
  const read = readFields(request, client, ['first_name', 'last_name', 'email', 'gender'])
  if ('refused' in read) return read.refused
  const { email = '', gender = '' } = read.fields
  if (!genders.includes(gender)) return invalid('gender', 'one of m, f, d', gender)
  if (!isEmail(email)) return invalid('email', 'an e-mail address', email)
  const known = state.accounts.find(email)
  if (known?.isActive === false) return deactivated(state)
  if (known?.password !== undefined) return emailTaken(state)
  return startSession(read.fields, undefined, request, client, state, 200)
}

export function deactivated({ assumptions }: ScayleState): CloudResponse {
  return refusal(assumptions.deactivatedStatus, assumptions.errorKeys.forbidden, 'The customer is deactivated.')
}

function startSession(
  fields: Record<string, string>,
  password: string | undefined,
  request: CloudRequest,
  client: ScayleClient,
  state: ScayleState,
  status: number,
): CloudResponse {
  const { email = '', first_name: firstName = '', last_name: lastName = '', gender = 'n' } = fields
  const account = state.accounts.save({ email, password, firstName, lastName, gender }, state.now())
  return tokenPairResponse(state.sessions.start(account, client, originOf(request), state.now()), state.now(), status)
}

function emailTaken({ assumptions }: ScayleState): CloudResponse {
  return refusal(assumptions.accountExistsStatus, assumptions.errorKeys.conflict, 'This e-mail has an account.')
}

function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text)
}
