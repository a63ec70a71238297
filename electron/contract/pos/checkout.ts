import { z } from 'zod'
import { CustomerHandle } from '#contract/customer.ts'

const Id = z.string().regex(/^[\x21-\x7e]{1,256}$/, 'must be 1 to 256 characters of plain ASCII without blanks')

/**
 * What a checkout is about. Times and issuer are the agent's, and no other claim may be named (scayle.md 7). `aud` and
 * `rBasketId` are in SCAYLE's sample; its SDK sends neither.
 */
export const CheckoutClaims = z.strictObject({
  basketId: Id,
  /** Address of the shop. */
  aud: Id.optional(),
  /** SHA-256 of `basketId`, a dot and the shop's salt, which only the shop knows. */
  rBasketId: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits in lower case')
    .optional(),
  voucher: Id.optional(),
  carrier: Id.optional(),
  campaignKey: Id.optional(),
  preferredCollectionPoint: z.record(z.string().max(64), z.json()).optional(),
  customData: z.record(z.string().max(64), z.json()).optional(),
})
export type CheckoutClaims = z.infer<typeof CheckoutClaims>

export const CheckoutStart = CheckoutClaims.extend({
  /** Who checks out. Their access token comes along where the client has the grant `hand-over`. */
  customer: CustomerHandle.optional(),
  /** Their access token, if the cloud no longer takes the one that came before: another one comes. */
  refusedToken: z.string().min(1).max(8_192).optional(),
})

export const CheckoutToken = z.object({
  /** For the attribute `jwt` of the web component. */
  checkoutToken: z.string(),
  expiresInSeconds: z.int().positive(),
  shopId: z.string(),
  /** For the attribute `access-token`. */
  accessToken: z.string().optional(),
})
export type CheckoutToken = z.infer<typeof CheckoutToken>
