import { z } from 'zod'
import { OutboxCounts } from '#contract/outbox/entry.ts'
import { Instant, UpstreamId } from '#contract/values.ts'

const Count = z.int().nonnegative()

/** What happened at this till since midnight of its own clock. */
export const Day = z.object({
  since: Instant,
  /** Customers, by how their verification ended. `confirmed`: by the right code. */
  verifications: z.object({
    confirmed: Count,
    overridden: Count,
    refused: Count,
    expired: Count,
    cancelled: Count,
  }),
  /** Wrong or blocked PINs, and overrides that were refused. */
  refusedOverrides: Count,
  lookedUp: Count,
  enrolled: Count,
  /** Messages, those that were sent again included. */
  codesSent: Count,
  /** How long each upstream could not be reached, in whole minutes; only those that could not. */
  offline: z.array(z.object({ upstream: UpstreamId, minutes: Count, isOffline: z.boolean() })),
  /** Outages are known from here on: when the agent started, or `since`. */
  offlineKnownSince: Instant,
  outbox: OutboxCounts,
  /** More happened than is counted here. */
  isPartial: z.boolean(),
})
export type Day = z.infer<typeof Day>
