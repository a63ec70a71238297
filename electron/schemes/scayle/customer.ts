import { hash } from 'node:crypto'
import { Fault } from '#core/base/fault.ts'
import type { ProviderSteps } from '#core/scheme/providerSignIn.ts'
import type { Assessment, CustomerCredential, CustomerState } from '#core/scheme/requestAuthenticator.ts'
import type { SchemeDeps } from '#core/scheme/scheme.ts'
import { TokenCache, type TokenOutcome } from '#core/scheme/tokenCache.ts'
import type { ScayleApi, TokenPair } from './api.ts'
import { accountPath } from './hosts.ts'
import { tokenIdOf } from './phantomToken.ts'
import type { ProviderLogin, TokenReceiver } from './providerLogin.ts'

/** So many of a session's tokens are known again, the one in use included. */
const maxRemembered = 32

/** Path and query of a call that revokes one token, at any base URL. */
const revocation = /\/oauth\/tokens\/([^/?]+)(?:\?|$)/

interface Deps extends Pick<SchemeDeps, 'clock' | 'random'> {
  api: ScayleApi
  onSignedOut: () => void
}

/**
 * A customer's token pair, once there is one. A refresh token is valid once (scayle.md 4): the token cache renews one call at a time, and a
 * renewal whose response is lost means that the customer has to sign in again.
 */
export class ScayleCustomer implements CustomerCredential, TokenReceiver {
  readonly #api: ScayleApi
  readonly #onSignedOut: () => void
  readonly #cache: TokenCache
  readonly #clock: SchemeDeps['clock']
  readonly #closing = new AbortController()
  readonly atProvider?: ProviderSteps
  #pair: TokenPair | undefined
  #receivedAtMs = 0
  /** Under which SCAYLE lists the session's tokens, the newest last. A client may know any of them. */
  #tokenIds: string[] = []
  /** Digests of its access tokens, the newest last. */
  #digests: string[] = []

