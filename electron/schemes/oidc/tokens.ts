import { refreshTokenGrant, type TokenEndpointResponse, type TokenEndpointResponseHelpers } from 'openid-client'
import type { Identity } from '#contract/upstream.ts'
import { Fault } from '#core/base/fault.ts'
import { Secret } from '#core/base/secret.ts'
import type { SchemeDeps } from '#core/scheme/scheme.ts'
import { TokenCache, type TokenOutcome } from '#core/scheme/tokenCache.ts'
import type { OidcClient } from './client.ts'
import { type Failure, failureOf } from './failure.ts'
import type { GrantStore } from './grantStore.ts'
import { fullNameIn, personNameIn } from './person.ts'
import { revokeTokens } from './revocation.ts'
import type { OidcSettings } from './settings.ts'

export type TokenEndpointTokens = TokenEndpointResponse & TokenEndpointResponseHelpers

interface IdToken {
  token: Secret
  /** Monotonic. */
  expiresAtMs: number
}

const neverSignedIn = 'Nobody has signed in yet.'
const noRefreshToken = 'The sign-in ran out: the identity provider gave nothing to renew it with.'
export const abandoned = 'The sign-in was given up meanwhile.'

/** A token that was refused this soon after it was granted would only be replaced by one that is no newer. */
const freshMs = 5_000

/** The tokens of the person who is signed in, renewed for as long as the provider allows. */
export class OidcTokens {
  readonly #client: OidcClient
  readonly #grants: GrantStore
  readonly #settings: OidcSettings
  readonly #deps: SchemeDeps
  #cache: TokenCache
  #notSignedInReason: string | undefined = neverSignedIn
  #accessToken: Secret | undefined
  #idToken: IdToken | undefined
  #grantedAtMs = 0
  #personName: string | undefined
  #fullName: string | undefined
  #subject: string | undefined
  /** Changes with every sign-in and sign-out. A token response from an older generation is discarded. */
  #generation = 0
  #isClosed = false

  constructor(client: OidcClient, grants: GrantStore, settings: OidcSettings, deps: SchemeDeps) {
    this.#client = client
    this.#grants = grants
    this.#settings = settings
    this.#deps = deps
    this.#cache = this.#newCache()
  }

  /** @throws the vault's faults */
  async load(): Promise<void> {
    await this.#grants.load()
    this.#notSignedInReason = this.#grants.hasGrant ? undefined : neverSignedIn
  }

  /** A sentence; `undefined` while a person is signed in. */
  get notSignedInReason(): string | undefined {
    return this.#notSignedInReason
  }

  /** Whom the provider signed in; `undefined` before a sign-in of this run. */
  get subject(): string | undefined {
    return this.#subject
  }

  get accessToken(): Secret | undefined {
    return this.#accessToken
  }

