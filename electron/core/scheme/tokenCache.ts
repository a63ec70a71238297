import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { type Random, randomFraction } from '#core/base/random.ts'
import type { Secret } from '#core/base/secret.ts'
import { backoffMs, withJitter } from '#core/pacing/backoff.ts'
import { retryAfterSeconds } from '#core/pacing/retryAfter.ts'

export type TokenOutcome =
  /** @property lifetimeMs absent when the server gave none */
  | { outcome: 'granted'; token: Secret; lifetimeMs?: number | undefined }
  /** The server refused the credential. Asking again could lock the account. */
  | { outcome: 'refused'; detail: string }
  | { outcome: 'unavailable'; detail: string; retryAfterMs?: number | undefined }

interface Deps {
  clock: Clock
  random: Random
  /** Whether a token can be renewed before it has expired. By default it can. */
  renewsAhead?: boolean
}

interface CachedToken {
  token: Secret
  headers: readonly string[]
  /** Monotonic (attacks.md T64), as is `renewAtMs`. */
  expiresAtMs: number
  renewAtMs: number
  /** From then on a program may have it replaced. */
  replaceableAtMs: number
  isUsed: boolean
}

/** How soon a token service that failed is asked again. */
const retryBackoff = { firstMs: 1_000, maxMs: 30_000 }
/** A token is renewed when this share of its lifetime is left, or this much time, whichever is longer; at most half of it. */
const renewalShare = 0.1
const renewalMs = 60_000
/** A program that reports each token as refused asks the token service no more often. */
const reportGapMs = 5_000
/** For a token of unknown lifetime: RFC 6749 §5.1 only recommends that it be given. */
const unknownLifetimeMs = 300_000
/** Longer lifetimes are cut short: a timer reaches no further than 24 days, and renewing sooner does no harm. */
const maxLifetimeMs = 7 * 24 * 3_600_000

/**
 * Holds one token in memory and renews it ahead of its expiry. Any number of callers share one request to the token
 * service. A token is never used beyond the lifetime that the server gave it.
 */
export class TokenCache {
  readonly #fetch: () => Promise<TokenOutcome>
  readonly #headersFor: (token: Secret) => readonly string[]
  readonly #clock: Clock
  readonly #random: Random
  readonly #renewsAhead: boolean
  #cached: CachedToken | undefined
  #fetching: Promise<readonly string[]> | undefined
  #failures = 0
  #retryAtMs = 0
  #lastProblem = ''
  #cancelRenewal: (() => void) | undefined
  #refusal: Fault | undefined
  #isClosed = false

  constructor(
    fetch: () => Promise<TokenOutcome>,
    headersFor: (token: Secret) => readonly string[],
    { clock, random, renewsAhead = true }: Deps,
  ) {
    this.#fetch = fetch
    this.#headersFor = headersFor
    this.#clock = clock
    this.#random = random
    this.#renewsAhead = renewsAhead
  }

  /**
   * The headers with the token. Synchronous while the cache holds one.
   *
   * @throws Fault `UPSTREAM_NOT_READY` while the service gives no token · `CREDENTIAL_REFUSED` when it never will
   */
  headers(): readonly string[] | Promise<readonly string[]> {
    const cached = this.#cached
    const nowMs = this.#clock.monotonicMs()
    if (!cached || nowMs >= cached.expiresAtMs) return this.#renew()
    cached.isUsed = true
    if (nowMs >= cached.renewAtMs) this.#renewAhead()
    return cached.headers
  }

  /**
   * The token itself, and the lifetime that is left.
   *
   * @param refused a token that the upstream no longer takes, as a program says: that one is not returned again
   * @throws as `headers`
   */
  async token(refused?: string): Promise<{ token: Secret; lifetimeMs: number }> {
    const held = this.#cached
    const isReported = refused !== undefined && held?.token.reveal() === refused
    if (isReported && this.#clock.monotonicMs() >= held.replaceableAtMs) this.discard(held.headers)
    const headers = await this.headers()
    const cached = this.#cached
    if (cached?.headers !== headers) throw this.#notReady()
    return { token: cached.token, lifetimeMs: cached.expiresAtMs - this.#clock.monotonicMs() }
  }

  /** Renews the token now, together with whoever else waits for that. @throws as `headers` */
  async renew(): Promise<void> {
    await this.#renew()
  }

  /** Stores a token that was granted elsewhere, such as by a sign-in. Its lifetime counts from this call. */
  prime(token: Secret, lifetimeMs: number | undefined): void {
    this.#store(token, this.#clock.monotonicMs(), lifetimeMs ?? unknownLifetimeMs)
  }

  /** Drops the token behind these headers. A newer one stays. */
  discard(used: readonly string[]): void {
    if (this.#cached?.headers === used) this.#cached = undefined
  }

  close(): void {
    this.#isClosed = true
    this.#cancelRenewal?.()
    this.#cached = undefined
  }

  #renew(): Promise<readonly string[]> {
    this.#fetching ??= this.#request().finally(() => {
      this.#fetching = undefined
    })
    return this.#fetching
  }

