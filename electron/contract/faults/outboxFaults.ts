import { z } from 'zod'
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
