import type { Instant } from '#contract/values.ts'
import type { OutboxApprovalRules } from '#core/settings/outboxApproval.ts'

/** A write that is to be kept. */
export interface WriteToApprove {
  readonly upstream: string
  /** The same for each repeat of this write, and for no other. */
  readonly key: string
  readonly amount: number | undefined
}

/** Where a write is that the upstream has not answered. */
export type Delivery =
  /** The upstream can be reached: the write waits for another one of its customer, or for its turn. */
  | 'on-its-way'
  /** No byte of it went out, and the upstream cannot be reached. */
  | 'not-sent'
  /** It may have taken effect. */
  | 'perhaps-sent'

/** A question to a manager, and what came of it. Of an outage there is one, of single writes there may be many. */
export type Approval = {
  readonly id: string
  readonly upstream: string
  /** The program that asked last. */
  readonly client: string
  readonly since: Instant
  /** By the monotonic clock: setting the other one prolongs nothing. */
  readonly endsAtMs: number
  readonly state: 'asked' | 'approved'
} & ({ readonly reason: 'outage' } | { readonly reason: 'amount'; readonly key: string; readonly amount: number })

export type Ruling =
  | { readonly outcome: 'keep' }
  /** @property approval of this one write; it is used up once the write is kept */
  | { readonly outcome: 'keep-approved'; readonly approval: string }
  | { readonly outcome: 'ask'; readonly reason: Approval['reason'] }

const keep: Ruling = { outcome: 'keep' }

/**
 * Whether a write may be kept, or a manager has to be asked first. What may have taken effect is kept whatever the rules say:
 * refused, it would be rung up again, and nobody would look for the first. Of a return the amount counts as of a sale.
 */
export function ruleOn(
  { upstream, key, amount }: WriteToApprove,
  delivery: Delivery,
  { approval, approvalAbove }: Pick<OutboxApprovalRules, 'approval' | 'approvalAbove'>,
  approvals: Iterable<Approval>,
  nowMs: number,
): Ruling {
  if (delivery !== 'not-sent') return keep
  const size = Math.abs(amount ?? 0)
  const given = [...approvals].filter(
    (one) => one.state === 'approved' && one.upstream === upstream && nowMs < one.endsAtMs,
  )
  if (approvalAbove !== undefined && size > approvalAbove) {
    const own = given.find((one) => one.reason === 'amount' && one.key === key && size <= one.amount)
    return own ? { outcome: 'keep-approved', approval: own.id } : { outcome: 'ask', reason: 'amount' }
  }
  if (approval === 'none' || given.some(({ reason }) => reason === 'outage')) return keep
  return { outcome: 'ask', reason: 'outage' }
}

/** Whether a question is the one that this write would ask. */
export function isAbout(
  question: Approval,
  reason: Approval['reason'],
  { upstream, key }: Pick<WriteToApprove, 'upstream' | 'key'>,
): boolean {
  if (question.upstream !== upstream || question.reason !== reason) return false
  return question.reason === 'outage' || question.key === key
}
