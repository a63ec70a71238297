import type { Clock } from '#core/base/clock.ts'
import { type Backoff, backoffMs } from './backoff.ts'

interface Window<Thing> {
  thing: Thing
  /** Repetitions since the last report. */
  count: number
  /** Reports so far, the first occurrence included. */
  reports: number
  cancel: () => void
}

/** Kinds remembered at a time. Occurrences of further kinds are dropped. */
const maxWindows = 512

/**
 * Reports the first occurrence of a kind at once and its repetitions as sums, at intervals that double: a flood neither
 * fills the disk nor slows the caller.
 */
export class RepeatThrottle<Thing> {
  readonly #clock: Clock
  readonly #interval: Backoff
  readonly #report: (thing: Thing, count: number) => void
  readonly #windows = new Map<string, Window<Thing>>()

  constructor(clock: Clock, interval: Backoff, report: (thing: Thing, count: number) => void) {
    this.#clock = clock
    this.#interval = interval
    this.#report = report
  }

  /** @param kind what makes two occurrences the same; the latest `thing` of a kind is reported */
  note(kind: string, thing: Thing): void {
    const window = this.#windows.get(kind)
    if (window) {
      window.thing = thing
      window.count += 1
    } else if (this.#windows.size < maxWindows) {
      this.#windows.set(kind, { thing, count: 0, reports: 1, cancel: this.#reportLater(kind, 1) })
      this.#report(thing, 1)
    }
  }

  /** Reports the repetitions that are still to be reported. */
  close(): void {
    for (const { thing, count, cancel } of this.#windows.values()) {
      cancel()
      if (count > 0) this.#report(thing, count)
    }
    this.#windows.clear()
  }

  #reportLater(kind: string, reports: number): () => void {
    return this.#clock.after(backoffMs(this.#interval, reports), () => this.#endWindow(kind))
  }

  /** A kind that was not repeated for a whole interval begins anew. */
  #endWindow(kind: string): void {
    const window = this.#windows.get(kind)
    if (!window) return
    const { thing, count } = window
    if (count === 0) {
      this.#windows.delete(kind)
      return
    }
    window.count = 0
    window.reports += 1
    window.cancel = this.#reportLater(kind, window.reports)
    this.#report(thing, count)
  }
}
