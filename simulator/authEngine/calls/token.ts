import { loggedIn } from '#simulator/authEngine/login.ts'
import { type AuthRequest, identityFrom, nameOf } from '#simulator/authEngine/request.ts'
import type { AuthEngineState } from '#simulator/authEngine/state.ts'
import { refuse, succeeded } from '#simulator/authEngine/status.ts'
import type { Token } from '#simulator/authEngine/tokens.ts'
import { textOf } from '#simulator/shared/json.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'

/** `token/regenerate`: by key for apps, by the expired token for web pages (capillary.md 4.2). */
export function renewToken(request: AuthRequest, state: AuthEngineState): CloudResponse {
  const { assumptions } = state
  if (assumptions.renewalNeedsPasswords && state.brandOf(request).passwords === false) refuse(1525)
  const account = state.accountOf(request)
  if (request.channel === 'web') {
    const token = ownToken(request, 'expiredToken', state)
    if (token?.role !== 'USER') return refuse(1525)
    const { webRenewalMinutes: limit, liveWebTokensRenew } = assumptions
    if (!liveWebTokensRenew && token.expiresAt > state.now()) refuse(1525)
    if (limit !== null && token.expiresAt + limit * 60_000 <= state.now()) refuse(1529)
    return loggedIn(request, account, state)
  }
  const key = ownToken(request, 'key', state)
  if (key?.role !== 'AUTH') return refuse(1525)
  if (key.expiresAt <= state.now()) refuse(1529)
  return loggedIn(request, account, state, assumptions.renewalGivesNewKey ? undefined : key.text)
}

/**
 * `user/updateIdentifierValue`: changes the identifier in the Auth Engine only, not in the programme. The samples show a
 * VIEW token and the text requires a login, so the call takes both (docs.capillarytech.com,
 * change_identifier-on-auth-engine).
 */
export function changeIdentifier(request: AuthRequest, state: AuthEngineState): CloudResponse {
  const token = ownToken(request, 'token', state)
  const wanted = identityFrom(request.identity.type, textOf(request.fields.newIdentifierValue) ?? '')
  const account = state.accounts.find(request.identity)
  if (token === undefined || token.role === 'AUTH' || wanted === undefined) return refuse(1519)
  if (account === undefined || !account.appRegistered) return refuse(1519)
  if (token.expiresAt <= state.now()) refuse(1529)
  if (state.accounts.find(wanted) !== undefined) refuse(1519)
  account.identities.delete(nameOf(request.identity))
  account.identities.add(nameOf(wanted))
  return succeeded()
}

/** `DELETE mfa/token/expire`. Its fields are NOT FOUND; the field `token` is ASSUMED. */
export function expireToken(request: AuthRequest, state: AuthEngineState): CloudResponse {
  const token = ownToken(request, 'token', state)
  if (token === undefined || token.expiresAt <= state.now()) return refuse(1531)
  state.tokens.revoke(token)
  return succeeded()
}

/** The request's USER token. @throws Refused 1519 when it is none of this customer, 1529 when it has expired */
export function userToken(request: AuthRequest, state: AuthEngineState): Token {
  const token = ownToken(request, 'token', state)
  if (token?.role !== 'USER') return refuse(1519)
  if (token.expiresAt <= state.now()) refuse(1529)
  return token
}

/** The token in a field of the request; `undefined` unless it was issued to this customer, brand and device. */
function ownToken(
  { fields, identity, brand, deviceId }: AuthRequest,
  field: string,
  state: AuthEngineState,
): Token | undefined {
  const token = state.tokens.find(textOf(fields[field]))
  if (token === undefined || nameOf(token.identity) !== nameOf(identity)) return undefined
  return state.sameBrand(token.brand, brand) && token.deviceId === deviceId ? token : undefined
}
