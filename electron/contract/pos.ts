import { oc } from '@orpc/contract'
import { z } from 'zod'
import {
  CustomerCode,
  CustomerHandle,
  CustomerIdentifier,
  CustomerPassword,
  CustomerStep,
  CustomerView,
} from './customer.ts'
import { refusals } from './refusals.ts'
import { Status } from './status.ts'
import { UpstreamId } from './values.ts'

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
  sendCode: customerDoor
    .route({
      method: 'POST',
      path: '/v1/upstreams/{id}/customers/{customer}/send-code',
      operationId: 'customer-send-code',
      summary: 'Has the upstream send the customer a code',
    })
    .input(OneCustomer)
    .output(CustomerStep),
  checkCode: customerDoor
    .route({
      method: 'POST',
      path: '/v1/upstreams/{id}/customers/{customer}/code',
      operationId: 'customer-code',
      summary: 'Signs the customer in with the code they were sent',
    })
    .input(OneCustomer.extend({ code: CustomerCode }))
    .output(CustomerStep),
  checkPassword: customerDoor
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
}