  /** Who is signed in where. */
  get identity(): Pick<Identity, 'organisation' | 'person'> {
    const person = this.#personName
    return { organisation: new URL(this.#settings.issuer).host, ...(person && { person }) }
  }

  /** Absent where the provider gives no name that a person would know. */
  get fullName(): string | undefined {
    return this.#fullName
  }

  /** @param claims of an ID token or of UserInfo */
  namePerson(claims: Record<string, unknown>): void {
    this.#personName = personNameIn(claims)
    this.#fullName = fullNameIn(claims)
  }

  get generation(): number {
    return this.#generation
  }

  /** Whether nobody signed in or out since, and the session is still open. */
  isCurrent(generation: number): boolean {
    return !this.#isClosed && generation === this.#generation
  }

  /** The headers of a request, flat: name, value, … @throws Fault `UPSTREAM_NOT_READY` · `CREDENTIAL_REFUSED` */
  headers(): readonly string[] | Promise<readonly string[]> {
    const reason = this.#notSignedInReason
    if (reason !== undefined) throw new Fault('UPSTREAM_NOT_READY', reason, { retryAfterSeconds: 60 })
    return this.#cache.headers()
  }

  discard(used: readonly string[]): void {
    const isFresh = this.#deps.clock.monotonicMs() - this.#grantedAtMs < freshMs
    if (this.#grants.hasGrant && !isFresh) this.#cache.discard(used)
  }

  /** Begins a new generation with the tokens of a sign-in. @param askedAtMs when the tokens were requested, monotonic */
  start(tokens: TokenEndpointTokens, askedAtMs: number): void {
    this.#reset()
    this.#notSignedInReason = undefined
    this.namePerson(tokens.claims() ?? {})
    this.#subject = tokens.claims()?.sub
    const outcome = this.#accept(tokens, askedAtMs)
    if (outcome.outcome === 'granted') this.#cache.prime(outcome.token, outcome.lifetimeMs)
  }

  /** Begins a new generation without tokens. */
  end(reason: string): void {
    this.#reset()
    this.#notSignedInReason = reason
  }

  close(): void {
    this.#isClosed = true
    this.#cache.close()
  }

  #reset(): void {
    this.#generation += 1
    this.#cache.close()
    this.#cache = this.#newCache()
    this.#accessToken = undefined
    this.#idToken = undefined
    this.#personName = undefined
    this.#fullName = undefined
    this.#subject = undefined
  }

  #newCache(): TokenCache {
    return new TokenCache(
      () => this.#renew(),
      (token) => this.#headersWith(token),
      this.#deps,
    )
  }

  #headersWith(token: Secret): string[] {
    const { sendIdTokenAs, brand } = this.#settings
    return [
      'Authorization',
      `Bearer ${token.reveal()}`,
      ...(sendIdTokenAs && this.#idToken ? [sendIdTokenAs, this.#idToken.token.reveal()] : []),
      ...(brand ? ['CAP_BRAND', brand] : []),
    ]
  }

  /** Renewing spends the refresh token (RFC 9700 §4.14.2), so a new one is stored before anything else. */
  async #renew(): Promise<TokenOutcome> {
    const generation = this.#generation
    const grant = await this.#grants.newest()
    if (!grant) return this.#lose(noRefreshToken)
    const askedAtMs = this.#deps.clock.monotonicMs()
    try {
      const configuration = await this.#client.configuration()
      const tokens = await refreshTokenGrant(configuration, grant.refreshToken)
      if (generation !== this.#generation) {
        await revokeTokens(configuration, tokens)
        return { outcome: 'unavailable', detail: abandoned }
      }
      const { sub = grant.subject } = tokens.claims() ?? {}
      if (sub !== grant.subject) return this.#lose('The identity provider answered for another person.')
      if (tokens.refresh_token !== undefined) await this.#grants.saveOrHold(tokens.refresh_token, sub)
      return this.#accept(tokens, askedAtMs)
    } catch (thrown) {
      return this.#outcomeOf(failureOf(thrown), generation)
    }
  }

  #outcomeOf({ recovery, detail, retryAfterMs }: Failure, generation: number): TokenOutcome {
    if (recovery === 'correct-client') return { outcome: 'refused', detail }
    if (recovery === 'sign-in' && generation === this.#generation) return this.#lose(`${detail} The sign-in has ended.`)
    return { outcome: 'unavailable', detail, retryAfterMs }
  }

  #lose(reason: string): TokenOutcome {
    this.#notSignedInReason = reason
    return { outcome: 'unavailable', detail: reason }
  }

  #accept(tokens: TokenEndpointTokens, askedAtMs: number): TokenOutcome {
    const { exp, iat } = tokens.claims() ?? {}
    if (tokens.id_token && exp !== undefined && iat !== undefined)
      this.#idToken = { token: new Secret(tokens.id_token), expiresAtMs: askedAtMs + (exp - iat) * 1_000 }
    const lifetimesMs: number[] = tokens.expires_in === undefined ? [] : [tokens.expires_in * 1_000]
    if (this.#settings.sendIdTokenAs) {
      // A provider need not send a new ID token with every renewal; the old one is valid until it expires.
      const leftMs = (this.#idToken?.expiresAtMs ?? 0) - askedAtMs
      if (leftMs <= 0) return this.#lose('The identity provider gave no new ID token.')
      lifetimesMs.push(leftMs)
    }
    this.#accessToken = new Secret(tokens.access_token)
    this.#grantedAtMs = askedAtMs
    const lifetimeMs = lifetimesMs.length > 0 ? Math.min(...lifetimesMs) : undefined
    return { outcome: 'granted', token: this.#accessToken, lifetimeMs }
  }
}
