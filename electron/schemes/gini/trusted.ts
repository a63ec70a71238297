import type { Assessment } from '#core/scheme/requestAuthenticator.ts'
import { refusedClient, verifyDocuments } from './api.ts'
import { type NamedUserScheme, namedUserHeaders, namedUserScheme, storedSecretsIn } from './namedUser.ts'
import { type GiniUserCredential, OwnUsers } from './ownUsers.ts'
import { UserKey } from './userKey.ts'

/** Flow 1 (gini.md 3): the client's Basic and the user's identifier with every request, for a host in the back office. */
export const giniTrusted: NamedUserScheme = {
  id: 'gini-trusted',
  ...namedUserScheme,

  open(settings, storedCredential, deps) {
    const { clientSecret, userKey } = storedSecretsIn(storedCredential)
    const key = new UserKey(userKey, deps)
    const headersOf = (userIdentifier: string) => namedUserHeaders({ ...settings, userIdentifier }, clientSecret)
    const credentialOf = (userIdentifier: string): GiniUserCredential => {
      const headers = Object.entries(headersOf(userIdentifier)).flat()
      return { authorise: () => headers, assess }
    }
    return {
      ...credentialOf(settings.userIdentifier),
      load: () => key.load(),
      users: new OwnUsers(key, credentialOf),
      probe: (http, clock) => verifyDocuments(http, clock, headersOf(settings.userIdentifier), refusedClient),
    }
  },
}

function assess(status: number): Assessment {
  return status === 401 ? 'refused' : 'pass'
}
