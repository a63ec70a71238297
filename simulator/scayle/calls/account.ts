import type { Answer } from '../../answer.ts'
import type { Request } from '../../paths.ts'
import type { Account } from '../accounts.ts'
import { refusal } from '../refusal.ts'
import type { Session } from '../sessions.ts'
import { shopMissing } from '../shop.ts'

/** `GET /oauth/me` of the Customer Account API (scayle.md 7). */
export function me(request: Request, account: Account, session: Session): Answer {
  return (
    refused(request, session) ?? {
      status: 200,
      body: {
        id: account.id,
        firstName: account.firstName,
        lastName: account.lastName,
        title: null,
        gender: account.gender,
        birthDate: null,
        groups: [],
        publicKey: `public-${account.id}`,
        referenceKey: null,
        createdAt: new Date(account.createdAt).toISOString(),
        updatedAt: new Date(account.createdAt).toISOString(),
        phone: null,
        email: account.email,
        status: { isActive: account.isActive, isGuestCustomer: account.password === undefined, isTestCustomer: true },
        orderSummary: [],
        authentication: { type: account.password === undefined ? 'guest' : 'password' },
        addresses: [],
      },
    }
  )
}

/** `GET /oauth/customer/addresses` (scayle.md 7); nobody here has one. */
export function addresses(request: Request, _: Account, session: Session): Answer {
  const pagination = { current: 0, first: 1, last: 1, next: 1, page: 1, perPage: 100, prev: 1, total: 0 }
  return refused(request, session) ?? { status: 200, body: { entities: [], pagination } }
}

/** 406 is a wrong `Content-Type`, not a wrong `Accept` (scayle.md 7). */
function refused(request: Request, session: Session): Answer | undefined {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? 'application/json')) {
    return refusal(406, 'not_acceptable', 'The content type must be application/json.')
  }
  return shopMissing(request, session)
}
