import { z } from 'zod'
import { ApprovalId } from './outbox/approval.ts'
import { OutboxEntryId, OutboxState } from './outbox/entry.ts'
import { PairingState } from './pairing.ts'
import { UpstreamState } from './upstream.ts'
import { UpstreamId } from './values.ts'
import { VerificationId, VerificationState } from './verification.ts'

/** An event of GET /v1/events. It says what has changed; the client reads the details at their own address. */
export const PosEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('verification'), id: VerificationId, state: VerificationState }),
  z.object({ type: z.literal('upstream'), id: UpstreamId, state: UpstreamState }),
  /** An entry of the outbox is new, has changed, or was settled with the answer to its request. */
  z.object({ type: z.literal('outbox'), id: OutboxEntryId, state: OutboxState }),
  /** A manager is asked before a write is kept, has approved it, or the question is over: the client may send it again. */
  z.object({
    type: z.literal('outbox-approval'),
    id: ApprovalId,
    upstream: UpstreamId,
    state: z.enum(['asked', 'approved', 'over']),
  }),
  /** A program asked to be paired, or a person has decided. Does not say which program. */
  z.object({ type: z.literal('pairing'), state: PairingState }),
])
export type PosEvent = z.infer<typeof PosEvent>

/** A part of the agent's state that a window shows. */
export const Topic = z.enum([
  'status',
  'upstreams',
  'clients',
  'pairings',
  'verifications',
  'requests',
  'outbox',
  'settings',
  'pin',
  'displays',
])
export type Topic = z.infer<typeof Topic>
