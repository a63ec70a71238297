import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { PosEvent } from '#contract/event.ts'
import { outbox, requests } from '#contract/outbox/posCalls.ts'
import { PairingAnswer, PairingAsked, PairingId, PairingRequest } from '#contract/pairing.ts'
import { refusals, upstreamRefusals } from '#contract/refusals.ts'
import { StatementCheck, StatementKey, StatementVerdict } from '#contract/statement.ts'
import { Status } from '#contract/status.ts'
import { UpstreamId } from '#contract/values.ts'
import { Code, KeySet, Verification, VerificationId, VerificationStart } from '#contract/verification.ts'
import { cache } from './cache.ts'
import { CheckoutStart, CheckoutToken } from './checkout.ts'
import { customerCall, customers } from './customers.ts'
import { keyed } from './keyed.ts'
import { Proof, ProofRequest } from './proof.ts'

/** Names a user of the client's own, in whose name a request goes or whose token is handed over. */
export const userHeader = {
  name: 'Till-Agent-User',
  in: 'header',
  required: false,
  description: "A user of this client's own, where a grant such as gini:users allows it",
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,128}$' },
} as const

/** The client sends the token as `Authorization: Bearer …`, and asks for a new one when it has expired. */
/** One that was handed over and that the upstream no longer takes: another one is returned, at most every five seconds. */
const RefusedToken = z.string().min(1).max(8_192)

const HandedOver = z.object({
  accessToken: z.string(),
  tokenType: z.literal('Bearer'),
  expiresInSeconds: z.int().nonnegative(),
})

const keychainFaults = refusals('KEYCHAIN_UNAVAILABLE', 'KEYCHAIN_LOCKED', 'KEYCHAIN_REFUSED')
const verificationCall = keyed.errors({
  ...keychainFaults,
  ...refusals('INVALID_INPUT', 'UNKNOWN_VERIFICATION', 'VERIFICATIONS_UNAVAILABLE'),
})
const upstreamCall = verificationCall.errors({ ...upstreamRefusals, ...refusals('NOT_GRANTED') })
const codeCall = upstreamCall.errors(refusals('RESEND_TOO_EARLY', 'CODES_USED_UP', 'DESTINATION_REFUSED'))
const OneVerification = z.object({ id: VerificationId })

/** One-time codes that prove who the customer at the till is. The cashier's screen uses the same verifications. */
const verifications = {
  start: codeCall
    .route({
      method: 'POST',
      path: '/v1/verifications',
      operationId: 'verification-start',
      summary: 'Sends the customer a one-time code',
      successStatus: 201,
    })
    .input(VerificationStart)
    .output(Verification),
  get: verificationCall
    .route({
      method: 'GET',
      path: '/v1/verifications/{id}',
      operationId: 'verification',
      summary: 'How it is; with waitSeconds, as soon as that is something else, or when they have passed',
    })
    .input(OneVerification.extend({ waitSeconds: z.coerce.number().int().min(0).max(30).default(0) }))
    .output(Verification),
  check: upstreamCall
    .errors(refusals('VERIFICATION_OVER'))
    .route({
      method: 'POST',
      path: '/v1/verifications/{id}/code',
      operationId: 'verification-code',
      summary: 'Checks the code; a wrong one is an answer, with one try less',
    })
    .input(OneVerification.extend({ code: Code }))
    .output(Verification),
  resend: codeCall
    .errors(refusals('VERIFICATION_OVER'))
    .route({
      method: 'POST',
      path: '/v1/verifications/{id}/resend',
      operationId: 'verification-resend',
      summary: 'Sends a code again',
    })
    .input(OneVerification)
    .output(Verification),
  cancel: verificationCall
    .route({
      method: 'DELETE',
      path: '/v1/verifications/{id}',
      operationId: 'verification-cancel',
      summary: 'Gives it up; one that is over stays as it is',
    })
    .input(OneVerification)
    .output(Verification),
}

/** For programs and servers that cannot check a statement themselves, and those that can. */
const statements = {
  check: keyed
    .errors({ ...keychainFaults, ...refusals('INVALID_INPUT') })
    .route({
      method: 'POST',
      path: '/v1/statements/check',
      operationId: 'statement-check',
      summary: 'Whether a statement was made here for this client and still counts, and whether it is about a customer',
    })
    .input(StatementCheck)
    .output(StatementVerdict),
  key: keyed
    .errors(keychainFaults)
    .route({
      method: 'GET',
      path: '/v1/statements/key',
      operationId: 'statement-key',
      summary: "The key of this client's own with which its server tells whom a statement is about (HMAC-SHA-256)",
    })
    .output(z.object({ statementKey: StatementKey })),
}

/** A program without a key asks for one, and a person decides. Needs no key. */
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

/** A program asks for it before it sends its key. Needs no key. */
export const proof = oc
  .errors(refusals('INVALID_INPUT', 'ORIGIN_REFUSED'))
  .route({
    method: 'POST',
    path: '/v1/proof',
    operationId: 'proof',
    summary: 'Proves that the agent listens here, by the digest of a key that it keeps; needs no key',
    spec: (operation) => ({ ...operation, security: [] }),
  })
  .input(ProofRequest)
  .output(Proof)

/**
 * The calls of POS software. The POS API also serves `/via/{upstream}/{path}`, `/healthz`, `/readyz`, `/metrics` and
 * `/openapi.json` and `/openapi-3.0.json`, which are no calls of this contract.
 */
export const pos = {
  status: keyed
    .route({
      method: 'GET',
      path: '/v1/status',
      operationId: 'status',
      summary: 'How the agent and the upstreams granted to this client are',
    })
    .output(Status),
  upstreams: {
    token: keyed
      .route({
        method: 'POST',
        path: '/v1/upstreams/{id}/token',
        operationId: 'upstream-token',
        summary: 'A short-lived token, for a client with the grant "hand-over" of the upstream',
        spec: (operation) => ({ ...operation, parameters: [...(operation.parameters ?? []), userHeader] }),
      })
      .errors(refusals('NOT_GRANTED', 'UNKNOWN_UPSTREAM', 'INVALID_INPUT', 'UPSTREAM_NOT_READY', 'UPSTREAM_LOCKED'))
      .input(z.object({ id: UpstreamId, refusedToken: RefusedToken.optional() }))
      .output(HandedOver),
    checkoutToken: customerCall
      .errors(refusals('INVALID_INPUT'))
      .route({
        method: 'POST',
        path: '/v1/upstreams/{id}/checkout-token',
        operationId: 'upstream-checkout-token',
        summary:
          'A signed token that starts the checkout of a basket; with the customer’s access token for "hand-over"',
      })
      .input(CheckoutStart.extend({ id: UpstreamId }))
      .output(CheckoutToken),
    customers,
  },
  verifications,
  outbox,
  requests,
  cache,
  statements,
  keys: keyed
    .errors(keychainFaults)
    .route({
      method: 'GET',
      path: '/v1/keys',
      operationId: 'keys',
      summary: 'The public keys with which statements can be checked anywhere (JWKS)',
    })
    .output(KeySet),
  events: keyed
    .route({
      method: 'GET',
      path: '/v1/events',
      operationId: 'events',
      summary: 'What happens, as it happens (server-sent events); what was missed is asked for at its own address',
    })
    .output(eventIterator(PosEvent)),
}
