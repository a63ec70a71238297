import type { Clock } from '#core/base/clock.ts'

interface Waiting {
  dueMs: number
  run: () => void
  timer: NodeJS.Timeout | undefined
}

/** The clock of the machine, which can be put forward: what is due by then happens at once. */
export class JumpingClock implements Clock {
  readonly #waiting = new Set<Waiting>()
  #aheadMs = 0

  now(): number {
    return Date.now() + this.#aheadMs
  }

  monotonicMs(): number {
    return performance.now() + this.#aheadMs
  }

  after(delayMs: number, run: () => void): () => void {
    const waiting: Waiting = { dueMs: this.monotonicMs() + delayMs, run, timer: undefined }
    this.#waiting.add(waiting)
    this.#start(waiting)
    return () => this.#end(waiting)
  }

  jump(ms: number): void {
    this.#aheadMs += ms
    // In their order, as they would have come.
    for (const waiting of [...this.#waiting].sort((one, other) => one.dueMs - other.dueMs)) {
      clearTimeout(waiting.timer)
      // An earlier one may have ended it.
      if (this.#waiting.has(waiting)) this.#start(waiting)
    }
  }

  #start(waiting: Waiting): void {
    const run = () => {
      this.#end(waiting)
      waiting.run()
    }
    const leftMs = waiting.dueMs - this.monotonicMs()
    if (leftMs <= 0) run()
    else waiting.timer = setTimeout(run, leftMs)
  }

  #end(waiting: Waiting): void {
    clearTimeout(waiting.timer)
    this.#waiting.delete(waiting)
  }
}
