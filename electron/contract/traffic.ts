import { z } from 'zod'
import { Instant, UpstreamId } from './values.ts'

/** One brokered request, or one look-up at the counter, without anything that names a customer. */
export const RecentRequest = z.object({
  at: Instant,
  requestId: z.string(),
  /** `@counter` for a cashier, a name that no program can have. */
  client: z.string(),
  upstream: z.string(),
  /** The granted route that allowed it, such as `GET /v2/customers/*`. */
  route: z.string(),
  /** Status of the upstream's response, if one began. */
  status: z.int().optional(),
  /** Code of the fault that the client got instead. */
  code: z.string().optional(),
  durationMs: z.number(),
})
export type RecentRequest = z.infer<typeof RecentRequest>

/** Time until the upstream's responses began, over one minute. */
export const LatencyMinute = z.object({
  /** Start of the minute. */
  at: Instant,
  requests: z.int().positive(),
  meanMs: z.number(),
  mostMs: z.number(),
})
export type LatencyMinute = z.infer<typeof LatencyMinute>

export const UpstreamLatency = z.object({
  upstream: UpstreamId,
  /** The last hour, oldest first, without the minutes that had no requests. */
  minutes: z.array(LatencyMinute),
})
export type UpstreamLatency = z.infer<typeof UpstreamLatency>

/** How many requests were refused with this fault since the agent started. */
export const RefusalCount = z.object({ code: z.string(), count: z.int().positive() })
export type RefusalCount = z.infer<typeof RefusalCount>
