import { setImmediate as turn } from 'node:timers/promises'
import type { Clock } from '#core/base/clock.ts'

interface Entry {
  atMs: number
  order: number
  /** Absent once it was cancelled. */
  run?: (() => void) | undefined
}

/** Work outside this process that time waits for: answers of real servers. */
export class Outside {
  #underWay = 0
  #ended = Promise.withResolvers<void>()

  async wait<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#underWay += 1
    try {
      return await work()
    } finally {
      this.#underWay -= 1
      this.#ended.resolve()
    }
  }

  /** Resolves when nothing is under way, and what came of it has been dealt with. */
  async settled(): Promise<void> {
    await turn()
    while (this.#underWay > 0) {
      this.#ended = Promise.withResolvers()
      await this.#ended.promise
      await turn()
    }
    await turn()
  }
}

/** Time that passes as fast as the work of it is done. Many tills share it, each with a clock of its own. */
export class VirtualTime {
  readonly outside = new Outside()
  readonly #startMs: number
  readonly #heap: Entry[] = []
  #elapsedMs = 0
  #order = 0

  /** @param startMs milliseconds since 1970 */
  constructor(startMs: number) {
    this.#startMs = startMs
  }

  /** The true time, in milliseconds since 1970. */
  now(): number {
    return this.#startMs + this.#elapsedMs
  }

  /** @param skewMs how far ahead of the true time it is */
  clock(skewMs = 0): Clock {
    return {
      now: () => this.now() + skewMs,
      monotonicMs: () => this.#elapsedMs,
      after: (delayMs, run) => this.after(delayMs, run),
    }
  }

  after(delayMs: number, run: () => void): () => void {
    const entry: Entry = { atMs: this.#elapsedMs + Math.max(0, delayMs), order: this.#order++, run }
    this.#push(entry)
    return () => {
      entry.run = undefined
    }
  }

  /**
   * Lets time pass. What is due runs in order; answers from outside are waited for at the end of each step.
   *
   * @param untilMs milliseconds since 1970
   * @param stepMs how far time may go on while an answer is on its way
   */
  async advance(untilMs: number, stepMs: number): Promise<void> {
    const endMs = untilMs - this.#startMs
    while (this.#elapsedMs < endMs) {
      const stepEndMs = Math.min(this.#elapsedMs + stepMs, endMs)
      for (let entry = this.#heap[0]; entry && entry.atMs <= stepEndMs; entry = this.#heap[0]) {
        this.#pop()
        this.#elapsedMs = Math.max(this.#elapsedMs, entry.atMs)
        entry.run?.()
      }
      await this.outside.settled()
      this.#elapsedMs = stepEndMs
    }
  }

  #push(entry: Entry): void {
    const heap = this.#heap
    let at = heap.push(entry) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!isBefore(entry, heap[parent] as Entry)) break
      heap[at] = heap[parent] as Entry
      at = parent
    }
    heap[at] = entry
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop() as Entry
    if (heap.length === 0) return
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Entry, heap[child] as Entry)) child += 1
      if (!isBefore(heap[child] as Entry, last)) break
      heap[at] = heap[child] as Entry
      at = child
    }
    heap[at] = last
  }
}

function isBefore(left: Entry, right: Entry): boolean {
  return left.atMs < right.atMs || (left.atMs === right.atMs && left.order < right.order)
}
