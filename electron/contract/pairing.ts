import { z } from 'zod'
import { ProgramName } from '#contract/text/shownName.ts'
import { Grant } from './grant.ts'
import { StatementKey } from './statement.ts'
import { ClientId, Instant } from './values.ts'

export const PairingId = z.string().regex(/^pr_[A-Za-z0-9_-]{22}$/, 'must be an id that begins with pr_')

/** A local program asks for a key: what it calls itself and wants to do. */
export const PairingRequest = z.strictObject({
  name: ProgramName(60),
  grants: z.array(Grant).min(1).max(8),
  /** How long the key is to be valid; until a person revokes it when absent. */
  days: z.int().min(1).max(3_650).optional(),
})
export type PairingRequest = z.infer<typeof PairingRequest>

export const PairingAsked = z.object({
  pairingId: PairingId,
  /** Only the program knows it. It fetches the key. */
  pollSecret: z.string(),
  /** The program shows it, so that a person can compare it with the agent's window. */
  comparisonCode: z.string(),
  expiresAt: Instant,
})
export type PairingAsked = z.infer<typeof PairingAsked>

export const PairingState = z.enum(['pending', 'granted', 'refused', 'expired'])
export type PairingState = z.infer<typeof PairingState>

export const PairingAnswer = z.object({
  state: PairingState,
  /** Only in the first answer after the pairing was granted. */
  key: z.string().optional(),
  /**
   * With the key: shared with this client alone, for its server to tell whom a statement is about. Absent when the keychain
   * could not be opened; GET /v1/statements/key has it, too.
   */
  statementKey: StatementKey.optional(),
  client: ClientId.optional(),
  /** What was granted, which may be less than was asked for. */
  grants: z.array(Grant).optional(),
})
export type PairingAnswer = z.infer<typeof PairingAnswer>

/** A pairing as the person who decides sees it. */
export const PairingView = PairingRequest.extend({
  id: PairingId,
  comparisonCode: z.string(),
  expiresAt: Instant,
  /** The process at the other end of the connection, as far as the system tells. */
  program: z.object({ pid: z.int().optional(), path: z.string().optional() }).optional(),
  /** Clients whose name or id is the same or looks the same. Their access is not this program's. */
  resembles: z.array(ClientId).optional(),
})
export type PairingView = z.infer<typeof PairingView>
