import type { OutboxApprovalSettings } from '#contract/outbox/approval.ts'

/** The rules in force. `approvalAbove` is absent where no amount needs a manager. */
export type OutboxApprovalRules = {
  [Name in Exclude<keyof OutboxApprovalSettings, 'approvalAbove'>]-?: Exclude<OutboxApprovalSettings[Name], undefined>
} & Pick<OutboxApprovalSettings, 'approvalAbove'>

/** A working day for an outage; for one sale as long as a customer waits. */
export const defaultOutboxApproval: OutboxApprovalRules = {
  approval: 'none',
  approvalMinutes: 480,
  questionMinutes: 15,
}

export function outboxApprovalOf({ outbox }: { outbox?: OutboxApprovalSettings | undefined }): OutboxApprovalRules {
  return Object.assign({}, defaultOutboxApproval, outbox)
}
