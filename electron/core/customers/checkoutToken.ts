import type { CheckoutClaims, CheckoutToken } from '#contract/pos/checkout.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Client } from '#core/clients/clients.ts'
import { lockIfRefused } from '#core/upstream/lockIfRefused.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'

interface Deps {
  upstreams: Upstreams
  clock: Clock
  /** The client gets the customer's access token. */
  onHandedOver(): void
}

/** Who checks out. @property refusedToken an access token that the cloud no longer takes, as the client says */
export interface CheckoutCustomer {
  /** The handle. */
  customer: string
  refusedToken?: string | undefined
}

/**
 * Signs what starts the checkout of a basket. The key never leaves the agent, and the customer's access token only for a
 * client with the grant `hand-over`.
 *
 * @param who absent for somebody who is not signed in
 * @throws Fault `NOT_GRANTED` · `TOO_MANY_REQUESTS` · `UPSTREAM_LOCKED` · `UPSTREAM_NOT_READY` · `CUSTOMER_UNKNOWN`
 */
export async function checkoutToken(
  id: string,
  client: Client,
  claims: CheckoutClaims,
  who: CheckoutCustomer | undefined,
  { upstreams, clock, onHandedOver }: Deps,
): Promise<CheckoutToken> {
  // Before all else: a client without a grant must not learn which upstreams there are.
  if (!client.grants.has(id)) throw new Fault('NOT_GRANTED', `"${client.id}" has no grant for "${id}".`)
  if (!client.bucket.take(clock.monotonicMs()))
    throw new Fault('TOO_MANY_REQUESTS', undefined, { retryAfterSeconds: 1 })
  const { checkout } = await upstreams.sessionOf(id)
  const presets = client.presets.get(id)
  if (!checkout || !presets?.has(checkout.preset))
    throw new Fault('NOT_GRANTED', `"${client.id}" may have no checkout signed for "${id}".`)
  const customer = who && { handle: who.customer, owner: client.keyDigest, refusedToken: who.refusedToken }
  const mayHaveToken = presets.has('hand-over')
  const signed = await lockIfRefused(upstreams, id, () => checkout.sign(claims, customer, mayHaveToken))
  if (signed.accessToken) onHandedOver()
  const { token, lifetimeMs, shopId, accessToken } = signed
  return {
    ...{ checkoutToken: token.reveal(), expiresInSeconds: Math.floor(lifetimeMs / 1000), shopId },
    ...(accessToken && { accessToken: accessToken.reveal() }),
  }
}
