import { z } from 'zod'
import { BaseUrl } from '../contract/values.ts'
import type { Scheme } from '../core/scheme.ts'
import { Secret } from '../core/secret.ts'
import {
  ClientId,
  ClientSecret,
  giniRules,
  MediaType,
  mediaTypeHeader,
  proveDocuments,
  refusedToken,
} from './giniApi.ts'
import { GiniUserCenter } from './giniUserCenter.ts'
import { GiniUsers } from './giniUsers.ts'
import { proveHost, tokenSession } from './tokenSession.ts'

const Settings = z.strictObject({
  userCenterUrl: BaseUrl,
  clientId: ClientId,
  /** Agreed with Gini; the user's name stands before it (gini.md 3, flow 4). */
  emailDomain: z
    .string()
    .regex(/^(?=.{1,200}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i, 'must be a domain such as till.example.com'),
  mediaType: MediaType,
})
const Secrets = z.strictObject({ clientSecret: ClientSecret })

/** Flow 4 (gini.md 3, 4): a user made up for this till, who logs in with a password that only the keychain knows. */
export const giniAnonymous: Scheme<z.infer<typeof Settings>, z.infer<typeof Secrets>> = {
  id: 'gini-anonymous',
  settings: Settings,
  secrets: Secrets,

  seal: ({ clientSecret }) => new Secret(clientSecret),

  open({ userCenterUrl, clientId, emailDomain, mediaType }, sealed, ports) {
    const center = new GiniUserCenter(ports.http(userCenterUrl), clientId, sealed)
    const users = new GiniUsers(center, { clientId, emailDomain }, ports)
    const { handOver: _, ...session } = tokenSession(
      {
        ask: () => users.logIn(),
        // The user is made with the first request, never by asking: a probe leaves nothing behind.
        askToProve: () => users.logInOrClient(),
        headersFor: (token) => ['Authorization', `Bearer ${token.reveal()}`, ...mediaTypeHeader(mediaType)],
        judge: (status) => (status === 401 ? 'renew' : 'pass'),
        prove: (http, clock, headers, reply) => {
          // A client's token opens no documents.
          if (!users.isMade) return proveHost(http, 'Gini', reply, clock)
          return proveDocuments(http, clock, headers, refusedToken)
        },
      },
      ports,
    )
    return { ...session, alarm: () => users.alarm }
  },

  ...giniRules,
}
