import { oc } from '@orpc/contract'
import { z } from 'zod'
import { ClientView } from '#contract/client.ts'
import { Grant } from '#contract/grant.ts'
import { PairingId, PairingView } from '#contract/pairing.ts'
import { refusals } from '#contract/refusals.ts'

/** A person decides which local program may call. One program at a time can ask. */
export const pairings = {
  /** The pairing that waits for a decision: one or none. */
  pending: oc.output(z.array(PairingView)),
  approve: oc
    .errors(refusals('UNKNOWN_PAIRING', 'INVALID_INPUT', 'UNKNOWN_UPSTREAM', 'SETTINGS_UNWRITABLE'))
    .input(
      z.object({
        id: PairingId,
        /** A part of what was asked for; all of it when absent. */
        grants: z.array(Grant).min(1).optional(),
        /** Fewer days than were asked for; as many when absent. */
        days: z.int().min(1).max(3_650).optional(),
      }),
    )
    .output(ClientView),
  refuse: oc.errors(refusals('UNKNOWN_PAIRING')).input(z.object({ id: PairingId })),
}
