import { z } from 'zod'
import { PastedText, SecretText } from '#contract/text/pastedText.ts'
import { EndpointUrl } from '#contract/values.ts'
import { Secret } from '#core/base/secret.ts'
import type { Scheme } from '#core/scheme/scheme.ts'
import { tokenSession, verifyHost } from '#schemes/shared/tokenSession.ts'
import { plainRules } from '#schemes/static/probePage.ts'
import { clientCredentials } from './clientCredentials.ts'

const Settings = z.strictObject({
  /** May be another host than the upstream's. */
  tokenUrl: EndpointUrl,
  clientId: PastedText,
  scope: PastedText.regex(
    /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/,
    'must be names with single blanks between',
  ).optional(),
  /** `form`, the default: id and secret are form-encoded for Basic (RFC 6749 §2.3.1). Some services do not decode them. */
  clientEncoding: z.enum(['form', 'raw']).optional(),
})
const Secrets = z.strictObject({ clientSecret: SecretText })

/** A bearer token (RFC 6750) by client credentials (RFC 6749 §4.4). */
export const oauth2: Scheme<z.infer<typeof Settings>, z.infer<typeof Secrets>> = {
  id: 'oauth2',
  settings: Settings,
  secrets: Secrets,

  toStoredCredential: ({ clientSecret }) => new Secret(clientSecret),

  open(settings, storedCredential, deps) {
    const { handOver: _, ...session } = tokenSession(
      {
        requestToken: clientCredentials(settings, storedCredential, deps),
        headersFor: (token) => ['Authorization', `Bearer ${token.reveal()}`],
        assess: (status) => (status === 401 ? 'renew' : 'pass'),
        verifyToken: (http, clock, _, reply) => verifyHost(http, 'The upstream', reply, clock),
      },
      deps,
    )
    return session
  },

  ...plainRules,
  ownsHeader: () => false,
}
