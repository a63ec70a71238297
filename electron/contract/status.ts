import { z } from 'zod'
import { UpstreamState } from './upstream.ts'
import { Instant, UpstreamId } from './values.ts'

/** One thing that keeps the till from working, or may soon. */
export const Concern = z.object({
  /** The upstream it is about, or `till`. */
  about: z.string(),
  /** The fault behind it, or `NO_UPSTREAM` · `NO_CLIENT` · `UPSTREAM_ALARM` · `AUDIT_DAMAGED`. */
  code: z.string(),
  reason: z.string(),
  remedy: z.string(),
})
export type Concern = z.infer<typeof Concern>

/** How the whole agent is, folded into one word (design 10). */
export const Condition = z.enum(['ready', 'attention', 'blocked'])
export type Condition = z.infer<typeof Condition>

export const UpstreamStatus = z.object({
  id: UpstreamId,
  scheme: z.string(),
  state: UpstreamState,
  /** Requests under way to this upstream, and those that wait for a connection. */
  activeRequests: z.int().nonnegative(),
  waitingRequests: z.int().nonnegative(),
  openConnections: z.int().nonnegative(),
  /** Who the upstream says we are, as it last did. */
  organisation: z.string().optional(),
  till: z.string().optional(),
})
export type UpstreamStatus = z.infer<typeof UpstreamStatus>

export const Status = z.object({
  condition: Condition,
  concerns: z.array(Concern),
  version: z.string(),
  /** Where POS software calls, such as http://127.0.0.1:47600. */
  posAddress: z.string().optional(),
  startedAt: Instant,
  upstreams: z.array(UpstreamStatus),
})
export type Status = z.infer<typeof Status>
