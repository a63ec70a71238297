import type { Clock } from '#core/base/clock.ts'
import type { Random } from '#core/base/random.ts'

interface Deps {
  clock: Clock
  random: Random
  /** Looks for what head office has signed. @returns whether the network kept it from knowing, so that it asks again soon */
  check(): Promise<boolean>
  /** Goes on with what waits for its time. */
  advance(): void
  /** Whether something does: a till with nothing to do sleeps until its next look. */
  isWaiting(): boolean
}

const minuteMs = 60_000
const firstCheckMs = minuteMs
const checkEveryMs = 4 * 60 * minuteMs
/** After a network problem. */
const retryMs = 15 * minuteMs
/** Checks are spread over some 42 minutes, so that not all tills ask at once. */
const spreadStepMs = 10_000
/** The first one over some 8 minutes: tills that took a release start again within the same minute, when their quiet hours begin. */
const firstSpreadStepMs = 2_000

/** When updates are looked for, and when a waiting one is tried again. */
export class UpdateSchedule {
  readonly #deps: Deps
  readonly #cancels = new Set<() => void>()
  #isWatching = false
  #isClosed = false

  constructor(deps: Deps) {
    this.#deps = deps
  }

  start(): void {
    this.#after(firstCheckMs + this.#spread() * firstSpreadStepMs, () => void this.#check())
    this.watch()
  }

  /** To be called when something begins to wait. It is tried each minute, until nothing waits any more. */
  watch(): void {
    if (this.#isWatching || !this.#deps.isWaiting()) return
    this.#isWatching = true
    this.#after(minuteMs, () => this.#minute())
  }

  close(): void {
    this.#isClosed = true
    for (const cancel of this.#cancels) cancel()
  }

  async #check(): Promise<void> {
    const isSoon = await this.#deps.check()
    this.#after((isSoon ? retryMs : checkEveryMs) + this.#spread() * spreadStepMs, () => void this.#check())
  }

  /** From 0 to 255. */
  #spread(): number {
    const [spread = 0] = this.#deps.random.bytes(1)
    return spread
  }

  #minute(): void {
    this.#isWatching = false
    this.watch()
    this.#deps.advance()
  }

  #after(delayMs: number, run: () => void): void {
    if (this.#isClosed) return
    const cancel = this.#deps.clock.after(delayMs, () => {
      this.#cancels.delete(cancel)
      run()
    })
    this.#cancels.add(cancel)
  }
}
