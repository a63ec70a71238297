/** An API client of the SCAYLE Panel (scayle.md 2). */
export interface ScayleClient {
  clientId: string
  clientSecret: string
  /** Ids of the shops it may name. Default: 1000 and 1001. */
  shopIds?: readonly number[]
  /** Lifetimes of its tokens. Default: those in `ScayleAssumptions`. */
  accessTokenSeconds?: number
  refreshTokenSeconds?: number
}

export const demoScayleClient: ScayleClient = { clientId: '5', clientSecret: 'demo-scayle-secret' }

/** Signs what starts a checkout, or a sign-in at an identity provider (scayle.md 6, 7). */
export const demoShopSecret = 'demo-shop-secret'

/** Any other key works as well: the provider itself is left out. */
export const demoIdentityProvider = 'google'

export function mayName({ shopIds = [1000, 1001] }: ScayleClient, shopId: number): boolean {
  return shopIds.includes(shopId)
}
