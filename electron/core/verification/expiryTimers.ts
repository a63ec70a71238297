import type { Clock } from '#core/base/clock.ts'
import type { Log } from '#core/base/log.ts'

export interface ExpiryTimersDeps {
  clock: Clock
  log: Log
  /** Called when a verification expires or its retention ends; retried after 5 s if it throws. */
  onExpiry(id: string): Promise<void>
}

const retryMs = 5_000

/** One timer for each verification. */
export class ExpiryTimers {
  readonly #deps: ExpiryTimersDeps
  readonly #cancels = new Map<string, () => void>()
  #isClosed = false

  constructor(deps: ExpiryTimersDeps) {
    this.#deps = deps
  }

  /** Replaces the verification's timer. Does nothing once closed: a timer would keep the agent from ending. */
  schedule(id: string, delayMs: number): void {
    if (this.#isClosed) return
    this.cancel(id)
    const cancel = this.#deps.clock.after(Math.max(0, delayMs), () => void this.#expire(id))
    this.#cancels.set(id, cancel)
  }

  cancel(id: string): void {
    this.#cancels.get(id)?.()
    this.#cancels.delete(id)
  }

  close(): void {
    this.#isClosed = true
    for (const cancel of this.#cancels.values()) cancel()
    this.#cancels.clear()
  }

  async #expire(id: string): Promise<void> {
    try {
      await this.#deps.onExpiry(id)
    } catch (thrown) {
      this.#deps.log.error('verification-not-ended', thrown)
      this.schedule(id, retryMs)
    }
  }
}
