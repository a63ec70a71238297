import { z } from 'zod'
import { BaseUrl } from '../contract/values.ts'
import type { Scheme } from '../core/scheme.ts'
import { Secret } from '../core/secret.ts'
import { clientCredentials } from './clientCredentials.ts'
import { plainRules } from './plainPage.ts'
import { proveHost, tokenSession } from './tokenSession.ts'

const Settings = z.strictObject({
  /** May be another host than the upstream's. */
  tokenUrl: z.string().refine(isEndpoint, 'must be the https:// URL of the token endpoint, without # or user name'),
  clientId: z.string().regex(/^\P{Cc}+$/u, 'must not hold a control character'),
  scope: z
    .string()
    .regex(/^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/, 'must be names with single blanks between')
    .optional(),
  /** Whether id and secret are form-encoded before Basic, as RFC 6749 §2.3.1 asks. Some services do not decode them. */
  clientEncoding: z.enum(['form', 'raw']).optional(),
})
const Secrets = z.strictObject({ clientSecret: z.string().regex(/^\P{Cc}+$/u, 'must not hold a control character') })

/** Plain client credentials (RFC 6749 §4.4) and a bearer token (RFC 6750). */
export const oauth2: Scheme<z.infer<typeof Settings>, z.infer<typeof Secrets>> = {
  id: 'oauth2',
  settings: Settings,
  secrets: Secrets,

  seal: ({ clientSecret }) => new Secret(clientSecret),

  open(settings, sealed, ports) {
    const { handOver: _, ...session } = tokenSession(
      {
        ask: clientCredentials(settings, sealed, ports),
        headersFor: (token) => ['Authorization', `Bearer ${token.reveal()}`],
        judge: (status) => (status === 401 ? 'renew' : 'pass'),
        prove: (http, clock, _, reply) => proveHost(http, 'The upstream', reply, clock),
      },
      ports,
    )
    return session
  },

  ...plainRules,
  owns: () => false,
}

function isEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { origin, username, password, hash } = new URL(text)
  return BaseUrl.safeParse(origin).success && !username && !password && !hash && !text.endsWith('#')
}
