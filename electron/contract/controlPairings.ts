import { oc } from '@orpc/contract'
import { z } from 'zod'
import { ClientView } from './client.ts'
import { Grant } from './grant.ts'
import { PairingId, PairingView } from './pairing.ts'
import { refusals } from './refusals.ts'

/** A person decides which local program may call. One asks at a time. */
export const pairings = {
  /** The one that waits for an answer, if any. */
  pending: oc.output(z.array(PairingView)),
  approve: oc
    .errors(refusals('UNKNOWN_PAIRING', 'INVALID_INPUT', 'UNKNOWN_UPSTREAM', 'SETTINGS_UNWRITABLE'))
    .input(
      z.object({
        id: PairingId,
        /** Less than was asked for; without it, all of it. */
        grants: z.array(Grant).min(1).optional(),
        /** Shorter than was asked for. */
        days: z.int().min(1).max(3_650).optional(),
      }),
    )
    .output(ClientView),
  refuse: oc.errors(refusals('UNKNOWN_PAIRING')).input(z.object({ id: PairingId })),
}
