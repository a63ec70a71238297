import type { Account } from '#simulator/scayle/accounts.ts'
import { invalid, refusal } from '#simulator/scayle/refusal.ts'
import { shopRefusal } from '#simulator/scayle/request.ts'
import type { Session } from '#simulator/scayle/sessions.ts'
import { fieldsOf, parseJson, textOf } from '#simulator/shared/json.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import type { CloudRequest } from '#simulator/shared/router.ts'

/** `GET /oauth/me` of the Customer Account API (scayle.md 7). */
export function me(request: CloudRequest, account: Account, session: Session): CloudResponse {
  return (
    refusalFor(request, session) ?? {
      status: 200,
      body: {
        id: account.id,
        firstName: account.firstName,
        lastName: account.lastName,
        title: null,
        gender: account.gender,
        birthDate: account.birthDate ?? null,
        groups: [],
        publicKey: `public-${account.id}`,
        referenceKey: null,
        createdAt: new Date(account.createdAt).toISOString(),
        updatedAt: new Date(account.createdAt).toISOString(),
        phone: account.phone ?? null,
        email: account.email,
        status: { isActive: account.isActive, isGuestCustomer: account.password === undefined, isTestCustomer: true },
        orderSummary: [],
        authentication: { type: account.password === undefined ? 'guest' : 'password' },
        addresses: [],
      },
    }
  )
}

/** `GET /oauth/customer/addresses` (scayle.md 7): always empty. */
export function addresses(request: CloudRequest, _: Account, session: Session): CloudResponse {
  const pagination = { current: 0, first: 1, last: 1, next: 1, page: 1, perPage: 100, prev: 1, total: 0 }
  return refusalFor(request, session) ?? { status: 200, body: { entities: [], pagination } }
}

/** `GET /oauth/customer/order/{orderId}` (scayle.md 7): nobody has ordered anything. */
export function order(request: CloudRequest, _: Account, session: Session): CloudResponse {
  return refusalFor(request, session) ?? refusal(404, 'not_found', 'No such order.')
}

/** `PUT /oauth/customer/contact` (scayle.md 7). */
export function changeContact(request: CloudRequest, account: Account, session: Session): CloudResponse {
  return change(request, account, session, ['email', 'phone'])
}

/** `PUT /oauth/customer/personal` (scayle.md 7). */
export function changePersonal(request: CloudRequest, account: Account, session: Session): CloudResponse {
  return change(request, account, session, ['firstName', 'lastName', 'birthDate'])
}

/** The response is the changed profile. ASSUMED */
function change(
  request: CloudRequest,
  account: Account,
  session: Session,
  names: readonly ('email' | 'phone' | 'firstName' | 'lastName' | 'birthDate')[],
): CloudResponse {
  const refused = refusalFor(request, session)
  if (refused) return refused
  const given = fieldsOf(parseJson(request.body))
  const wrong = names.find((name) => textOf(given[name]) === undefined)
  if (wrong !== undefined) return { ...invalid(wrong, 'a string'), status: 422 }
  for (const name of names) account[name] = textOf(given[name]) ?? ''
  return me(request, account, session)
}

/** A 406 for a wrong `Content-Type`, not for a wrong `Accept` (scayle.md 7), or a refusal of the shop. */
function refusalFor(request: CloudRequest, session: Session): CloudResponse | undefined {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? 'application/json')) {
    return refusal(406, 'not_acceptable', 'The content type must be application/json.')
  }
  return shopRefusal(request, session)
}
