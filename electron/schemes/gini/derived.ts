import type { Secret } from '#core/base/secret.ts'
import { TokenCache } from '#core/scheme/tokenCache.ts'
import { readTokenResponse, type TokenResponse } from '#schemes/shared/tokenResponse.ts'
import { tokenSession } from '#schemes/shared/tokenSession.ts'
import { forbiddenLogin, handOverPreset, mediaTypeHeader, refusedClient, refusedToken, verifyDocuments } from './api.ts'
import { type NamedUserScheme, namedUserHeaders, namedUserScheme, storedSecretsIn } from './namedUser.ts'
import { type GiniUserCredential, OwnUsers } from './ownUsers.ts'
import { UserKey } from './userKey.ts'

/**
 * Flows 2 and 3 (gini.md 3): a token for the derived user. The agent sends it itself; a client with the grant `hand-over`
 * may also have it and use it at Gini on its own.
 */
export const giniDerived: NamedUserScheme = {
  id: 'gini-derived',
  ...namedUserScheme,
  presets: { ...namedUserScheme.presets, ...handOverPreset },

  open(settings, storedCredential, deps, baseUrl) {
    const { clientSecret, userKey } = storedSecretsIn(storedCredential)
    const api = deps.http(baseUrl)
    const logIn = async (userIdentifier: string): Promise<TokenResponse> => {
      const headers = namedUserHeaders({ ...settings, userIdentifier }, clientSecret)
      const outcome = await api.request({ method: 'POST', path: '/login', headers })
      const response = readTokenResponse(outcome, 'Gini', refusedClient)
      const isForbidden = outcome.kind === 'reply' && outcome.status === 403 && response.outcome === 'unavailable'
      return isForbidden ? { ...response, ...forbiddenLogin } : response
    }
    const headersFor = (token: Secret) => [
      ...['Authorization', `Bearer ${token.reveal()}`],
      ...mediaTypeHeader(settings.mediaType),
    ]
    const credentialOf = (userIdentifier: string): GiniUserCredential => {
      const cache = new TokenCache(() => logIn(userIdentifier), headersFor, deps)
      return {
        authorise: () => cache.headers(),
        discard: (used) => cache.discard(used),
        assess,
        handOver: (refused) => cache.token(refused),
        close: () => cache.close(),
      }
    }
    const key = new UserKey(userKey, deps)
    const users = new OwnUsers(key, credentialOf)
    const session = tokenSession(
      {
        requestToken: () => logIn(settings.userIdentifier),
        headersFor,
        assess,
        verifyToken: (http, clock, headers) => verifyDocuments(http, clock, headers, refusedToken),
      },
      deps,
    )
    return {
      ...session,
      load: () => key.load(),
      users,
      close() {
        session.close?.()
        users.close()
      },
    }
  },
}

function assess(status: number): 'renew' | 'pass' {
  return status === 401 ? 'renew' : 'pass'
}
