import { oc } from '@orpc/contract'
import { z } from 'zod'
import { CustomerQuery, LookedUp, LookUpId } from './lookUp.ts'
import { refusals, upstreamRefusals } from './refusals.ts'
import { UpstreamId } from './values.ts'
import {
  Amount,
  CashierVerification,
  Channel,
  Code,
  Purpose,
  VerificationId,
  VerificationIdentifier,
} from './verification.ts'

const upstream = { ...upstreamRefusals, ...refusals('INVALID_INPUT') }
const sending = { ...upstream, ...refusals('RESEND_TOO_EARLY', 'CODES_USED_UP', 'VERIFICATIONS_UNAVAILABLE') }
const known = refusals('UNKNOWN_VERIFICATION', 'VERIFICATION_OVER')
const one = z.object({ id: VerificationId })

/** What a cashier does with a customer. */
export const cashier = {
  customers: {
    lookUp: oc
      .errors(upstream)
      .input(z.object({ upstream: UpstreamId, query: CustomerQuery }))
      .output(LookedUp),
  },
  verifications: {
    /** Those that wait for a code, whoever started them; the newest first. */
    open: oc.output(z.array(CashierVerification)),
    get: oc.errors(refusals('UNKNOWN_VERIFICATION')).input(one).output(CashierVerification),
    start: oc
      .errors({ ...sending, ...refusals('UNKNOWN_LOOK_UP') })
      .input(
        z.object({
          upstream: UpstreamId,
          /** A customer who was looked up, or what the customer says of themselves. */
          to: z.union([z.strictObject({ lookUpId: LookUpId, channel: Channel }), VerificationIdentifier]),
          purpose: Purpose.optional(),
          amount: Amount.optional(),
        }),
      )
      .output(CashierVerification),
    check: oc
      .errors({ ...upstream, ...known })
      .input(one.extend({ code: Code }))
      .output(CashierVerification),
    resend: oc
      .errors({ ...sending, ...known })
      .input(one)
      .output(CashierVerification),
    cancel: oc.errors(refusals('UNKNOWN_VERIFICATION')).input(one).output(CashierVerification),
  },
}
