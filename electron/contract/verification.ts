import { z } from 'zod'
import { ClientId, Instant, UpstreamId } from './values.ts'

/** Proves that the customer at the till has the phone or mailbox that they name (design 8). */
export const VerificationId = z.string().regex(/^vf_[A-Za-z0-9_-]{22}$/, 'must be an id that begins with vf_')

/**
 * started: whether a code went out is not known · code-sent · confirmed: the code was right · refused: too many wrong
 * ones · expired: nobody gave the right one in time · cancelled.
 */
export const VerificationState = z.enum(['started', 'code-sent', 'confirmed', 'refused', 'expired', 'cancelled'])
export type VerificationState = z.infer<typeof VerificationState>

/** The customer's own mobile number, E.164 or as people of the store's country write it, or their e-mail address. */
export const VerificationIdentifier = z.strictObject({
  type: z.enum(['mobile', 'email']),
  value: z.string().regex(/^\P{Cc}{1,254}$/u, 'must have 1 to 254 characters, and no control character'),
})
export type VerificationIdentifier = z.infer<typeof VerificationIdentifier>

/** What the customer agrees to by giving the code: stands in the statement. */
export const Purpose = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be a small letter followed by at most 31 small letters, digits or hyphens')

export const Amount = z.strictObject({
  /** In the smallest unit of the currency. */
  minor: z.int().nonnegative(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as EUR'),
})
export type Amount = z.infer<typeof Amount>

/** As the customer reads it; letters and digits of any script's ASCII, leading zeros count (capillary.md 5.4). */
export const Code = z.string().regex(/^[A-Za-z0-9]{1,50}$/, 'must be 1 to 50 letters or digits')

export const Channel = z.enum(['sms', 'email'])
export type Channel = z.infer<typeof Channel>

export const VerificationStart = z.strictObject({
  upstream: UpstreamId,
  identifier: VerificationIdentifier,
  purpose: Purpose.optional(),
  amount: Amount.optional(),
})
export type VerificationStart = z.infer<typeof VerificationStart>

/** Every answer about a verification. The same for customers whom the upstream knows and for others (attacks.md T54). */
export const Verification = z.object({
  id: VerificationId,
  state: VerificationState,
  /** Enough for the customer to recognise it, too little to use it. */
  maskedIdentifier: z.string(),
  channel: Channel,
  expiresAt: Instant,
  /** 0: a new code may be sent now. */
  resendAfterSeconds: z.int().nonnegative(),
  triesLeft: z.int().nonnegative(),
  /** How many more codes may be sent, by what is left of this verification's and of the customer's day. */
  sendsLeft: z.int().nonnegative(),
  /** Once it is confirmed: a JWT for the client that asks, good for 10 minutes, to be checked with `/v1/keys`. */
  statement: z.string().optional(),
})
export type Verification = z.infer<typeof Verification>

/** As the cashier sees it. Without a statement: that is for programs. */
export const CashierVerification = Verification.omit({ statement: true }).extend({
  upstream: UpstreamId,
  purpose: Purpose.optional(),
  amount: Amount.optional(),
  /** The client that started it; absent when the cashier did. */
  client: ClientId.optional(),
  /** How many more codes this customer may be sent today. */
  codesLeftToday: z.int().nonnegative(),
})
export type CashierVerification = z.infer<typeof CashierVerification>

/** Public keys of the statements (RFC 7517). */
export const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })) })
export type KeySet = z.infer<typeof KeySet>
