import { z } from 'zod'
import { UpstreamId } from './values.ts'
import { Channel } from './verification.ts'

/** What a cashier types or scans: a mobile number, an e-mail address or the number of a card, in a scanner's framing. */
export const CustomerQuery = z.string().min(1).max(254)

/** Stands for a customer who was looked up, so that the window need not hold who it is. */
export const LookUpId = z.string().regex(/^lu_[A-Za-z0-9_-]{22}$/, 'must be an id that begins with lu_')

/** A customer as a cashier may see them: no whole identifier but the one that was typed. */
export const CustomerCard = z.object({
  lookUpId: LookUpId,
  upstream: UpstreamId,
  name: z.string().optional(),
  tier: z.string().optional(),
  points: z.number().optional(),
  /** Where a code can be sent. */
  channels: z.array(z.object({ channel: Channel, masked: z.string() })),
  /** What a person should know before going on, by the upstream's own mark. */
  marks: z.array(z.enum(['fraud', 'not-enrolled'])),
})
export type CustomerCard = z.infer<typeof CustomerCard>

export const LookedUp = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('found'), customer: CustomerCard }),
  /** `canVerify`: what was typed is a number or address that a code can be sent to all the same. */
  z.object({ outcome: z.literal('not-found'), canVerify: z.boolean() }),
])
export type LookedUp = z.infer<typeof LookedUp>
