import { z } from 'zod'
import { ClientId, Instant, UpstreamId } from '#contract/values.ts'

/** When a manager is asked before a write is kept because the cloud cannot be reached. Nobody is by default. */
export const OutboxApprovalSettings = z
  .strictObject({
    /** `outage`: before the first write of each outage. */
    approval: z.enum(['none', 'outage']),
    /** A write of a larger amount is asked for by itself, in the currency of the store. Without it none is. */
    approvalAbove: z.number().min(0).max(1_000_000_000),
    /** How long an outage is approved, if it lasts so long. */
    approvalMinutes: z.int().min(1).max(1_440),
    /** How long a question waits for a manager, and how long one approved write may be sent again. */
    questionMinutes: z.int().min(1).max(240),
  })
  .partial()
export type OutboxApprovalSettings = z.infer<typeof OutboxApprovalSettings>

export const ApprovalId = z.string().regex(/^ap_[A-Za-z0-9_-]{16}$/, 'must be the id of a question, such as ap_…')

/** `outage`: the upstream cannot be reached · `amount`: of this one write, which is larger than may go without a manager */
export const ApprovalReason = z.enum(['outage', 'amount'])
export type ApprovalReason = z.infer<typeof ApprovalReason>

/** A question to a manager, or what a manager has approved. */
export const ApprovalView = z.object({
  id: ApprovalId,
  state: z.enum(['asked', 'approved']),
  reason: ApprovalReason,
  upstream: UpstreamId,
  /** The program that asked last. */
  client: ClientId,
  /** Of the write that is asked for; absent for an outage. */
  amount: z.number().optional(),
  since: Instant,
  /** When it ends, unless the upstream is reached before. */
  endsAt: Instant,
})
export type ApprovalView = z.infer<typeof ApprovalView>
