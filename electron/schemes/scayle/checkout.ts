import type { CheckoutClaims } from '#contract/pos/checkout.ts'
import type { Secret } from '#core/base/secret.ts'
import type { CheckoutSigner } from '#core/scheme/checkout.ts'
import type { CustomerSessions } from '#core/scheme/customerSessions.ts'
import type { ScayleCustomer } from './customer.ts'
import { noShopSecret, signForShop } from './shopToken.ts'

/** As SCAYLE's sample (scayle.md 7): long enough to load the web component. */
const lifetimeMs = 60_000

/** SCAYLE's SDK renews a token with so little left before a checkout (scayle.md 4). */
const leastTokenMs = 30 * 60_000

export const checkoutPreset = 'scayle:checkout'

interface Deps {
  shopId: string
  shopSecret: Secret | undefined
  sessions: CustomerSessions<ScayleCustomer>
  clock: { now(): number }
}

/** Signs the token that starts SCAYLE's checkout web component (scayle.md 7). */
export function checkoutSigner({ shopId, shopSecret, sessions, clock }: Deps): CheckoutSigner {
  return {
    preset: checkoutPreset,
    async sign(claims, customer, mayHaveToken) {
      if (!shopSecret) throw noShopSecret('a checkout')
      const credential = customer && sessions.find(customer.handle, customer.owner).credential
      const accessToken = mayHaveToken
        ? (await credential?.lasting(leastTokenMs, customer?.refusedToken))?.pair.access
        : undefined
      return { token: signed(claims, shopSecret, clock.now()), lifetimeMs, shopId, accessToken }
    },
  }
}

function signed(claims: CheckoutClaims, shopSecret: Secret, now: number): Secret {
  const iat = Math.floor(now / 1000)
  return signForShop({ ...claims, iss: 'till-agent', iat, nbf: iat, exp: iat + lifetimeMs / 1000 }, shopSecret)
}
