import { z } from 'zod'
import { Instant } from './values.ts'

/** Stands for a customer who signed in through the agent: goes with requests as `Till-Agent-Customer`. */
export const CustomerHandle = z.string().regex(/^cs_[A-Za-z0-9_-]{22,64}$/, 'must be a handle that begins with cs_')

/** started: a code or a password is still to come. */
export const CustomerState = z.enum(['started', 'signed-in'])

export const CustomerView = z.object({
  customer: CustomerHandle,
  state: CustomerState,
  since: Instant,
  lastUsedAt: Instant,
})
export type CustomerView = z.infer<typeof CustomerView>

/** As the upstream knows them: the customer's own number, address or name. */
export const CustomerIdentifier = z.strictObject({
  identifierType: z.enum(['MOBILE', 'EMAIL', 'USERNAME']),
  identifierValue: z.string().regex(/^\P{Cc}{1,254}$/u, 'must have 1 to 254 characters, and no control character'),
})

/** A text: leading zeros count. */
export const CustomerCode = z.string().regex(/^[A-Za-z0-9]{1,32}$/, 'must be the code as the customer reads it')

export const CustomerPassword = z.string().regex(/^\P{Cc}{1,256}$/u, 'must have 1 to 256 characters')

/** What came of a step; `tries-used-up` and `start-again` forget the handle. */
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
  ]),
  state: CustomerState,
})
export type CustomerStep = z.infer<typeof CustomerStep>
