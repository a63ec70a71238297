import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import {
  CustomerCode,
  CustomerHandle,
  CustomerIdentifier,
  CustomerPassword,
  CustomerStep,
  CustomerView,
} from './customer.ts'
import { PosEvent } from './event.ts'
import { PairingAnswer, PairingAsked, PairingId, PairingRequest } from './pairing.ts'
import { refusals, upstreamRefusals } from './refusals.ts'
import { Status } from './status.ts'
import { UpstreamId } from './values.ts'
import { Code, KeySet, Verification, VerificationId, VerificationStart } from './verification.ts'

const door = oc.errors(
  refusals('MALFORMED_REQUEST', 'FOREIGN_HOST', 'ORIGIN_REFUSED', 'KEY_REQUIRED', 'KEY_REFUSED', 'TOO_MANY_REQUESTS'),
)

/** To be sent upstream as `Authorization: Bearer …`, and asked for again when it has run out. */
const HandedOver = z.object({
  accessToken: z.string(),
  tokenType: z.literal('Bearer'),
  expiresInSeconds: z.int().nonnegative(),
})

const customerDoor = door.errors(
  refusals('NOT_GRANTED', 'UNKNOWN_UPSTREAM', 'UPSTREAM_NOT_READY', 'UPSTREAM_LOCKED', 'CUSTOMER_UNKNOWN'),
)
const stepping = customerDoor.errors(refusals('OUTCOME_UNKNOWN', 'UPSTREAM_ANSWER_INVALID'))
const OneCustomer = z.object({ id: UpstreamId, customer: CustomerHandle })

/** People who sign in through the agent, each known to the client that signed them in and to no other. */
const customers = {
  list: customerDoor
    .route({
      method: 'GET',
      path: '/v1/upstreams/{id}/customers',
      operationId: 'customers',
      summary: 'The customers whom this client signed in to the upstream',
    })
    .input(z.object({ id: UpstreamId }))
    .output(z.object({ customers: z.array(CustomerView) })),
  start: customerDoor
    .route({
      method: 'POST',
      path: '/v1/upstreams/{id}/customers',
      operationId: 'customer-start',
      summary: 'Begins to sign a customer in, where that is done step by step',
      successStatus: 201,
    })
    .input(CustomerIdentifier.extend({ id: UpstreamId }))
    .output(CustomerView.extend({ registeredForPassword: z.boolean() })),
  sendCode: stepping
    .errors(refusals('CODES_USED_UP'))
    .route({
      method: 'POST',
      path: '/v1/upstreams/{id}/customers/{customer}/send-code',
      operationId: 'customer-send-code',
      summary: 'Has the upstream send the customer a code',
    })
    .input(OneCustomer)
    .output(CustomerStep),
  checkCode: stepping
    .route({
      method: 'POST',
      path: '/v1/upstreams/{id}/customers/{customer}/code',
      operationId: 'customer-code',
      summary: 'Signs the customer in with the code they were sent',
    })
    .input(OneCustomer.extend({ code: CustomerCode }))
    .output(CustomerStep),
  checkPassword: stepping
    .route({
      method: 'POST',
      path: '/v1/upstreams/{id}/customers/{customer}/password',
      operationId: 'customer-password',
      summary: 'Signs the customer in with their password',
    })
    .input(OneCustomer.extend({ password: CustomerPassword }))
    .output(CustomerStep),
  signOut: customerDoor
    .route({
      method: 'DELETE',
      path: '/v1/upstreams/{id}/customers/{customer}',
      operationId: 'customer-sign-out',
      summary: 'Signs the customer out, upstream too where it can be told',
      successStatus: 204,
    })
    .input(OneCustomer)
    .output(z.void()),
}

const keychain = refusals('KEYCHAIN_UNAVAILABLE', 'KEYCHAIN_LOCKED', 'KEYCHAIN_REFUSED')
const verifying = door.errors({
  ...keychain,
  ...refusals('INVALID_INPUT', 'UNKNOWN_VERIFICATION', 'VERIFICATIONS_UNAVAILABLE'),
})
const asking = verifying.errors({ ...upstreamRefusals, ...refusals('NOT_GRANTED') })
const sending = asking.errors(refusals('RESEND_TOO_EARLY', 'CODES_USED_UP'))
const OneVerification = z.object({ id: VerificationId })

