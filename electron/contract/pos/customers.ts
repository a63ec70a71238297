import { z } from 'zod'
import {
  CustomerCode,
  CustomerHandle,
  CustomerIdentifier,
  CustomerPassword,
  CustomerRegistration,
  CustomerStep,
  CustomerView,
  ProviderSignInRequest,
  ProviderSignInStarted,
  SignInPolicy,
} from '#contract/customer.ts'
import { refusals } from '#contract/refusals.ts'
import { UpstreamId } from '#contract/values.ts'
import { keyed } from './keyed.ts'

export const customerCall = keyed.errors(
  refusals('NOT_GRANTED', 'UNKNOWN_UPSTREAM', 'UPSTREAM_NOT_READY', 'UPSTREAM_LOCKED', 'CUSTOMER_UNKNOWN'),
)
const stepCall = customerCall.errors(refusals('OUTCOME_UNKNOWN', 'UPSTREAM_ANSWER_INVALID'))
const providerCall = customerCall.errors(refusals('SIGN_IN_FAILED', 'INVALID_INPUT'))
const OneCustomer = z.object({ id: UpstreamId, customer: CustomerHandle })

/** Customers who sign in through the agent. Each is known only to the client that signed them in. */
export const customers = {
  list: customerCall
    .route({
      method: 'GET',
      path: '/v1/upstreams/{id}/customers',
      operationId: 'customers',
      summary: 'The customers whom this client signed in to the upstream',
    })
    .input(z.object({ id: UpstreamId }))
    .output(z.object({ customers: z.array(CustomerView) })),
  start: customerCall
    .route({
      method: 'POST',
      path: '/v1/upstreams/{id}/customers',
      operationId: 'customer-start',
      summary: 'Begins to sign a customer in, where that is done step by step',
      successStatus: 201,
    })
    .input(CustomerIdentifier.extend({ id: UpstreamId, ...CustomerRegistration.shape }))
    .output(CustomerView.extend({ registeredForPassword: z.boolean(), signInPolicy: SignInPolicy.optional() })),
  get: customerCall
    .errors(refusals('SIGN_IN_FAILED'))
    .route({
      method: 'GET',
      path: '/v1/upstreams/{id}/customers/{customer}',
      operationId: 'customer',
      summary: 'How a customer is; with waitSeconds, once a sign-in under way has ended, or when they have passed',
    })
    .input(OneCustomer.extend({ waitSeconds: z.coerce.number().int().min(0).max(30).default(0) }))
    .output(CustomerView),
  signIn: providerCall
    .route({
      method: 'POST',
      path: '/v1/upstreams/{id}/customers/sign-ins',
      operationId: 'customer-sign-in',
      summary: 'Begins to sign a customer in at the identity provider: with a browser, or with a code on their phone',
      successStatus: 201,
    })
    .input(ProviderSignInRequest.extend({ id: UpstreamId }))
    .output(CustomerView.extend({ signIn: ProviderSignInStarted })),
  stepUp: providerCall
    .route({
      method: 'POST',
      path: '/v1/upstreams/{id}/customers/{customer}/sign-ins',
      operationId: 'customer-step-up',
      summary: 'Has a customer who is signed in authenticate again, such as with a second factor (RFC 9470)',
      successStatus: 201,
    })
    .input(ProviderSignInRequest.extend({ id: UpstreamId, customer: CustomerHandle }))
    .output(CustomerView.extend({ signIn: ProviderSignInStarted })),
  sendCode: stepCall
    .errors(refusals('CODES_USED_UP', 'DESTINATION_REFUSED'))
    .route({
      method: 'POST',
      path: '/v1/upstreams/{id}/customers/{customer}/send-code',
      operationId: 'customer-send-code',
      summary: 'Has the upstream send the customer a code',
    })
    .input(OneCustomer)
    .output(CustomerStep),
  checkCode: stepCall
    .route({
      method: 'POST',
      path: '/v1/upstreams/{id}/customers/{customer}/code',
      operationId: 'customer-code',
      summary: 'Signs the customer in with the code they were sent',
    })
    .input(OneCustomer.extend({ code: CustomerCode }))
    .output(CustomerStep),
  checkPassword: stepCall
    .route({
      method: 'POST',
      path: '/v1/upstreams/{id}/customers/{customer}/password',
      operationId: 'customer-password',
      summary: 'Signs the customer in with their password',
    })
    .input(OneCustomer.extend({ password: CustomerPassword }))
    .output(CustomerStep),
  resetPassword: stepCall
    .route({
      method: 'POST',
      path: '/v1/upstreams/{id}/customers/{customer}/reset-password',
      operationId: 'customer-reset-password',
      summary: 'Sets a password in place of a forgotten one; it counts once the customer has given a code',
    })
    .input(OneCustomer.extend({ newPassword: CustomerPassword }))
    .output(CustomerStep),
  changePassword: stepCall
    .route({
      method: 'POST',
      path: '/v1/upstreams/{id}/customers/{customer}/change-password',
      operationId: 'customer-change-password',
      summary: 'Changes the password of a customer who is signed in',
    })
    .input(OneCustomer.extend({ password: CustomerPassword, newPassword: CustomerPassword }))
    .output(CustomerStep),
  signOut: customerCall
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
