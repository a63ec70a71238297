import type { Clock } from '#core/base/clock.ts'
import type { ExchangeRequest } from './exchangeRequest.ts'

/** With a smaller share of its own time left, a caller is better told that the upstream is busy. */
const minShareLeft = 0.2

/** Until when a response must begin to be passed on, for all sendings of a request together. */
export class Deadline {
  readonly #request: ExchangeRequest
  /** When the request came, on the monotonic clock. */
  readonly #startedAtMs: number
  readonly #clock: Clock
  #atMs: number | undefined

  constructor(request: ExchangeRequest, startedAtMs: number, clock: Clock) {
    this.#request = request
    this.#startedAtMs = startedAtMs
    this.#clock = clock
  }

  /** How long the request may wait until it is sent. */
  get waitMs(): number {
    return this.#startedAtMs + this.#request.answerTimeoutMs - this.#clock.monotonicMs()
  }

  /** Whether a request that has waited is better not sent any more: all its caller could get of it is a doubt. */
  get isNearlyOver(): boolean {
    const { isTimeoutFixed, answerTimeoutMs } = this.#request
    return isTimeoutFixed && this.waitMs < answerTimeoutMs * minShareLeft
  }

  /** How long its response may still take; to be asked once it was sent. */
  get remainingMs(): number {
    return (this.#atMs ?? 0) - this.#clock.monotonicMs()
  }

  /**
   * Sets the deadline when the request is sent first. A timeout that the caller has named counts from the request's arrival.
   *
   * @returns the time that is left
   */
  onSent(sentAtMs: number): number {
    const { isTimeoutFixed, answerTimeoutMs } = this.#request
    this.#atMs ??= (isTimeoutFixed ? this.#startedAtMs : sentAtMs) + answerTimeoutMs
    return this.#atMs - sentAtMs
  }
}