/** Proving that the customer at the till is who they say (design 8). The cashier's screen drives the same ones. */
const verifications = {
  start: sending
    .route({
      method: 'POST',
      path: '/v1/verifications',
      operationId: 'verification-start',
      summary: 'Sends the customer a one-time code',
      successStatus: 201,
    })
    .input(VerificationStart)
    .output(Verification),
  get: verifying
    .route({
      method: 'GET',
      path: '/v1/verifications/{id}',
      operationId: 'verification',
      summary: 'How it is; with waitSeconds, as soon as that is something else, or when they have passed',
    })
    .input(OneVerification.extend({ waitSeconds: z.coerce.number().int().min(0).max(30).default(0) }))
    .output(Verification),
  check: asking
    .errors(refusals('VERIFICATION_OVER'))
    .route({
      method: 'POST',
      path: '/v1/verifications/{id}/code',
      operationId: 'verification-code',
      summary: 'Checks the code; a wrong one is an answer, with one try less',
    })
    .input(OneVerification.extend({ code: Code }))
    .output(Verification),
  resend: sending
    .errors(refusals('VERIFICATION_OVER'))
    .route({
      method: 'POST',
      path: '/v1/verifications/{id}/resend',
      operationId: 'verification-resend',
      summary: 'Sends a code again',
    })
    .input(OneVerification)
    .output(Verification),
  cancel: verifying
    .route({
      method: 'DELETE',
      path: '/v1/verifications/{id}',
      operationId: 'verification-cancel',
      summary: 'Gives it up; one that is over stays as it is',
    })
    .input(OneVerification)
    .output(Verification),
}

/** A program that has no key yet asks for one, and a person decides (design 4.1). Served without a key. */
export const pairings = {
  ask: oc
    .errors(refusals('INVALID_INPUT', 'ORIGIN_REFUSED', 'TOO_MANY_REQUESTS', 'PAIRING_BUSY'))
    .route({
      method: 'POST',
      path: '/v1/pairings',
      operationId: 'pairing-ask',
      summary: 'Asks the person at the till to let this program in; needs no key',
      successStatus: 201,
      spec: (operation) => ({ ...operation, security: [] }),
    })
    .input(PairingRequest)
    .output(PairingAsked),
  answer: oc
    .errors(refusals('KEY_REQUIRED', 'ORIGIN_REFUSED', 'TOO_MANY_REQUESTS', 'UNKNOWN_PAIRING'))
    .route({
      method: 'GET',
      path: '/v1/pairings/{id}',
      operationId: 'pairing',
      summary: 'What the person decided; the poll secret is the Bearer token. The key comes once',
      spec: (operation) => ({ ...operation, security: [{ bearer: [] }] }),
    })
    .input(z.object({ id: PairingId }))
    .output(PairingAnswer),
}

/**
 * What POS software may ask of the agent itself (design 4.1). Beside it stand the routes that are no calls:
 * `/via/{upstream}/{path}`, `/healthz`, `/metrics` and `/openapi.json`.
 */
export const pos = {
  status: door
    .route({
      method: 'GET',
      path: '/v1/status',
      operationId: 'status',
      summary: 'How the agent and the upstreams granted to this client are',
    })
    .output(Status),
  upstreams: {
    token: door
      .route({
        method: 'POST',
        path: '/v1/upstreams/{id}/token',
        operationId: 'upstream-token',
        summary: 'A short-lived token, for a client with the grant "hand-over" of the upstream',
      })
      .errors(refusals('NOT_GRANTED', 'UNKNOWN_UPSTREAM', 'UPSTREAM_NOT_READY', 'UPSTREAM_LOCKED'))
      .input(z.object({ id: UpstreamId }))
      .output(HandedOver),
    customers,
  },
  verifications,
  keys: door
    .errors(keychain)
    .route({
      method: 'GET',
      path: '/v1/keys',
      operationId: 'keys',
      summary: 'The public keys with which statements can be checked anywhere (JWKS)',
    })
    .output(KeySet),
  events: door
    .route({
      method: 'GET',
      path: '/v1/events',
      operationId: 'events',
      summary: 'What happens, as it happens (server-sent events); what was missed is asked for at its own address',
    })
    .output(eventIterator(PosEvent)),
}
