import { handle } from '#simulator/capillary/routes.ts'
import type { Till } from '#simulator/capillary/tills.ts'
import { fieldsOf, parseJson } from '#simulator/shared/json.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import type { CloudRequest } from '#simulator/shared/router.ts'
import { type BrandSetting, demoEndpoints } from './brands.ts'
import type { AuthEngineState } from './state.ts'
import { failed } from './status.ts'
import type { Token } from './tokens.ts'

/**
 * Forwards `/mobile/v2/api/{endpoint}` to Capillary's v1.1, with a customer's token or in the name of a till (capillary.md 4.6).
 * How the gateway takes a till's login is NOT FOUND: that it is Basic beside `cap_brand`, as at the CRM, is ASSUMED.
 */
export function gateway(request: CloudRequest, state: AuthEngineState): CloudResponse {
  const { cap_authorization: token, authorization } = request.headers
  return token === undefined && authorization !== undefined ? forTill(request, state) : forCustomer(request, state)
}

function forTill(request: CloudRequest, state: AuthEngineState): CloudResponse {
  const { gatewayRefusal: refusal } = state.assumptions
  const authentication = state.capillary.authenticator.authenticate(request.headers, state.now())
  if (authentication.outcome !== 'accepted') return failed(refusal.status, refusal.code, 'Unauthorized')
  const brand = state.brand(request.headers.cap_brand?.toString() ?? '')
  if (brand === undefined) return failed(refusal.status, 1509)
  return forward(request, state, brand, authentication.till, request.query)
}

function forCustomer(request: CloudRequest, state: AuthEngineState): CloudResponse {
  const { gatewayRefusal: refusal } = state.assumptions
  const token = state.tokens.find(request.headers.cap_authorization?.toString())
  if (token === undefined || token.role === 'AUTH') return failed(refusal.status, refusal.code, 'Unauthorized')
  if (token.expiresAt <= state.now()) return failed(refusal.status, refusal.expiredCode)
  const mismatch = mismatchCode(request, token, state)
  if (mismatch !== undefined) return failed(refusal.status, mismatch)
  const brand = state.brand(token.brand)
  const mayCall = token.role !== 'VIEW' || state.assumptions.viewMay.includes(nameOf(request))
  const till = brand && state.tillOf(brand)
  return forward(request, state, brand, till, queryForOwner(request, token, state), mayCall)
}

function forward(
  request: CloudRequest,
  state: AuthEngineState,
  brand: BrandSetting | undefined,
  till: Till | undefined,
  query: URLSearchParams,
  mayCall = true,
): CloudResponse {
  const endpoints = brand?.endpoints ?? demoEndpoints
  const mapped = endpoints[nameOf(request)]
  if (till === undefined || mapped === undefined) {
    const isKnownPath = ['GET', 'POST'].some((method) => endpoints[`${method} ${request.wildcard}`] !== undefined)
    return isKnownPath ? failed(405, 405, 'Method not allowed') : failed(404, 404, 'No such endpoint')
  }
  if (!mayCall) return failed(403, 403, 'Role VIEW may not')
  const [method = '', path = ''] = mapped.split(' ')
  const { headers, body } = request
  const response = handle({ method, path, query, headers, body: parseJson(body), till }, state.capillary)
  return { ...response, body: fieldsOf(response.body).response ?? response.body }
}

function nameOf({ method, wildcard }: CloudRequest): string {
  return `${method} ${wildcard}`
}

/**
 * The code for headers that differ from the login's brand, device or identifier; `undefined` when they match. Older
 * clients send `cap_mobile` for the identifier.
 */
function mismatchCode(
  { headers }: CloudRequest,
  token: Token,
  state: AuthEngineState,
): 1507 | 1508 | 1509 | 1541 | undefined {
  if (!state.sameBrand(headers.cap_brand?.toString() ?? '', token.brand)) return 1509
  if (token.deviceId !== undefined && headers.cap_device_id !== token.deviceId) return 1508
  const { type, value } = token.identity
  if (headers.cap_mobile !== undefined) return type === 'MOBILE' && headers.cap_mobile === value ? undefined : 1507
  if (headers.cap_identifier_type !== type) return 1541
  if (headers.cap_identifier_value !== value) return type === 'MOBILE' ? 1507 : 1541
  return undefined
}

/** The query with its customer replaced by the token's own. */
function queryForOwner({ query }: CloudRequest, { identity }: Token, { accounts }: AuthEngineState): URLSearchParams {
  const own = new URLSearchParams(query)
  for (const name of ['mobile', 'email', 'external_id', 'card_number', 'id', 'user_id']) own.delete(name)
  const account = accounts.find(identity)
  const customer = account && accounts.customerOf(account)
  if (customer !== undefined) own.set('id', String(customer.id))
  else own.set(identity.type === 'EMAIL' ? 'email' : 'mobile', identity.value)
  return own
}
