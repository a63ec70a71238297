import { z } from 'zod'

/** More than any organisation sends in a day: a larger number would be no limit. */
const maxCount = 1_000_000
const Count = z.int().min(1).max(maxCount)

/**
 * How many one-time codes may be sent, where these differ from the defaults of core. What was sent counts, and cancelling
 * gives nothing back: each code costs money and reaches a person (attacks.md T54).
 */
export const CodeSettings = z
  .strictObject({
    /** Whichever of their identifiers a code is sent to, where the upstream tells that they are one person's. */
    perCustomerPerDay: Count,
    /** Asked for by one client, in its own requests as well. */
    perClientPerHour: Count,
    perClientPerDay: Count,
    /** Sent with one upstream's credential, which is one till's. */
    perTillPerHour: Count,
    perTillPerDay: Count,
    /** Sent by this agent altogether. */
    perStorePerHour: Count,
    perStorePerDay: Count,
    /** To numbers of one country other than the store's. */
    perForeignCountryPerDay: Count,
    /** Customers whom a manager confirms without a code. 0: none, and nobody is offered it. */
    overridesPerDay: z.int().min(0).max(maxCount),
    /** Countries besides the store's own to whose numbers codes are sent; `*` for all. None when absent. */
    countries: z
      .string()
      .regex(/^(?:\*|[A-Z]{2}(?:, ?[A-Z]{2}){0,99})$/, 'must be countries such as AE, SG; or * for all'),
    /** Whether a client's own request that has the upstream send one code too many is refused, or only counted. */
    brokered: z.enum(['refuse', 'count']),
  })
  .partial()
export type CodeSettings = z.infer<typeof CodeSettings>
