import type { Clock } from './clock.ts'

interface Pace {
  /** How long the second to tell of a thing is waited for, and the longest this grows to while it goes on. */
  firstMs: number
  longestMs: number
}

interface Window<Thing> {
  thing: Thing
  count: number
  lengthMs: number
  callOff: () => void
}

/** Kinds of things that are remembered at a time. Of what comes beyond, nothing is told. */
const mostWindows = 512

/**
 * Tells of a thing at once when it happens for the first time, and of its repetitions in sums, ever more seldom: a
 * flood fills no disk and slows nobody.
 */
export class Repeats<Thing> {
  readonly #clock: Clock
  readonly #pace: Pace
  readonly #tell: (thing: Thing, count: number) => void
  readonly #windows = new Map<string, Window<Thing>>()

  constructor(clock: Clock, pace: Pace, tell: (thing: Thing, count: number) => void) {
    this.#clock = clock
    this.#pace = pace
    this.#tell = tell
  }

  /** @param kind what makes two things the same */
  note(kind: string, thing: Thing): void {
    const window = this.#windows.get(kind)
    if (window) {
      window.thing = thing
      window.count += 1
    } else if (this.#windows.size < mostWindows) {
      const { firstMs: lengthMs } = this.#pace
      this.#windows.set(kind, { thing, count: 0, lengthMs, callOff: this.#after(lengthMs, kind) })
      this.#tell(thing, 1)
    }
  }

  /** Tells what is left to tell. */
  close(): void {
    for (const { thing, count, callOff } of this.#windows.values()) {
      callOff()
      if (count > 0) this.#tell(thing, count)
    }
    this.#windows.clear()
  }

  #after(lengthMs: number, kind: string): () => void {
    return this.#clock.after(lengthMs, () => this.#end(kind))
  }

  #end(kind: string): void {
    const window = this.#windows.get(kind)
    if (!window) return
    const { thing, count } = window
    if (count === 0) {
      this.#windows.delete(kind)
      return
    }
    window.count = 0
    window.lengthMs = Math.min(window.lengthMs * 2, this.#pace.longestMs)
    window.callOff = this.#after(window.lengthMs, kind)
    this.#tell(thing, count)
  }
}
