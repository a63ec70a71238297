import { z } from 'zod'
import { Instant, UpstreamId } from './values.ts'

/** One brokered request, with nothing in it that names a customer. */
export const RecentRequest = z.object({
  at: Instant,
  requestId: z.string(),
  client: z.string(),
  upstream: z.string(),
  /** The granted route it went by. */
  route: z.string(),
  /** Of the upstream's answer, if one began. */
  status: z.int().optional(),
  /** The fault in the answer's place. */
  code: z.string().optional(),
  durationMs: z.number(),
})
export type RecentRequest = z.infer<typeof RecentRequest>

/** What the upstream took until its answers began, in one minute. */
export const LatencyMinute = z.object({
  /** When the minute began. */
  at: Instant,
  requests: z.int().positive(),
  meanMs: z.number(),
  mostMs: z.number(),
})
export type LatencyMinute = z.infer<typeof LatencyMinute>

export const UpstreamLatency = z.object({
  upstream: UpstreamId,
  /** Of the last hour, oldest first; minutes without requests are left out. */
  minutes: z.array(LatencyMinute),
})
export type UpstreamLatency = z.infer<typeof UpstreamLatency>

/** How often requests were turned away with this fault since the agent started. */
export const RefusalCount = z.object({ code: z.string(), count: z.int().positive() })
export type RefusalCount = z.infer<typeof RefusalCount>
