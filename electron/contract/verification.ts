import { z } from 'zod'
import { withAsciiDigits } from '#contract/text/characters.ts'
import { withoutOddEdges } from '#contract/text/pastedText.ts'
import { SaleFacts } from './sale.ts'
import { ClientId, Instant, UpstreamId } from './values.ts'

/** A verification proves that the customer at the till has the phone or mailbox that they name. */
export const VerificationId = z.string().regex(/^vf_[A-Za-z0-9_-]{22}$/, 'must be an id that begins with vf_')

/**
 * `started`: it is not known whether a code was sent · `confirmed`: the right code was given · `refused`: too many wrong
 * codes were given · `expired`: the right code was not given in time.
 */
export const VerificationState = z.enum(['started', 'code-sent', 'confirmed', 'refused', 'expired', 'cancelled'])
export type VerificationState = z.infer<typeof VerificationState>

/** The customer's mobile number, in E.164 or as people of the store's country write it, or e-mail address. */
export const VerificationIdentifier = z.strictObject({
  type: z.enum(['mobile', 'email']),
  value: z
    .string()
    .overwrite(withoutOddEdges)
    .regex(/^\P{Cc}{1,254}$/u, 'must have 1 to 254 characters, and no control character'),
})
export type VerificationIdentifier = z.infer<typeof VerificationIdentifier>

/** What the customer agrees to by giving the code. Part of the statement. */
export const Purpose = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be a small letter followed by at most 31 small letters, digits or hyphens')

export const Amount = z.strictObject({
  /** In the smallest unit of the currency, as ISO 4217 has it: hundredths of IDR and HUF, too. */
  minor: z.int().nonnegative(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as EUR'),
})
export type Amount = z.infer<typeof Amount>

/** As the customer reads it: ASCII letters and digits, leading zeros count (capillary.md 5.4). */
export const Code = z
  .string()
  .overwrite((text) => withAsciiDigits(withoutOddEdges(text).normalize('NFKC')))
  .regex(/^[A-Za-z0-9]{1,50}$/, 'must be 1 to 50 letters or digits')

export const Channel = z.enum(['sms', 'email'])
export type Channel = z.infer<typeof Channel>

/** How a verification was confirmed: by the right one-time code, or by a manager in its place. */
export const VerificationMethod = z.enum(['code', 'override'])
export type VerificationMethod = z.infer<typeof VerificationMethod>

/**
 * Why a manager confirms without a code: the message did not arrive · the customer has no phone at hand · there is no network
 * here · the customer showed a card or a document.
 */
export const OverrideReason = z.enum(['not-arrived', 'no-phone', 'no-network', 'document-shown'])
export type OverrideReason = z.infer<typeof OverrideReason>

export const VerificationStart = z.strictObject({
  upstream: UpstreamId,
  identifier: VerificationIdentifier,
  purpose: Purpose.optional(),
  amount: Amount.optional(),
  ...SaleFacts.shape,
})
export type VerificationStart = z.infer<typeof VerificationStart>

/** The same for customers whom the upstream knows and for others (attacks.md T54). */
export const Verification = z.object({
  id: VerificationId,
  state: VerificationState,
  /** The customer recognises it; it is too little to be used. */
  maskedIdentifier: z.string(),
  channel: Channel,
  expiresAt: Instant,
  /** 0 when a new code may be sent now. */
  resendAfterSeconds: z.int().nonnegative(),
  triesLeft: z.int().nonnegative(),
  /** How many more codes may be sent: the smaller of what this verification and the customer's day allow. */
  sendsLeft: z.int().nonnegative(),
  /** Present once confirmed. */
  method: VerificationMethod.optional(),
  /**
   * Once confirmed, a JWT, valid for 10 minutes, to be checked with `/v1/keys`: for the client that started the
   * verification, that a cashier named, or that gave the right code where neither is so; for no other.
   */
  statement: z.string().optional(),
})
export type Verification = z.infer<typeof Verification>

/** A verification as the cashier sees it: without the statement, which is for programs. */
export const CashierVerification = Verification.omit({ statement: true }).extend({
  upstream: UpstreamId,
  purpose: Purpose.optional(),
  amount: Amount.optional(),
  ...SaleFacts.shape,
  /** The client that started it; absent when the cashier did. */
  client: ClientId.optional(),
  /** The client that gets the statement: that one, or the one that the cashier named. */
  statementFor: ClientId.optional(),
  /** How many more codes this customer may be sent today. */
  codesLeftToday: z.int().nonnegative(),
  /** How many more customers a manager may confirm without a code today; absent where a manager may not do so. */
  overridesLeftToday: z.int().nonnegative().optional(),
})
export type CashierVerification = z.infer<typeof CashierVerification>

/** Public keys that check statements (RFC 7517). */
export const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })) })
export type KeySet = z.infer<typeof KeySet>
