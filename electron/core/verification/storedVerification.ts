import { z } from 'zod'
import { SaleFacts } from '#contract/sale.ts'
import { Amount, Channel, OverrideReason } from '#contract/verification.ts'
import type { StoredVerification } from './store.ts'

const Facts = z.looseObject({
  id: z.string(),
  upstream: z.string(),
  cloud: z.string().optional(),
  client: z.string().optional(),
  holder: z.object({ id: z.string(), keyDigest: z.string() }).optional(),
  channel: Channel,
  maskedIdentifier: z.string(),
  customer: z.string(),
  person: z.array(z.string()).optional(),
  abroad: z.string().optional(),
  purpose: z.string().optional(),
  amount: Amount.optional(),
  sale: SaleFacts.optional(),
  endsAt: z.number(),
  sends: z.int().nonnegative(),
  tries: z.int().nonnegative(),
})

const Stored = z.discriminatedUnion('state', [
  Facts.extend({ state: z.enum(['started', 'code-sent']), sealed: z.string() }),
  Facts.extend({
    state: z.literal('confirmed'),
    overAt: z.number(),
    proof: z.object({
      ...{ hmac: z.string().optional(), confirmedAt: z.number() },
      override: OverrideReason.optional(),
    }),
  }),
  Facts.extend({ state: z.enum(['refused', 'expired', 'cancelled']), overAt: z.number() }),
])

/** A verification as the store had it; `undefined` when the disk made something else of it. */
export function readStoredVerification(json: unknown): StoredVerification | undefined {
  return Stored.safeParse(json).data
}
