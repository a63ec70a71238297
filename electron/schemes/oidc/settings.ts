import { z } from 'zod'
import { PastedText, withoutOddEdges } from '#contract/text/pastedText.ts'
import { BaseUrl } from '#contract/values.ts'

/**
 * As the provider writes it, a slash at the end included: OpenID Connect compares it as a string. Otherwise as it was
 * parsed, which is how the protocol's library compares it.
 */
const Issuer = z
  .string()
  .overwrite(withoutOddEdges)
  .superRefine((text, context) => {
    for (const { message } of BaseUrl.safeParse(text).error?.issues ?? [])
      context.addIssue({ code: 'custom', message, continue: false })
  })
  .overwrite((text) => {
    const { data } = BaseUrl.safeParse(text)
    return data !== undefined && text.endsWith('/') ? `${data}/` : (data ?? text)
  })

/** A list, or on the command line a text with blanks or commas (RFC 6749 §3.3). */
const Scopes = z
  .preprocess(
    (value) => (typeof value === 'string' ? withoutOddEdges(value).split(/[ ,]+/) : value),
    z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'must be a scope')),
  )
  .refine((scopes) => scopes.includes('openid'), 'must name openid')
  .default(['openid', 'offline_access'])

/** As `Scopes`: RFC 6749 calls both lists of tokens parted by blanks. */
const AcrValues = z
  .preprocess(
    (value) => (typeof value === 'string' ? withoutOddEdges(value).split(/[ ,]+/) : value),
    z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, 'must be an authentication context class')).max(10),
  )
  .optional()

export const OidcSettings = z.strictObject({
  issuer: Issuer,
  clientId: PastedText,
  scopes: Scopes,
  /** `customers`: nobody signs in for the till itself, so that every request names a customer. */
  signIn: z.enum(['staff', 'customers']).optional(),
  /** Every sign-in must reach one of these authentication context classes, such as one with a second factor. */
  acrValues: AcrValues,
  /** A header that also carries the ID token, such as X-CAP-EXTERNAL-OAUTH-ID-TOKEN (capillary.md 7, LOW). */
  sendIdTokenAs: PastedText.regex(
    /^[A-Za-z][A-Za-z0-9_-]*[_-]token$/i,
    'must be the name of a header that ends with -TOKEN',
  ).optional(),
  /** Sent as CAP_BRAND (capillary.md 7, LOW). */
  brand: PastedText.regex(/^[\x21-\x7e]+$/, 'must be plain letters, digits and signs').optional(),
})
export type OidcSettings = z.infer<typeof OidcSettings>
