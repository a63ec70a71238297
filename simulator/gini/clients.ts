/** A client of Gini: for derived or for anonymous users, never for both (gini.md 0). */
export interface GiniClient {
  clientId: string
  clientSecret: string
  users: 'derived' | 'anonymous'
  /** Whether Gini enabled refresh tokens for it. Default false. */
  refreshTokens?: boolean
  /** Lifetime of a user's token. Default: `GiniAssumptions.userTokenSeconds`. */
  userTokenSeconds?: number
}

export const demoGiniClients: readonly [GiniClient, GiniClient] = [
  { clientId: 'demo-derived', clientSecret: 'demo-gini-secret-1', users: 'derived' },
  { clientId: 'demo-anonymous', clientSecret: 'demo-gini-secret-2', users: 'anonymous' },
]
