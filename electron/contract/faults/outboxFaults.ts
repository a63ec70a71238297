import { z } from 'zod'
import { ApprovalId, ApprovalReason } from '#contract/outbox/approval.ts'
import type { FaultDefinition } from './definition.ts'

/** Refusals of what goes by the outbox. */
export const outboxFaults = {
  OUTBOX_UNAVAILABLE: {
    status: 503,
    message: 'The outbox cannot keep anything now, so this request was neither kept nor sent.',
  },
  OUTBOX_FULL: {
    status: 503,
    message: 'The outbox is full, so this request was neither kept nor sent.',
    data: z.object({ entries: z.int().nonnegative(), bytes: z.int().nonnegative() }),
  },
  OFFLINE_APPROVAL_NEEDED: {
    status: 503,
    message: 'The cloud cannot be reached, and a manager has to approve before this is kept for later.',
    data: z.object({ approval: ApprovalId, reason: ApprovalReason, retryAfterSeconds: z.int().positive() }),
  },
  UNKNOWN_APPROVAL: {
    status: 404,
    message: 'No question of this id waits for a manager.',
  },
  UNKNOWN_OUTBOX_ENTRY: {
    status: 404,
    message: 'No entry of this id in the outbox is known to this program.',
  },
  OUTBOX_ENTRY_SETTLED: {
    status: 409,
    message: 'This entry is being sent, or is over.',
    data: z.object({ state: z.string() }),
  },
  UNKNOWN_REQUEST: {
    status: 404,
    message: 'This is no id of a request.',
  },
} as const satisfies Record<string, FaultDefinition>
