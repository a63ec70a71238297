import type { Clock } from './clock.ts'
import { Fault } from './fault.ts'
import type { Random } from './random.ts'
import type { Secret } from './secret.ts'

export type TokenOutcome =
  /** @property lifetimeMs as the server gave it; absent when it gave none */
  | { outcome: 'granted'; token: Secret; lifetimeMs?: number | undefined }
  /** The server knows the question but not us: asking again would only lock the account. */
  | { outcome: 'refused'; detail: string }
  | { outcome: 'unavailable'; detail: string; retryAfterMs?: number | undefined }

interface Held {
  token: Secret
  headers: readonly string[]
  /** On the clock that never jumps (attacks.md T64). */
  expiresAtMs: number
  renewAtMs: number
  isUsed: boolean
}

/** How soon a token service that failed is asked again, at first and at last. */
const firstRetryMs = 1_000
const lastRetryMs = 30_000
/** A token is renewed when this part of its life is left, or this much time, whichever is longer; at most half its life. */
const renewalShare = 0.1
const renewalMs = 60_000
/** For a token of unknown lifetime: RFC 6749 §5.1 only recommends that it be given. */
const unknownLifetimeMs = 300_000
/** Longer lives are cut short: a timer reaches no further than 24 days, and renewing sooner does no harm. */
const longestLifeMs = 7 * 24 * 3_600_000

/**
 * Keeps one token in memory and has it renewed ahead of its end, one call at a time however many wait (design 6). A token
 * is never used beyond the life that the server gave it.
 */
export class TokenKeeper {
  readonly #fetch: () => Promise<TokenOutcome>
  readonly #headersFor: (token: Secret) => readonly string[]
  readonly #clock: Clock
  readonly #random: Random
  #held: Held | undefined
  #fetching: Promise<readonly string[]> | undefined
  #failures = 0
  #askAgainAtMs = 0
  #lastTrouble = ''
  #callOff: (() => void) | undefined
  #refusal: Fault | undefined
  #isClosed = false

  constructor(
    fetch: () => Promise<TokenOutcome>,
    headersFor: (token: Secret) => readonly string[],
    { clock, random }: { clock: Clock; random: Random },
  ) {
    this.#fetch = fetch
    this.#headersFor = headersFor
    this.#clock = clock
    this.#random = random
  }

  /**
   * The headers with the token; at once while there is one.
   *
   * @throws Fault `UPSTREAM_NOT_READY` while the service gives none · `CREDENTIAL_REFUSED` when it never will
   */
  headers(): readonly string[] | Promise<readonly string[]> {
    const held = this.#held
    const nowMs = this.#clock.monotonicMs()
    if (!held || nowMs >= held.expiresAtMs) return this.#renew()
    held.isUsed = true
    if (nowMs >= held.renewAtMs) this.#renewAhead()
    return held.headers
  }

  /**
   * The token itself, and how long it is still good.
   *
   * @throws as `headers`
   */
  async token(): Promise<{ token: Secret; lifetimeMs: number }> {
    const headers = await this.headers()
    const held = this.#held
    if (held?.headers !== headers) throw this.#notReady()
    return { token: held.token, lifetimeMs: held.expiresAtMs - this.#clock.monotonicMs() }
  }

  /** Forgets the token that an upstream would not take; a newer one stays. */
  discard(used: readonly string[]): void {
    if (this.#held?.headers === used) this.#held = undefined
  }

  close(): void {
    this.#isClosed = true
    this.#callOff?.()
    this.#held = undefined
  }

  #renew(): Promise<readonly string[]> {
    this.#fetching ??= this.#ask().finally(() => {
      this.#fetching = undefined
    })
    return this.#fetching
  }

  #renewAhead(): void {
    // The token at hand still works: whoever comes after its end is told.
    this.#renew().catch(() => {})
  }

  async #ask(): Promise<readonly string[]> {
    // Asked once more, the service might lock the account; the token at hand still works.
    if (this.#refusal) throw this.#refusal
    const askedAtMs = this.#clock.monotonicMs()
    if (askedAtMs < this.#askAgainAtMs) throw this.#notReady()
    const answer = await this.#fetch()
    switch (answer.outcome) {
      case 'granted':
        return this.#hold(answer.token, askedAtMs, answer.lifetimeMs ?? unknownLifetimeMs)
      case 'refused':
        this.#refusal = new Fault('CREDENTIAL_REFUSED', answer.detail)
        throw this.#refusal
      case 'unavailable': {
        this.#lastTrouble = answer.detail
        this.#askAgainAtMs = this.#clock.monotonicMs() + (answer.retryAfterMs ?? this.#backOffMs())
        this.#failures += 1
        throw this.#notReady()
      }
    }
  }

  /** Counted from before the question: the server began to count no earlier. */
  #hold(token: Secret, askedAtMs: number, givenMs: number): readonly string[] {
    const lifetimeMs = Math.min(givenMs, longestLifeMs)
    const aheadMs = Math.min(Math.max(lifetimeMs * renewalShare, renewalMs), lifetimeMs / 2)
    const expiresAtMs = askedAtMs + lifetimeMs
    const headers = this.#headersFor(token)
    const held = { token, headers, expiresAtMs, renewAtMs: expiresAtMs - aheadMs, isUsed: false }
    if (this.#isClosed) return headers
    this.#held = held
    this.#failures = 0
    this.#askAgainAtMs = 0
    this.#callOff?.()
    // A till that was idle fetches its token at the next sale; a busy one never waits for it.
    this.#callOff = this.#clock.after(Math.max(0, held.renewAtMs - this.#clock.monotonicMs()), () => {
      if (held.isUsed && this.#held === held) this.#renewAhead()
    })
    return held.headers
  }

  /** Jitter keeps a thousand tills from coming back in the same second (attacks.md T51). */
  #backOffMs(): number {
    return Math.min(firstRetryMs * 2 ** this.#failures, lastRetryMs) * (0.75 + (this.#random.bytes(1)[0] ?? 0) / 512)
  }

  #notReady(): Fault<'UPSTREAM_NOT_READY'> {
    const retryAfterSeconds = Math.max(1, Math.ceil((this.#askAgainAtMs - this.#clock.monotonicMs()) / 1000))
    return new Fault('UPSTREAM_NOT_READY', this.#lastTrouble || undefined, { retryAfterSeconds })
  }
}