  #renewAhead(): void {
    // A failure reaches nobody here: the cached token still works, and a caller after its expiry gets the fault.
    this.#renew().catch(() => {})
  }

  async #request(): Promise<readonly string[]> {
    if (this.#refusal) throw this.#refusal
    const askedAtMs = this.#clock.monotonicMs()
    if (askedAtMs < this.#retryAtMs) throw this.#notReady()
    const outcome = await this.#fetch().catch((thrown: unknown) => {
      // A service that fails by a fault is not to be asked by every request either.
      if (isNotReady(thrown)) this.#noteFailure(thrown.detail, (thrown.data?.retryAfterSeconds ?? 0) * 1_000)
      throw thrown
    })
    switch (outcome.outcome) {
      case 'granted':
        return this.#store(outcome.token, askedAtMs, outcome.lifetimeMs ?? unknownLifetimeMs)
      case 'refused':
        this.#refusal = new Fault('CREDENTIAL_REFUSED', outcome.detail)
        throw this.#refusal
      case 'unavailable':
        this.#noteFailure(outcome.detail, outcome.retryAfterMs)
        throw this.#notReady()
    }
  }

  #noteFailure(detail: string, retryAfterMs: number | undefined): void {
    this.#lastProblem = detail
    this.#failures += 1
    const waitMs =
      // A service that fails and names no time, or none that has to pass, is asked less and less often.
      retryAfterMs || withJitter(backoffMs(retryBackoff, this.#failures), randomFraction(this.#random))
    this.#retryAtMs = this.#clock.monotonicMs() + waitMs
  }

  /** @param askedAtMs the lifetime counts from here: the server cannot have begun to count earlier */
  #store(token: Secret, askedAtMs: number, lifetimeMs: number): readonly string[] {
    const headers = this.#headersFor(token)
    if (this.#isClosed) return headers
    const { expiresAtMs, renewAtMs } = expiryOf(askedAtMs, lifetimeMs)
    const cached = {
      token,
      headers,
      expiresAtMs,
      renewAtMs: this.#renewsAhead ? renewAtMs : expiresAtMs,
      replaceableAtMs: this.#clock.monotonicMs() + reportGapMs,
      isUsed: false,
    }
    this.#cached = cached
    this.#failures = 0
    this.#retryAtMs = 0
    this.#cancelRenewal?.()
    // A till that was idle fetches its token at the next sale; a busy one never waits for it.
    this.#cancelRenewal = this.#clock.after(Math.max(0, cached.renewAtMs - this.#clock.monotonicMs()), () => {
      if (cached.isUsed && this.#cached === cached) this.#renewAhead()
    })
    return headers
  }

  #notReady(): Fault<'UPSTREAM_NOT_READY'> {
    const waitMs = this.#retryAtMs - this.#clock.monotonicMs()
    const detail = this.#lastProblem || undefined
    return new Fault('UPSTREAM_NOT_READY', detail, { retryAfterSeconds: retryAfterSeconds(waitMs) })
  }
}

function isNotReady(thrown: unknown): thrown is Fault<'UPSTREAM_NOT_READY'> {
  return thrown instanceof Fault && thrown.code === 'UPSTREAM_NOT_READY'
}

function expiryOf(askedAtMs: number, givenMs: number): { expiresAtMs: number; renewAtMs: number } {
  const lifetimeMs = Math.min(givenMs, maxLifetimeMs)
  const aheadMs = Math.min(Math.max(lifetimeMs * renewalShare, renewalMs), lifetimeMs / 2)
  const expiresAtMs = askedAtMs + lifetimeMs
  return { expiresAtMs, renewAtMs: expiresAtMs - aheadMs }
}
