import type { SecureContext } from 'node:tls'

const dayMs = 24 * 60 * 60_000

/**
 * A TLS context that is made when it is first asked for, and anew each day: an administrator may have put an authority into
 * the system's store, or taken one out. Making one takes some 15 ms, so whoever asks gets the last one meanwhile.
 */
export class DailyContext {
  readonly #make: () => SecureContext
  readonly #nowMs: () => number
  #last: { context: SecureContext; madeAtMs: number } | undefined
  #isDue = false

  constructor(make: () => SecureContext, nowMs: () => number = () => performance.now()) {
    this.#make = make
    this.#nowMs = nowMs
  }

  get(): SecureContext {
    if (!this.#last) return this.#renew()
    if (!this.#isDue && this.#nowMs() - this.#last.madeAtMs >= dayMs) {
      this.#isDue = true
      setImmediate(() => this.#renew())
    }
    return this.#last.context
  }

  #renew(): SecureContext {
    this.#isDue = false
    this.#last = { context: this.#make(), madeAtMs: this.#nowMs() }
    return this.#last.context
  }
}
