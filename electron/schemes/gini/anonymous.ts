import { z } from 'zod'
import { PastedText } from '#contract/text/pastedText.ts'
import { BaseUrl } from '#contract/values.ts'
import { Secret } from '#core/base/secret.ts'
import type { Scheme } from '#core/scheme/scheme.ts'
import { tokenSession, verifyHost } from '#schemes/shared/tokenSession.ts'
import {
  ClientId,
  ClientSecret,
  giniRules,
  handOverPreset,
  MediaType,
  mediaTypeHeader,
  refusedToken,
  verifyDocuments,
} from './api.ts'
import { GiniUserCenter } from './userCenter.ts'
import { GiniUsers } from './users.ts'

const Settings = z.strictObject({
  userCenterUrl: BaseUrl,
  clientId: ClientId,
  /** Agreed with Gini: the part after the `@` of the user's e-mail address (gini.md 3, flow 4). */
  emailDomain: PastedText.max(200).regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i, 'must be a domain such as till.example.com'),
  mediaType: MediaType,
})
const Secrets = z.strictObject({ clientSecret: ClientSecret })

/**
 * Flow 4 (gini.md 3, 4): a user that the agent creates for this till, with a password that only the keychain holds. A client
 * with the grant `hand-over` may have the user's token; when it has expired, the agent logs the user in again.
 */
export const giniAnonymous: Scheme<z.infer<typeof Settings>, z.infer<typeof Secrets>> = {
  id: 'gini-anonymous',
  settings: Settings,
  secrets: Secrets,

  toStoredCredential: ({ clientSecret }) => new Secret(clientSecret),

  open({ userCenterUrl, clientId, emailDomain, mediaType }, storedCredential, deps) {
    const center = new GiniUserCenter(deps.http(userCenterUrl), clientId, storedCredential)
    const users = new GiniUsers(center, { clientId, emailDomain }, deps)
    const session = tokenSession(
      {
        requestToken: () => users.logIn(),
        // The first request creates the user; a probe creates nothing.
        requestProbeToken: () => users.logInWithoutCreating(),
        headersFor: (token) => ['Authorization', `Bearer ${token.reveal()}`, ...mediaTypeHeader(mediaType)],
        assess: (status) => (status === 401 ? 'renew' : 'pass'),
        verifyToken: (http, clock, headers, reply) => {
          // The client's own token may not list documents.
          if (!users.hasUser) return verifyHost(http, 'Gini', reply, clock)
          return verifyDocuments(http, clock, headers, refusedToken)
        },
      },
      deps,
    )
    return { ...session, alarm: () => users.alarm }
  },

  ...giniRules,
  presets: { ...giniRules.presets, ...handOverPreset },
}
