import { z } from 'zod'
import { BaseUrl } from '../contract/values.ts'
import type { Scheme } from '../core/scheme.ts'
import { Secret } from '../core/secret.ts'
import { OidcSession } from './oidcSession.ts'

/** As the provider writes it, a slash at the end included: it is compared. */
const Issuer = z.string().superRefine((text, context) => {
  for (const { message } of BaseUrl.safeParse(text).error?.issues ?? []) context.addIssue({ code: 'custom', message })
})

/** RFC 6749 §3.3; on the command line with blanks in between. */
const Scopes = z
  .preprocess(
    (value) => (typeof value === 'string' ? value.split(/[ ,]+/) : value),
    z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'must be a scope')),
  )
  .refine((scopes) => scopes.includes('openid'), 'must name openid')
  .default(['openid', 'offline_access'])

const Settings = z.strictObject({
  issuer: Issuer,
  clientId: z.string().min(1),
  scopes: Scopes,
  /** A header that takes the ID token too, such as X-CAP-EXTERNAL-OAUTH-ID-TOKEN (capillary.md 7, LOW). */
  sendIdTokenAs: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_-]*[_-]token$/i, 'must be the name of a header that ends with -TOKEN')
    .optional(),
  /** Sent as CAP_BRAND (capillary.md 7, LOW). */
  brand: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be plain letters, digits and signs')
    .optional(),
})
const Secrets = z.strictObject({ clientSecret: z.string().min(1).optional() })

/**
 * A person signs in with the system's browser, by authorization code with PKCE (RFC 8252, 9700): single sign-on, and a
 * brand's own identity provider (capillary.md 7). The vault keeps the client secret, if there is one; the refresh token
 * is what the scheme remembers beside it.
 */
export const oidc: Scheme<z.infer<typeof Settings>, z.infer<typeof Secrets>> = {
  id: 'oidc',
  settings: Settings,
  secrets: Secrets,
  offers: ['browser-sign-in'],

  // Never empty: a keychain takes no empty text.
  seal: (secrets) => new Secret(JSON.stringify(secrets)),

  open(settings, sealed, ports, baseUrl) {
    const { clientSecret } = Secrets.parse(JSON.parse(sealed.reveal()))
    return new OidcSession(settings, clientSecret === undefined ? undefined : new Secret(clientSecret), ports, baseUrl)
  },

  owns: (header, { sendIdTokenAs }) =>
    header === sendIdTokenAs?.toLowerCase().replaceAll('_', '-') ||
    header.startsWith('x-cap-') ||
    header.startsWith('cap-'),

  denied: [],
  presets: {},
  hasEffect: () => false,
}
