import { z } from 'zod'

/** SHA-256, in hex. */
export const AuditHash = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits')

export const AuditEvent = z.enum([
  'agent-started',
  'agent-stopped',
  'upstream-added',
  'upstream-confirmed',
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
  'customer-password-changed',
  'customer-password-reset',
  'secrets-forgotten',
  'client-added',
  'client-revoked',
  'provisioned',
  'enrolled',
  'directives-obeyed',
  'directives-taken-back',
  'till-barred',
  'ask-received',
  'ask-answered',
  'pairing-asked',
  'pairing-granted',
  'pairing-refused',
  'customer-looked-up',
  'customer-enrolled',
  'verification-started',
  'verification-confirmed',
  'verification-overridden',
  'verification-refused',
  'verification-expired',
  'verification-cancelled',
  'outbox-resent',
  'outbox-corrected',
  'outbox-confirmed',
  'outbox-discarded',
  'outbox-held',
  'outbox-released',
  'outbox-exported',
  'outbox-approved',
  'outbox-not-approved',
  'drop-added',
  'drop-tested',
  'drop-removed',
  'drop-file-sent',
  'drop-file-refused',
  'setting-changed',
  'pin-changed',
  'setup-unlocked',
  'training-started',
  'training-ended',
  'doctor-run',
  'bundle-made',
  'window-opened',
  'browser-remembered',
  'request-refused',
  'trail-begun',
  'trail-read',
  'trail-verified',
  'trail-pruned',
  'head-signed',
  'rows-lost',
])
export type AuditEvent = z.infer<typeof AuditEvent>

/** Who did what to which subject, and with which outcome (PCI DSS 10.2.2; standards.md 10). Never a secret, never a customer. */
export const AuditEntry = z.object({
  event: AuditEvent,
  /** Way in and caller: `pipe/anna`, `pos/kiosk`, `pos/unknown`; `agent` for what the agent does by itself. */
  actor: z.string(),
  /** `upstream/loyalty`, `client/pos`, …; empty for the whole agent. */
  subject: z.string(),
  /** `done`, or the code of the fault. */
  outcome: z.string(),
  detail: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/**
 * An entry as the trail stores it: each row holds the hash of the row before, so no row can be changed alone. Any text
 * passes, because a row that was tampered with must still be shown.
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
    /** To be noted elsewhere: a later check against it also finds rows that were cut off the end. */
    lastHash: AuditHash,
    lastSequence: z.int().nonnegative(),
    /** Rows that are no longer there because of their age or number. */
    pruned: z
      .object({
        /** The last of them, and when that was written. */
        upTo: z.int(),
        lastAt: z.int(),
        /** When they were pruned. */
        at: z.int(),
      })
      .optional(),
    /** Rows that this till's key vouches for: the first signature is of row `from`, the last of `upTo`. */
    signed: z.object({ from: z.int(), upTo: z.int() }).optional(),
    /** The last row's number and hash, signed by the till (JWT): to be noted elsewhere, and checked with /v1/keys. */
    signedHead: z.string().optional(),
  }),
  z.object({
    intact: z.literal(false),
    /** The first row that does not fit. */
    sequence: z.int().nonnegative(),
    reason: z.string(),
  }),
])
export type AuditVerdict = z.infer<typeof AuditVerdict>
