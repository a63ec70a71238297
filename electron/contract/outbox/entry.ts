import { z } from 'zod'
import { ClientId, Instant, UpstreamId } from '#contract/values.ts'

export const OutboxEntryId = z.string().regex(/^ob_[A-Za-z0-9_-]{16}$/, 'must be the id of an entry, such as ob_…')

/**
 * `waiting`: sent when it is its turn · `held`: a person keeps it back · `sending` · `unknown`: it may have taken effect; the
 * upstream is asked, and where that tells nothing, a person · `sent`: it took effect · `refused`: the upstream will not do it
 * as it is · `expired`: its posting window has passed · `discarded`: a person gave it up
 */
export const OutboxState = z.enum(['waiting', 'held', 'sending', 'unknown', 'sent', 'refused', 'expired', 'discarded'])
export type OutboxState = z.infer<typeof OutboxState>

/** `duplicate`: the refusal of a second sending · `person`: somebody has looked in the upstream */
export const OutboxProof = z.enum(['response', 'look-up', 'duplicate', 'person'])
export type OutboxProof = z.infer<typeof OutboxProof>

/**
 * Why an upstream refuses a write, as far as its scheme can tell from the code. `other-cloud`: the upstream was set up anew
 * since · `unreadable`: what the entry says cannot be decrypted
 */
export const RefusalReason = z.enum([
  'recorded-already',
  'bill-number',
  'amount',
  'time',
  'customer-missing',
  'customer-unknown',
  'customer-blocked',
  'customer-of-another',
  'mobile',
  'email',
  'external-id',
  'store',
  'not-allowed',
  'other-cloud',
  'unreadable',
])
export type RefusalReason = z.infer<typeof RefusalReason>

/** One write in the outbox, without what it says. */
export const OutboxEntryView = z.object({
  id: OutboxEntryId,
  requestId: z.string(),
  client: z.string(),
  upstream: z.string(),
  state: OutboxState,
  since: Instant,
  createdAt: Instant,
  expiresAt: Instant,
  /** Whether it waits for a person. */
  needsPerson: z.boolean(),
  /** When it is sent, or asked about, next. */
  nextAt: Instant.optional(),
  /** The upstream's code, its status, or the code of the agent's fault that the last sending met. */
  code: z.string().optional(),
  /** What the code means, of one that was refused. */
  reason: RefusalReason.optional(),
  /** HTTP status of the upstream's response that settled it. */
  status: z.int().optional(),
  /** How it is known that it took effect. */
  proof: OutboxProof.optional(),
  /** When a person last changed what it says. What the client sent is kept. */
  correctedAt: Instant.optional(),
  amount: z.number().optional(),
})
export type OutboxEntryView = z.infer<typeof OutboxEntryView>

/** The upstream's response, where one came. */
export const OutboxAnswer = z.object({ status: z.int(), contentType: z.string().optional(), body: z.string() })
export type OutboxAnswer = z.infer<typeof OutboxAnswer>

export const OutboxEntryDetail = OutboxEntryView.extend({ answer: OutboxAnswer.optional() })
export type OutboxEntryDetail = z.infer<typeof OutboxEntryDetail>

const count = z.int().nonnegative()

/** What is in the outbox, in numbers. */
export const OutboxCounts = z.object({
  /** Of what the agent has still to do: waiting, held, being sent, being asked about. */
  open: count,
  /** Refused, expired, or of unknown effect. */
  needPerson: count,
  /** When the oldest of the open ones was accepted. */
  oldestAt: Instant.optional(),
  /** Sum over all that is not over, where amounts are known. */
  amount: z.number(),
  bytes: count,
})
export type OutboxCounts = z.infer<typeof OutboxCounts>

/** An entry with what it says. */
export const ExportedEntry = z.object({
  entry: OutboxEntryView,
  method: z.string(),
  /** With its query, below the upstream. */
  path: z.string(),
  body: z.string(),
  /** As the client sent it, where a person has corrected it since. */
  original: z.object({ path: z.string(), body: z.string() }).optional(),
})
export type ExportedEntry = z.infer<typeof ExportedEntry>

/** Why a person gives an entry up. It stands in the audit trail. */
export const DiscardReason = z.string().trim().min(3, 'must say why').max(200)

export const RequestId = z
  .string()
  .regex(/^[0-9a-z]{1,12}-[0-9a-z]{1,12}$/, 'must be an id that came as Till-Agent-Request-Id')

/**
 * What came of a request. `not-sent`: nothing went out · `done`: the upstream answered that it did it · `refused`: the upstream
 * answered that it did not · `unknown`: it may have taken effect
 */
export const RequestFate = z.object({
  requestId: z.string(),
  state: z.enum(['not-sent', 'done', 'refused', 'unknown']),
  upstream: UpstreamId.optional(),
  status: z.int().optional(),
  code: z.string().optional(),
  at: Instant.optional(),
  /** The entry of the outbox, where the request became one. */
  outbox: OutboxEntryId.optional(),
})
export type RequestFate = z.infer<typeof RequestFate>

export const OutboxFilter = z.object({ client: ClientId, upstream: UpstreamId, state: OutboxState }).partial()
export type OutboxFilter = z.infer<typeof OutboxFilter>

/** Which part of a list. An outbox may hold a million entries, and an answer that has them all would hold up every sale. */
export const OutboxPart = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
  /** As `next` of the part before. */
  after: z.coerce.number().int().nonnegative().default(0),
})
export type OutboxPart = z.infer<typeof OutboxPart>

export const OutboxList = z.object({
  entries: z.array(OutboxEntryView),
  counts: OutboxCounts,
  /** To be given as `after` for the next part. Absent with the last one. */
  next: z.int().positive().optional(),
})
export type OutboxList = z.infer<typeof OutboxList>
