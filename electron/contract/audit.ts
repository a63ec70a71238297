import { z } from 'zod'

/** SHA-256, in hex. */
export const AuditHash = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits')

export const AuditEvent = z.enum([
  'agent-started',
  'agent-stopped',
  'upstream-added',
  'upstream-tested',
  'upstream-rotated',
  'upstream-removed',
  'upstream-signed-in',
  'upstream-signed-out',
  'upstream-locked',
  'upstream-alarm',
  'token-handed-over',
  'customer-signed-in',
  'customer-signed-out',
  'client-added',
  'client-revoked',
  'provisioned',
  'pairing-asked',
  'pairing-granted',
  'pairing-refused',
  'customer-looked-up',
  'verification-started',
  'verification-confirmed',
  'verification-refused',
  'verification-expired',
  'verification-cancelled',
  'setting-changed',
  'pin-changed',
  'setup-unlocked',
  'doctor-run',
  'bundle-made',
  'window-opened',
  'request-refused',
  'trail-begun',
  'trail-read',
  'trail-verified',
  'trail-pruned',
  'rows-lost',
])
export type AuditEvent = z.infer<typeof AuditEvent>

/** Who did what to what, and how it went (PCI DSS 10.2.2; standards.md 10). Never a secret, never a customer. */
export const AuditEntry = z.object({
  event: AuditEvent,
  /** The door and who came through it: `pipe/anna`, `pos/kiosk`, `pos/unknown`; `agent` for what it does by itself. */
  actor: z.string(),
  /** `upstream/loyalty`, `client/pos`, …; empty when it is about the whole agent. */
  subject: z.string(),
  /** `done`, or the code of the fault. */
  outcome: z.string(),
  detail: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/**
 * An entry in its place: each row holds the hash of the one before, so none can be changed alone (design 10). Any text
 * passes, because a row that somebody tampered with must still be shown.
 */
export const AuditRow = AuditEntry.extend({
  sequence: z.int(),
  /** Milliseconds since 1970-01-01 UTC. */
  at: z.int(),
  event: z.string(),
  previousHash: z.string(),
  hash: z.string(),
})
export type AuditRow = z.infer<typeof AuditRow>

export const AuditVerdict = z.discriminatedUnion('intact', [
  z.object({
    intact: z.literal(true),
    rows: z.int().nonnegative(),
    /** What to note down elsewhere: with it, rows cut off the end are found too. */
    lastHash: AuditHash,
    lastSequence: z.int().nonnegative(),
  }),
  z.object({
    intact: z.literal(false),
    /** The first row that does not fit. */
    sequence: z.int().nonnegative(),
    reason: z.string(),
  }),
])
export type AuditVerdict = z.infer<typeof AuditVerdict>
