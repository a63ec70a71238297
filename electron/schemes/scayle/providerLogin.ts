import { Fault } from '#core/base/fault.ts'
import { type Random, randomText } from '#core/base/random.ts'
import type { Secret } from '#core/base/secret.ts'
import type { SignInAttempt } from '#core/scheme/browserSignIn.ts'
import type { CodeSignIn, ProviderRequirement } from '#core/scheme/providerSignIn.ts'
import type { SchemeDeps } from '#core/scheme/scheme.ts'
import { type ScayleApi, scayleRefused, type TokenPair } from './api.ts'
import { noShopSecret, signForShop } from './shopToken.ts'

/** As SCAYLE's documents; its SDK has two hours (scayle.md 6). */
const lifetimeSeconds = 15 * 60

interface Deps {
  api: Pick<ScayleApi, 'exchange' | 'logOut'>
  clientId: string
  shopId: string
  shopSecret: Secret | undefined
  /** As SCAYLE names those that the shop uses. The first is the default. */
  providers: readonly string[]
  /** Of the call that sends a browser to the provider. */
  redirectUrl: string
  clock: SchemeDeps['clock']
  random: Random
}

/** Where a customer's tokens go once they have signed in. */
export interface TokenReceiver {
  readonly closed: AbortSignal
  start(pair: TokenPair): void
}

/** Signs customers in at an identity provider of the shop, with a browser (scayle.md 6). */
export class ProviderLogin {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /**
   * @param customer gets the tokens
   * @throws Fault `UPSTREAM_NOT_READY` without a shop secret · `SIGN_IN_FAILED`
   */
  async begin(redirectUri: string, asked: ProviderRequirement, customer: TokenReceiver): Promise<SignInAttempt> {
    const { clientId, shopId, shopSecret, providers, clock, random } = this.#deps
    if (asked.acrValues || asked.maxAgeSeconds !== undefined)
      throw new Fault('SIGN_IN_FAILED', 'SCAYLE passes no acrValues and no maxAgeSeconds on to an identity provider.')
    const idpKey = asked.provider ?? providers[0]
    if (idpKey === undefined) throw noProvider()
    if (!shopSecret) throw noShopSecret('a sign-in')
    const state = randomText(random, 32)
    // SCAYLE sends no state of its own: one in the callback's query comes back with it (scayle.md 6, ASSUMED).
    const callbackUrl = `${redirectUri}?state=${state}`
    const iat = Math.floor(clock.now() / 1000)
    const jwt = signForShop({ callbackUrl, idpKey, clientId, iat, exp: iat + lifetimeSeconds }, shopSecret)
    const url = new URL(this.#deps.redirectUrl)
    url.search = new URLSearchParams({ shopId, jwt: jwt.reveal() }).toString()
    return { url: url.href, state, complete: (response) => this.#complete(response, customer) }
  }

  withCode(): Promise<CodeSignIn> {
    const remedy = 'Begin it with "by": "browser".'
    throw new Fault('SIGN_IN_FAILED', 'SCAYLE has no sign-in by a code.', undefined, remedy)
  }

  async #complete({ searchParams }: URL, customer: TokenReceiver) {
    const { api, clock } = this.#deps
    const code = searchParams.get('code')
    if (!code) throw new Fault('SIGN_IN_FAILED', 'The browser came back from SCAYLE without a code.')
    const askedAtMs = clock.monotonicMs()
    const result = await api.exchange(code)
    switch (result.outcome) {
      case 'granted':
        if (customer.closed.aborted) {
          await api.logOut(result.pair.access)
          throw new Fault('CUSTOMER_UNKNOWN')
        }
        customer.start(result.pair)
        return { latencyMs: clock.monotonicMs() - askedAtMs }
      case 'refused':
        throw new Fault('CREDENTIAL_REFUSED', scayleRefused.detail, undefined, scayleRefused.remedy)
      case 'spent':
        throw new Fault('SIGN_IN_FAILED', 'SCAYLE did not accept the code that the browser brought.')
      case 'unavailable':
        throw new Fault('SIGN_IN_FAILED', result.detail, undefined, result.remedy)
    }
  }
}

function noProvider(): Fault {
  const remedy = 'Set identityProviders of the upstream to the keys of those that the shop uses.'
  return new Fault('SIGN_IN_FAILED', 'The upstream names no identity provider.', undefined, remedy)
}
