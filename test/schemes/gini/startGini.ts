import { startCloudTill } from '#test/schemes/cloudTill.ts'
import { canaries } from '#test/support/canaries.ts'

export const secret = canaries.oauthSecret
export const userIdentifier = 'user-hash-0123456789abcdef'
export const documents = '/documents'
export const everything = { methods: ['*'], path: '/**' }

export type GiniScheme = 'gini-trusted' | 'gini-derived' | 'gini-anonymous'

interface Options extends Omit<Parameters<typeof startCloudTill>[0], 'simulator' | 'entry'> {
  userTokenSeconds?: number
  /** Settings and secrets in place of the right ones. */
  more?: object
}

/** A till at the simulated Gini, whose client is good for the users of the scheme. */
export function startGini(scheme: GiniScheme, { userTokenSeconds = 3599, more, ...options }: Options = {}) {
  const users = scheme === 'gini-anonymous' ? 'anonymous' : 'derived'
  return startCloudTill({
    ...options,
    simulator: { gini: { clients: [{ clientId: 'till-client', clientSecret: secret, users, userTokenSeconds }] } },
    entry: (url) => entryFor(scheme, url, more),
  })
}

export function entryFor(scheme: GiniScheme, url: string, more: object = {}) {
  const users =
    scheme === 'gini-anonymous' ? { userCenterUrl: url, emailDomain: 'till.example.com' } : { userIdentifier }
  return { scheme, baseUrl: url, clientId: 'till-client', clientSecret: secret, ...users, ...more }
}