  /** @param source the tokens, or how the customer gets them */
  constructor({ api, clock, random, onSignedOut }: Deps, source: TokenPair | ProviderLogin) {
    this.#api = api
    this.#onSignedOut = onSignedOut
    this.#cache = new TokenCache(
      () => this.#renew(),
      (token) => api.customerHeaders(token),
      { clock, random },
    )
    this.#clock = clock
    if ('access' in source) this.start(source)
    else this.atProvider = this.#stepsAt(source)
  }

  get state(): CustomerState {
    return this.#pair ? 'signed-in' : 'started'
  }

  get closed(): AbortSignal {
    return this.#closing.signal
  }

  start(pair: TokenPair): void {
    this.#pair = pair
    this.#receivedAtMs = this.#clock.monotonicMs()
    this.#remember(pair)
    this.#cache.prime(pair.access, pair.lifetimeMs)
  }

  authorise(): readonly string[] | Promise<readonly string[]> {
    return this.#cache.headers()
  }

  discard(used: readonly string[]): void {
    this.#cache.discard(used)
  }

  /**
   * At the Customer Account API, 403 means the token too, as SCAYLE's SDK takes it (scayle.md 4, 7). At the Authentication
   * API it is about the customer's request, as are 404, 406 and 409 (scayle.md 5).
   */
  assess(status: number, _: string, mountPath = ''): Assessment {
    return status === 401 || (status === 403 && mountPath === accountPath) ? 'renew' : 'pass'
  }

  /** A client that revokes the token which it was given means the one that has taken its place. */
  pathFor(path: string): string {
    const id = revokedIdIn(path)
    const current = this.#tokenIds.at(-1)
    return id !== undefined && current !== undefined && this.#tokenIds.includes(id) ? path.replace(id, current) : path
  }

  isSignedOutBy(method: string, path: string, status: number): boolean {
    if (status >= 300) return false
    if (method === 'POST') return /\/auth\/logout\/?(?:\?|$)/.test(path)
    return method === 'DELETE' && this.#tokenIds.includes(revokedIdIn(path) ?? '')
  }

  /** Renews now. @returns the new tokens, and their lifetime as SCAYLE gave it @throws as `authorise` */
  async renew(): Promise<{ pair: TokenPair; lifetimeMs: number | undefined }> {
    if (this.#pair?.refresh) await this.#cache.renew()
    else await this.#cache.headers()
    return this.#current()
  }

  /**
   * The tokens, with at least so much of their lifetime left where SCAYLE gives so much.
   *
   * @param refused an access token that SCAYLE no longer takes, as the client says
   * @throws as `authorise`
   */
  async lasting(leastMs: number, refused?: string): Promise<{ pair: TokenPair; lifetimeMs: number | undefined }> {
    await this.#cache.token(refused)
    const { lifetimeMs } = this.#current()
    return lifetimeMs !== undefined && lifetimeMs <= leastMs ? this.renew() : this.#current()
  }

  /** Whether this is one of the session's own access tokens. */
  hasGiven(token: string): boolean {
    return this.#digests.includes(digestOf(token))
  }

  async signOut(): Promise<void> {
    try {
      const { token } = await this.#cache.token()
      await this.#api.logOut(token)
    } catch {
      // The tokens expire at SCAYLE by themselves.
    }
  }

  close(): void {
    this.#closing.abort()
    this.#cache.close()
    if (this.#pair) this.#pair = { ...this.#pair, refresh: undefined }
    this.#digests = []
  }

  async #renew(): Promise<TokenOutcome> {
    if (!this.#pair) throw notSignedIn()
    const { refresh } = this.#pair
    if (!refresh) throw this.#signedOut()
    const askedAtMs = this.#clock.monotonicMs()
    const result = await this.#api.refresh(refresh)
    switch (result.outcome) {
      case 'granted':
        this.#pair = { ...result.pair, refresh: result.pair.refresh ?? refresh }
        this.#receivedAtMs = askedAtMs
        this.#remember(this.#pair)
        return { outcome: 'granted', token: result.pair.access, lifetimeMs: result.pair.lifetimeMs }
      case 'spent':
        throw this.#signedOut()
      default:
        return result
    }
  }

  #current(): { pair: TokenPair; lifetimeMs: number | undefined } {
    if (!this.#pair) throw notSignedIn()
    const { lifetimeMs } = this.#pair
    const spentMs = this.#clock.monotonicMs() - this.#receivedAtMs
    return { pair: this.#pair, lifetimeMs: lifetimeMs === undefined ? undefined : Math.max(0, lifetimeMs - spentMs) }
  }

  #stepsAt(login: ProviderLogin): ProviderSteps {
    return {
      closed: this.closed,
      withBrowser: async (redirectUri, asked) => {
        if (this.#pair) throw new Fault('SIGN_IN_FAILED', 'At SCAYLE nobody who is signed in signs in once more.')
        return login.begin(redirectUri, asked, this)
      },
      withCode: async () => login.withCode(),
    }
  }

  #remember({ access }: TokenPair): void {
    const token = access.reveal()
    const id = tokenIdOf(token)
    if (id !== undefined) this.#tokenIds = [...this.#tokenIds, id].slice(-maxRemembered)
    this.#digests = [...this.#digests, digestOf(token)].slice(-maxRemembered)
  }

  #signedOut(): Fault<'CUSTOMER_UNKNOWN'> {
    this.#onSignedOut()
    return new Fault('CUSTOMER_UNKNOWN', 'SCAYLE has signed this customer out.')
  }
}

function notSignedIn(): Fault<'CUSTOMER_UNKNOWN'> {
  return new Fault('CUSTOMER_UNKNOWN', 'This customer has not signed in yet.')
}

function revokedIdIn(path: string): string | undefined {
  return revocation.exec(path)?.[1]
}

function digestOf(token: string): string {
  return hash('sha256', token, 'base64url')
}
