interface Wait {
  /** On the clock of `performance.now`. */
  dueMs: number
  run: () => void
}

/** The longest that a timer of Node waits. */
const maxDelayMs = 2 ** 31 - 1

/**
 * Any number of waits behind one timer of Node's. Nearly all end long before their time, and setting up a timer for each is
 * among the dearest steps of a request (docs/performance.md). The process stays up while something waits.
 */
export class SharedTimer {
  readonly #waits = new Set<Wait>()
  #timer: NodeJS.Timeout | undefined
  #firesAtMs = Number.POSITIVE_INFINITY

  /** Runs once, later. @returns cancels it */
  after(delayMs: number, run: () => void): () => void {
    const wait = { dueMs: performance.now() + delayMs, run }
    this.#waits.add(wait)
    if (wait.dueMs < this.#firesAtMs) this.#fireAt(wait.dueMs)
    if (this.#waits.size === 1) this.#timer?.ref()
    return () => {
      if (this.#waits.delete(wait) && this.#waits.size === 0) this.#timer?.unref()
    }
  }

  #fireAt(dueMs: number): void {
    clearTimeout(this.#timer)
    this.#firesAtMs = dueMs
    const delayMs = Math.min(maxDelayMs, Math.max(1, Math.ceil(dueMs - performance.now())))
    this.#timer = setTimeout(() => this.#fire(), delayMs)
  }

  #fire(): void {
    const nowMs = performance.now()
    const due = [...this.#waits].filter(({ dueMs }) => dueMs <= nowMs).toSorted((a, b) => a.dueMs - b.dueMs)
    for (const wait of due) this.#waits.delete(wait)
    this.#firesAtMs = Number.POSITIVE_INFINITY
    let nextMs = Number.POSITIVE_INFINITY
    for (const { dueMs } of this.#waits) nextMs = Math.min(nextMs, dueMs)
    if (this.#waits.size > 0) this.#fireAt(nextMs)
    for (const { run } of due) runOrThrowLater(run)
  }
}

/** A bug in one is heard of as in a timer of its own, and the others still run. */
function runOrThrowLater(run: () => void): void {
  try {
    run()
  } catch (thrown) {
    process.nextTick(() => {
      throw thrown
    })
  }
}
