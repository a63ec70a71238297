import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { CustomerCard } from '#contract/lookUp.ts'
import { refusals, upstreamRefusals } from '#contract/refusals.ts'
import { SaleFacts } from '#contract/sale.ts'
import { ClientId, Instant, UpstreamId } from '#contract/values.ts'
import { Amount, Channel, Code, Purpose, VerificationId, VerificationIdentifier } from '#contract/verification.ts'

/** A screen that faces the customer: a browser page that a person at the till let in. */
export const DisplayId = z.string().regex(/^dp_[A-Za-z0-9_-]{22}$/, 'must be an id that begins with dp_')

/** One question to one customer. */
export const AskId = z.string().regex(/^ask_[A-Za-z0-9_-]{22}$/, 'must be an id that begins with ask_')

/** Who asks, and what for, as the customer reads it. */
const reason = {
  /** Name of the store. */
  store: z.string().optional(),
  /** Name of the program that gets the result; absent where the counter asks for itself. */
  program: z.string().optional(),
  purpose: Purpose.optional(),
  amount: Amount.optional(),
}

/** What a customer display shows. It names nobody: the number is masked, and known and unknown customers look the same. */
export const DisplayView = z.discriminatedUnion('step', [
  z.object({ step: z.literal('idle'), store: z.string().optional() }),
  /** Waits for the customer's number or address. */
  z.object({ step: z.literal('identifier'), askId: AskId, ...reason }),
  z.object({
    step: z.literal('code'),
    askId: AskId,
    ...reason,
    channel: Channel,
    maskedIdentifier: z.string(),
    triesLeft: z.int().nonnegative(),
    sendsLeft: z.int().nonnegative(),
    resendAfterSeconds: z.int().nonnegative(),
    expiresAt: Instant,
    /** Codes that were wrong so far. */
    wrongCodes: z.int().nonnegative(),
  }),
  /** For a few seconds, until the next customer. */
  z.object({
    step: z.literal('ended'),
    askId: AskId,
    outcome: z.enum(['confirmed', 'refused', 'expired', 'cancelled']),
  }),
])
export type DisplayView = z.infer<typeof DisplayView>

const ofAsk = z.object({ askId: AskId })
const knownFaults = refusals('UNKNOWN_VERIFICATION', 'VERIFICATION_OVER', 'TOO_MANY_REQUESTS')
const sendFaults = {
  ...upstreamRefusals,
  ...knownFaults,
  ...refusals('INVALID_INPUT', 'RESEND_TOO_EARLY', 'CODES_USED_UP', 'DESTINATION_REFUSED', 'VERIFICATIONS_UNAVAILABLE'),
}

/**
 * Every call that a customer display can make. It answers what a cashier asked, once; it starts nothing by itself, and none of the
 * calls of the staff's window is here.
 */
export const display = {
  /** What to show, at once and whenever it changes. */
  view: oc.output(eventIterator(DisplayView)),
  /** The customer types. The cashier sees that, and not what. */
  typing: oc.errors(knownFaults).input(ofAsk),
  /** Has a code sent to the customer who types here. */
  identify: oc.errors(sendFaults).input(ofAsk.extend({ identifier: VerificationIdentifier })),
  check: oc.errors({ ...upstreamRefusals, ...knownFaults }).input(ofAsk.extend({ code: Code })),
  resend: oc.errors(sendFaults).input(ofAsk),
  /** The customer does not want to. */
  decline: oc.errors(knownFaults).input(ofAsk),
}

/** A display as staff see it. */
export const DisplayEntry = z.object({
  id: DisplayId,
  /** When a person let it in. */
  since: Instant,
  /** Whether its page is open now. */
  isOpen: z.boolean(),
})
export type DisplayEntry = z.infer<typeof DisplayEntry>

/** A page that wants to be a customer display. Both it and the person who decides see the code. */
export const DisplayPairing = z.object({ id: z.string().max(100), comparisonCode: z.string(), expiresAt: Instant })
export type DisplayPairing = z.infer<typeof DisplayPairing>

/** A question to a customer as the cashier who asked it follows it. */
export const DisplayAsk = z.object({
  id: AskId,
  display: DisplayId,
  step: z.enum(['identifier', 'code', 'ended']),
  isTyping: z.boolean(),
  /** Once a code was sent. */
  verification: VerificationId.optional(),
  /** Whom the cloud knows by what the customer typed. The display never sees it. */
  customer: CustomerCard.optional(),
})
export type DisplayAsk = z.infer<typeof DisplayAsk>

/** What a cashier has a customer asked. */
export const DisplayRequest = z.object({
  display: DisplayId,
  upstream: UpstreamId,
  /** The client that gets the statement; no client when absent. */
  client: ClientId.optional(),
  ...SaleFacts.shape,
  /** A verification that waits for its code already: the customer types it there. */
  verification: VerificationId.optional(),
})
export type DisplayRequest = z.infer<typeof DisplayRequest>
