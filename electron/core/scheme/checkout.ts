import type { CheckoutClaims } from '#contract/pos/checkout.ts'
import type { Secret } from '#core/base/secret.ts'

export interface SignedCheckout {
  token: Secret
  lifetimeMs: number
  shopId: string
  /** Of the customer who checks out. */
  accessToken: Secret | undefined
}

/** Signs what starts a checkout at the upstream. */
export interface CheckoutSigner {
  /** The preset that a client needs. It opens no route. */
  readonly preset: string
  /**
   * @param customer whose access token is wanted, the digest of the client's key, and a token of theirs that is refused
   * @param mayHaveToken whether the client may have that token
   * @throws Fault `UPSTREAM_NOT_READY` without a key · `CUSTOMER_UNKNOWN` · as `RequestAuthenticator.authorise`
   */
  sign(
    claims: CheckoutClaims,
    customer: { handle: string; owner: string; refusedToken?: string | undefined } | undefined,
    mayHaveToken: boolean,
  ): Promise<SignedCheckout>
}
