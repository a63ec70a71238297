import { z } from 'zod'
import { SignInPolicy } from './customer.ts'
import { DropStatus } from './drops/drop.ts'
import { OutboxCounts } from './outbox/entry.ts'
import { TrainingStatus } from './training.ts'
import { UpstreamMode, UpstreamState } from './upstream.ts'
import { Instant, UpstreamId } from './values.ts'

/** One thing that keeps the till from working, or may soon. */
export const Concern = z.object({
  /** Id of an upstream, or `till`. */
  about: z.string(),
  /**
   * The fault behind it, or `NO_UPSTREAM` · `NO_CLIENT` · `NO_PIN` · `UPSTREAM_ALARM` · `UPSTREAM_RE_SIGNED` · `UPSTREAM_OFFLINE` ·
   * `CERTIFICATE_EXPIRING` · `CERTIFICATE_EXPIRED` · `AUDIT_DAMAGED` · `VERIFICATIONS_DAMAGED` · `RECORD_DAMAGED` · `RECORD_UNWRITABLE` ·
   * `DIRECTIVES_TAKEN_BACK` · `DIRECTIVES_REFUSED` · `OUTBOX_NEEDS_PERSON` · `DROP_STUCK` · `DROP_REFUSED` · `IDENTITY_UNCONFIRMED`.
   */
  code: z.string(),
  reason: z.string(),
  remedy: z.string(),
  /** When it began, where that is known. */
  since: Instant.optional(),
})
export type Concern = z.infer<typeof Concern>

/**
 * The state of the whole agent in one word; the concerns say why. `offline`: no upstream can be reached · `blocked`: none can
 * be called, whatever the network.
 */
export const Condition = z.enum(['ready', 'attention', 'offline', 'blocked'])
export type Condition = z.infer<typeof Condition>

/** Whether the till can serve: what `/readyz`, the metric `till_agent_ready` and the exit code of `till-agent status` say. */
export function isServing(condition: Condition): boolean {
  return condition === 'ready' || condition === 'attention'
}

export const UpstreamStatus = z.object({
  id: UpstreamId,
  scheme: z.string(),
  state: UpstreamState,
  mode: UpstreamMode,
  /** Requests under way to this upstream. `waitingRequests` wait for a connection. */
  activeRequests: z.int().nonnegative(),
  waitingRequests: z.int().nonnegative(),
  openConnections: z.int().nonnegative(),
  /** Since when no request has reached it. Absent while it can be reached, and while nobody has tried. */
  unreachableSince: Instant.optional(),
  /** Whose credential this is, as the upstream last said. */
  organisation: z.string().optional(),
  till: z.string().optional(),
  /** Where customers sign in with codes or passwords of their own. */
  signInPolicy: SignInPolicy.optional(),
})
export type UpstreamStatus = z.infer<typeof UpstreamStatus>

export const Status = z.object({
  condition: Condition,
  concerns: z.array(Concern),
  version: z.string(),
  /** Base URL for POS software, such as http://127.0.0.1:47600. Absent while the POS API is not open. */
  posAddress: z.string().optional(),
  startedAt: Instant,
  upstreams: z.array(UpstreamStatus),
  /** Of the client that asks; of all for a person. */
  outbox: OutboxCounts,
  /** Folders whose files go to a server. For a person alone. */
  drops: z.array(DropStatus).optional(),
  /** Present while staff practise with simulated customers; the upstreams are the simulated ones then. */
  training: TrainingStatus.optional(),
})
export type Status = z.infer<typeof Status>
