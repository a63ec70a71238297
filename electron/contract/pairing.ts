import { z } from 'zod'
import { Grant } from './grant.ts'
import { ClientId, Instant } from './values.ts'

export const PairingId = z.string().regex(/^pr_[A-Za-z0-9_-]{22}$/, 'must be an id that begins with pr_')

/** "May I?": what a local program says of itself and wants (design 4.1). */
export const PairingRequest = z.strictObject({
  name: z.string().regex(/^\P{C}{1,60}$/u, 'must have 1 to 60 characters, and none that cannot be seen'),
  grants: z.array(Grant).min(1).max(8),
  /** For how long; without it until somebody revokes it. */
  days: z.int().min(1).max(3_650).optional(),
})
export type PairingRequest = z.infer<typeof PairingRequest>

export const PairingAsked = z.object({
  pairingId: PairingId,
  /** Known to the program alone: fetches the key. */
  pollSecret: z.string(),
  /** To be shown by the program, so that a person can compare it with the agent's window. */
  comparisonCode: z.string(),
  expiresAt: Instant,
})
export type PairingAsked = z.infer<typeof PairingAsked>

export const PairingState = z.enum(['pending', 'granted', 'refused', 'expired'])
export type PairingState = z.infer<typeof PairingState>

export const PairingAnswer = z.object({
  state: PairingState,
  /** Shown once, to the first who asks after it was granted. */
  key: z.string().optional(),
  client: ClientId.optional(),
  /** What was granted: perhaps less than was asked for. */
  grants: z.array(Grant).optional(),
})
export type PairingAnswer = z.infer<typeof PairingAnswer>

/** What a person decides about. */
export const PairingView = PairingRequest.extend({
  id: PairingId,
  comparisonCode: z.string(),
  expiresAt: Instant,
  /** The program at the other end of the connection, as far as the system tells. */
  program: z.object({ pid: z.int().optional(), path: z.string().optional() }).optional(),
})
export type PairingView = z.infer<typeof PairingView>
