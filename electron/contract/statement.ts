import { z } from 'zod'
import { SaleFacts } from './sale.ts'
import { UpstreamMode } from './upstream.ts'
import { ClientId, UpstreamId } from './values.ts'
import {
  Amount,
  Channel,
  OverrideReason,
  VerificationId,
  VerificationIdentifier,
  VerificationMethod,
} from './verification.ts'

/** ECDSA with P-256 or Ed25519, by their names in JOSE. */
export const SigningAlgorithm = z.enum(['ES256', 'EdDSA'])
export type SigningAlgorithm = z.infer<typeof SigningAlgorithm>

export const StatementSettings = z.strictObject({ algorithm: SigningAlgorithm }).partial()
export type StatementSettings = z.infer<typeof StatementSettings>

/** A JWT (RFC 7519) in its compact form. */
export const StatementText = z
  .string()
  .max(4_096)
  .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'must be a JWT as a verification has it')

/** What a statement says. Whoever relies on one checks `aud`, `exp`, `purpose` and `amount` (RFC 8725 §3.8, §3.9). */
export const StatementClaims = z.object({
  /** `till-agent/` and the installation. */
  iss: z.string(),
  /** The client it was made for, and for no other. */
  aud: ClientId,
  /** The client that may present it: the same. */
  azp: ClientId,
  /** The verification. */
  jti: VerificationId,
  /** Seconds since 1970, as is `exp`: when the right code was given. */
  iat: z.int(),
  exp: z.int(),
  /** Who asked for the verification. */
  startedBy: z.enum(['client', 'cashier']),
  upstream: UpstreamId,
  /** That of the upstream: a customer of a test system is no customer. */
  mode: UpstreamMode.default('live'),
  /** `override`: a manager confirmed the customer without a code. Only `code` proves that the customer has the phone or mailbox. */
  method: VerificationMethod.default('code'),
  /** Present with `override`. */
  overrideReason: OverrideReason.optional(),
  till: z.string().optional(),
  channel: Channel,
  maskedIdentifier: z.string(),
  /**
   * base64url of HMAC-SHA-256 over `<jti>:<identifier>`, a mobile in E.164, an e-mail address in lower case, with the
   * client's own statement key: without that key all the numbers there are could not be tried.
   */
  identifierHmac: z.string(),
  /** Which statement key: the first 22 characters of base64url of its SHA-256. A client with a new key has a new one. */
  identifierKid: z.string(),
  /** `unstated` where the verification was started without one. */
  purpose: z.string(),
  amount: Amount.optional(),
  /** As the client or the cashier named them; nobody checks them. */
  ...SaleFacts.shape,
})
export type StatementClaims = z.infer<typeof StatementClaims>

export const StatementCheck = z.strictObject({
  statement: StatementText,
  /** The customer it should be about. */
  identifier: VerificationIdentifier.optional(),
})
export type StatementCheck = z.infer<typeof StatementCheck>

/**
 * `not-signed-here`: no statement, or not of this till, or changed · `other-audience`: made for another client, or for an
 * earlier key of this one.
 */
export const StatementProblem = z.enum(['not-signed-here', 'expired', 'other-audience'])

export const StatementVerdict = z.discriminatedUnion('valid', [
  z.object({
    valid: z.literal(true),
    claims: StatementClaims,
    /** Present when an identifier was given. */
    identifierMatches: z.boolean().optional(),
  }),
  z.object({ valid: z.literal(false), reason: StatementProblem }),
])
export type StatementVerdict = z.infer<typeof StatementVerdict>

/** base64url of 32 bytes. */
export const StatementKey = z.string().regex(/^[\w-]{43}$/)
