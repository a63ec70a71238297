import { oc } from '@orpc/contract'
import { z } from 'zod'
import {
  CounterCustomer,
  CustomerHandle,
  CustomerSignInOffer,
  ProviderSignInRequest,
  ProviderSignInStarted,
} from '#contract/customer.ts'
import { CustomerCard, CustomerQuery, Enrolment, LookedUp, LookUpId } from '#contract/lookUp.ts'
import { Pin } from '#contract/pin.ts'
import { refusals, upstreamRefusals } from '#contract/refusals.ts'
import { SaleFacts } from '#contract/sale.ts'
import { ClientId, UpstreamId } from '#contract/values.ts'
import {
  Amount,
  CashierVerification,
  Channel,
  Code,
  OverrideReason,
  Purpose,
  VerificationId,
  VerificationIdentifier,
} from '#contract/verification.ts'

const upstreamFaults = { ...upstreamRefusals, ...refusals('INVALID_INPUT') }
const sendFaults = {
  ...upstreamFaults,
  ...refusals('RESEND_TOO_EARLY', 'CODES_USED_UP', 'DESTINATION_REFUSED', 'VERIFICATIONS_UNAVAILABLE'),
}
const signInFaults = {
  ...upstreamFaults,
  ...refusals('UNKNOWN_CLIENT', 'NOT_GRANTED', 'TOO_MANY_REQUESTS', 'SIGN_IN_FAILED'),
}
const knownFaults = refusals('UNKNOWN_VERIFICATION', 'VERIFICATION_OVER')
const oneCustomer = z.object({ upstream: UpstreamId, customer: CustomerHandle })
const byId = z.object({ id: VerificationId })

/** Calls of the cashier's screen. */
export const cashier = {
  customers: {
    lookUp: oc
      .errors(upstreamFaults)
      .input(z.object({ upstream: UpstreamId, query: CustomerQuery }))
      .output(LookedUp),
    /** Enrols a customer whom nobody knows; one who is known after all is returned as they are. */
    enrol: oc
      .errors({ ...upstreamFaults, ...refusals('CUSTOMER_NOT_ENROLLED', 'TOO_MANY_REQUESTS') })
      .input(Enrolment)
      .output(CustomerCard),
    /** The customers whom programs signed in to an upstream, oldest first. */
    list: oc
      .errors(upstreamFaults)
      .input(z.object({ upstream: UpstreamId }))
      .output(z.array(CounterCustomer)),
    /** Signs a customer out of the program that serves them, and upstream where it can be told. */
    signOut: oc.errors({ ...upstreamFaults, ...refusals('CUSTOMER_UNKNOWN') }).input(oneCustomer),
    /** A customer signs in at an identity provider, for a program that serves them. */
    signIn: {
      /** Where customers can sign in. */
      offers: oc.output(z.array(CustomerSignInOffer)),
      start: oc
        .errors(signInFaults)
        .input(ProviderSignInRequest.extend({ upstream: UpstreamId, client: ClientId }))
        .output(CounterCustomer.extend({ signIn: ProviderSignInStarted })),
      /** Waits until the customer has signed in, or never will. A caller who goes away meanwhile gives the sign-in up. */
      finish: oc
        .errors({ ...signInFaults, ...refusals('CUSTOMER_UNKNOWN') })
        .input(oneCustomer)
        .output(CounterCustomer),
    },
  },
  verifications: {
    /** Verifications that wait for a code, the cashier's and the clients', newest first. */
    open: oc.output(z.array(CashierVerification)),
    get: oc.errors(refusals('UNKNOWN_VERIFICATION')).input(byId).output(CashierVerification),
    start: oc
      .errors({ ...sendFaults, ...refusals('UNKNOWN_LOOK_UP', 'UNKNOWN_CLIENT', 'NOT_GRANTED') })
      .input(
        z.object({
          upstream: UpstreamId,
          /** A customer who was looked up, or the identifier that the customer gives. */
          to: z.union([z.strictObject({ lookUpId: LookUpId, channel: Channel }), VerificationIdentifier]),
          purpose: Purpose.optional(),
          amount: Amount.optional(),
          ...SaleFacts.shape,
          /** The client that gets the statement; no client when absent. */
          client: ClientId.optional(),
        }),
      )
      .output(CashierVerification),
    /** The clients that may verify customers at an upstream: one of them can be named to get the statement. */
    clients: oc
      .errors(refusals('UNKNOWN_UPSTREAM'))
      .input(z.object({ upstream: UpstreamId }))
      .output(z.array(z.object({ id: ClientId, name: z.string() }))),
    check: oc
      .errors({ ...upstreamFaults, ...knownFaults })
      .input(byId.extend({ code: Code }))
      .output(CashierVerification),
    resend: oc
      .errors({ ...sendFaults, ...knownFaults })
      .input(byId)
      .output(CashierVerification),
    /** A manager confirms a customer whom no code reaches. Needs the PIN each time, and unlocks nothing. */
    override: oc
      .errors({
        ...knownFaults,
        ...refusals('INVALID_INPUT', 'VERIFICATIONS_UNAVAILABLE', 'OVERRIDE_REFUSED', 'OVERRIDES_USED_UP'),
        ...refusals('PIN_WRONG', 'PIN_BLOCKED', 'KEYCHAIN_UNAVAILABLE', 'KEYCHAIN_LOCKED', 'KEYCHAIN_REFUSED'),
      })
      .input(byId.extend({ pin: Pin, reason: OverrideReason }))
      .output(CashierVerification),
    cancel: oc.errors(refusals('UNKNOWN_VERIFICATION')).input(byId).output(CashierVerification),
  },
}
