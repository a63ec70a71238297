import { z } from 'zod'
import { withoutOddEdges } from '#contract/text/pastedText.ts'
import { UpstreamId } from './values.ts'
import { Channel, VerificationIdentifier } from './verification.ts'

/** What a cashier types or scans: a mobile number, an e-mail address or a card number, perhaps framed by the scanner. */
export const CustomerQuery = z.string().min(1).max(254)

/** Stands for a customer who was looked up, so that the window does not have to hold an identifier. */
export const LookUpId = z.string().regex(/^lu_[A-Za-z0-9_-]{22}$/, 'must be an id that begins with lu_')

/** A customer as a cashier may see them: every identifier is masked. */
export const CustomerCard = z.object({
  lookUpId: LookUpId,
  upstream: UpstreamId,
  name: z.string().optional(),
  tier: z.string().optional(),
  points: z.number().optional(),
  /** Coupons that the upstream calls active; absent where it names none. Which can be redeemed in a sale, the checkout asks. */
  coupons: z.int().positive().optional(),
  /**
   * Where a code can be sent, with the address masked, and how many more codes this customer can get today. The number is absent
   * where the count cannot be read.
   */
  channels: z.array(
    z.object({ channel: Channel, masked: z.string(), codesLeftToday: z.int().nonnegative().optional() }),
  ),
  /** Warnings that the upstream keeps with this customer. */
  marks: z.array(z.enum(['fraud', 'not-enrolled'])),
})
export type CustomerCard = z.infer<typeof CustomerCard>

const PersonName = z
  .string()
  .overwrite(withoutOddEdges)
  .regex(/^[^\p{Cc}\p{Cf}<>]{1,60}$/u, 'must have 1 to 60 characters')

/** A customer to be enrolled, as the cashier hears it. */
export const Enrolment = z.object({
  upstream: UpstreamId,
  identifier: VerificationIdentifier,
  firstName: PersonName,
  lastName: PersonName.optional(),
})
export type Enrolment = z.infer<typeof Enrolment>

export const LookedUp = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('found'), customer: CustomerCard }),
  /**
   * @property canVerify whether a code can be sent to what was typed, although no customer has it
   * @property canEnrol whether a customer with what was typed can be enrolled
   * @property codesLeftToday how many can be sent there today; absent as in a card
   */
  z.object({
    outcome: z.literal('not-found'),
    canVerify: z.boolean(),
    canEnrol: z.boolean(),
    codesLeftToday: z.int().nonnegative().optional(),
  }),
])
export type LookedUp = z.infer<typeof LookedUp>
