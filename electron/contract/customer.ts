import { z } from 'zod'
import { withAsciiDigits } from '#contract/text/characters.ts'
import { withoutOddEdges } from '#contract/text/pastedText.ts'
import { ClientId, Instant, UpstreamId } from './values.ts'

/** Stands for a customer who signed in through the agent. Programs send it as `Till-Agent-Customer`. */
export const CustomerHandle = z.string().regex(/^cs_[A-Za-z0-9_-]{22,64}$/, 'must be a handle that begins with cs_')

/** `started`: the customer has not signed in yet. `stepping-up`: they are signed in, and authenticate again. */
export const CustomerState = z.enum(['started', 'signed-in', 'stepping-up'])

export const CustomerView = z.object({
  customer: CustomerHandle,
  state: CustomerState,
  since: Instant,
  lastUsedAt: Instant,
})
export type CustomerView = z.infer<typeof CustomerView>

const CustomerName = z
  .string()
  .overwrite(withoutOddEdges)
  .regex(/^\P{Cc}{1,254}$/u, 'must have 1 to 254 characters, and no control character')

/** The number, address or name under which the upstream knows a customer. */
export const CustomerIdentifier = z.strictObject({
  identifierType: z.enum(['MOBILE', 'EMAIL', 'USERNAME']),
  identifierValue: CustomerName,
})

/** Authentication context classes, as the identity provider names them. */
export const AcrValues = z
  .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, 'must be a class without blanks'))
  .max(10)

/** An identity provider, as the upstream names it. */
export const ProviderKey = z.string().regex(/^[\w.:-]{1,64}$/, 'must be letters, digits and . : _ -')

/** How a customer signs in at an identity provider, and how strongly. */
export const ProviderSignInRequest = z.strictObject({
  /** `browser` of this machine, or a `code` that the customer enters on a phone of their own (RFC 8628). */
  by: z.enum(['browser', 'code']),
  /** Which of the upstream’s identity providers, where it has several. */
  provider: ProviderKey.optional(),
  /** The customer must reach one of these, such as one with a second factor. */
  acrValues: AcrValues.optional(),
  /** How long ago the customer may have entered a password, at most. */
  maxAgeSeconds: z.int().min(0).max(31_536_000).optional(),
})
export type ProviderSignInRequest = z.infer<typeof ProviderSignInRequest>

/** What the customer needs to go on. A QR code shows `verificationUriComplete`, or `verificationUri` where that is absent. */
export const ProviderSignInStarted = z.discriminatedUnion('by', [
  z.object({ by: z.literal('browser'), url: z.url(), expiresAt: Instant }),
  z.object({
    by: z.literal('code'),
    userCode: z.string(),
    verificationUri: z.url(),
    verificationUriComplete: z.url().optional(),
    expiresAt: Instant,
  }),
])
export type ProviderSignInStarted = z.infer<typeof ProviderSignInStarted>

/** How customers can sign in to an upstream at an identity provider. */
export const CustomerSignInOffer = z.object({
  upstream: UpstreamId,
  /** The best first. */
  ways: z.array(ProviderSignInRequest.shape.by).min(1),
  /** The upstream’s identity providers, the default first; empty where there is one, without a name. */
  providers: z.array(ProviderKey),
  /** The clients that may sign customers in. */
  clients: z.array(z.object({ id: ClientId, name: z.string() })),
})
export type CustomerSignInOffer = z.infer<typeof CustomerSignInOffer>

/** A customer as staff see them. */
export const CounterCustomer = CustomerView.extend({
  /** The client that serves them. */
  client: ClientId,
  /** As the identity provider names them, where it does; a number or an address in part. */
  name: z.string().optional(),
})
export type CounterCustomer = z.infer<typeof CounterCustomer>

/** Text, not a number: leading zeros count. */
export const CustomerCode = z
  .string()
  .overwrite((text) => withAsciiDigits(withoutOddEdges(text).normalize('NFKC')))
  .regex(/^[A-Za-z0-9]{1,32}$/, 'must be the code as the customer reads it')

export const CustomerPassword = z.string().regex(/^\P{Cc}{1,256}$/u, 'must have 1 to 256 characters')

/** What customers may sign in with, as the upstream's answers have shown since the start. Absent: not known yet. */
export const SignInPolicy = z.object({
  passwords: z.enum(['on', 'off']).optional(),
  codes: z.enum(['on', 'off']).optional(),
  /** After so many codes of this till within a day the upstream sent a customer no more. Other tills may have sent more. */
  codesPerDay: z.int().positive().optional(),
})
export type SignInPolicy = z.infer<typeof SignInPolicy>

/** Beside the identifier of a customer who is new to the upstream. */
export const CustomerRegistration = z.object({
  /** With a user name: where codes are sent. */
  mobile: CustomerName.optional(),
  email: CustomerName.optional(),
  /** The first password. */
  newPassword: CustomerPassword.optional(),
})

/** The result of one sign-in step. After `tries-used-up` and `start-again` the handle is no longer known. */
export const CustomerStep = z.object({
  outcome: z.enum([
    'code-sent',
    'signed-in',
    'wrong-code',
    'wrong-password',
    'not-checked',
    'no-code-sent',
    'unknown-customer',
    'passwords-off',
    'quota-used-up',
    'tries-used-up',
    'start-again',
    'code-needed',
    'password-changed',
    'password-not-changed',
  ]),
  state: CustomerState,
  /** For the person at the till, where something is to be done. */
  message: z.string().optional(),
})
export type CustomerStep = z.infer<typeof CustomerStep>
