import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { budgetTimeAtStart, type ClockMark, nextMark } from './budgetClock.ts'
import { countedSince } from './codeLimits.ts'
import type { SendStore } from './sendStore.ts'

interface Deps {
  store: SendStore
  clock: Clock
}

interface Send {
  readonly keys: readonly string[]
  readonly at: number
}

const pruneEveryMs = 3_600_000

/** When codes were sent in the last day, under which keys: in memory, and in the store for the next run. */
export class SendLog {
  readonly #store: SendStore
  readonly #clock: Clock
  readonly #times = new Map<string, number[]>()
  /** Counted while the store could not be written. */
  #unsaved: Send[] = []
  #mark: ClockMark | undefined
  #isLoaded = false
  /** The budget clock minus the monotonic clock. */
  #offsetMs: number
  #prunedAt = -Infinity

  constructor({ store, clock }: Deps) {
    this.#store = store
    this.#clock = clock
    this.#offsetMs = budgetTimeAtStart(undefined, clock.now()) - clock.monotonicMs()
  }

  /** Milliseconds of the budget clock. It never jumps, and is comparable with that of earlier runs once loaded. */
  now(): number {
    return Math.round(this.#clock.monotonicMs() + this.#offsetMs)
  }

  /** Reads what earlier runs counted; does nothing once it was read. @throws Fault `VERIFICATIONS_UNAVAILABLE` */
  load(): void {
    if (this.#isLoaded) return
    const sends = this.#store.sends()
    const mark = this.#store.mark() ?? markBy(sends, this.#clock.now())
    const uncounted = this.#unsaved.splice(0)
    this.#times.clear()
    this.#offsetMs = budgetTimeAtStart(mark, this.#clock.now()) - this.#clock.monotonicMs()
    this.#mark = mark
    const now = this.now()
    for (const { key, at } of sends) if (at >= countedSince(now)) this.#remember([key], Math.min(at, now))
    this.#isLoaded = true
    for (const { keys } of uncounted) this.addUnsaved(keys)
    this.#prune(now)
    // A disk that is full for now keeps nobody from reading.
    withoutFault(() => this.#store.saveMark(this.#nextMark()))
  }

  /** When codes were sent under this key, oldest first; some may be too old to count. */
  readonly times = (key: string): readonly number[] => this.#times.get(key) ?? []

  countToday(key: string): number {
    return this.countSince(key, countedSince(this.now()))
  }

  /** @param since of the budget clock, within the last day */
  countSince(key: string, since: number): number {
    return this.times(key).filter((at) => at >= since).length
  }

  /** Counts one code. @returns its time @throws Fault `VERIFICATIONS_UNAVAILABLE`; it is not counted then */
  add(keys: readonly string[]): number {
    this.load()
    this.#saveUnsaved()
    const at = this.now()
    this.#store.countSend(keys, at, this.#nextMark())
    this.#remember(keys, at)
    if (at - this.#prunedAt >= pruneEveryMs) this.#prune(at)
    return at
  }

  /** Counts one code, if need be in memory only until the store can be written. */
  addUnsaved(keys: readonly string[]): void {
    const at = this.now()
    this.#remember(keys, at)
    this.#unsaved.push({ keys, at })
    withoutFault(() => this.#saveUnsaved())
  }

  /** Removes one count of a code that was never sent. @throws Fault `VERIFICATIONS_UNAVAILABLE`; it stays counted then */
  remove(keys: readonly string[], at: number): void {
    this.#store.uncountSend(keys, at)
    for (const key of keys) {
      const times = this.#times.get(key) ?? []
      const found = times.lastIndexOf(at)
      if (found >= 0) times.splice(found, 1)
    }
  }

  /** Writes what is not written yet, and the clock. @throws Fault `VERIFICATIONS_UNAVAILABLE` */
  save(): void {
    this.load()
    this.#saveUnsaved()
    this.#store.saveMark(this.#nextMark())
  }

  /** Saves what it can. */
  close(): void {
    withoutFault(() => this.save())
  }

  #remember(keys: readonly string[], at: number): void {
    for (const key of keys) {
      const times = this.#times.get(key) ?? []
      this.#times.set(key, times)
      times.push(at)
      // Read from the store they come in any order.
      if ((times.at(-2) ?? at) > at) times.sort((a, b) => a - b)
    }
  }

  #saveUnsaved(): void {
    if (!this.#isLoaded) return
    for (;;) {
      const [first] = this.#unsaved
      if (!first) return
      this.#store.countSend(first.keys, first.at, this.#nextMark())
      this.#unsaved.shift()
    }
  }

  #prune(now: number): void {
    const since = countedSince(now)
    this.#prunedAt = now
    withoutFault(() => this.#store.removeSendsBefore(since))
    for (const [key, times] of this.#times) {
      const counted = times.filter((at) => at >= since)
      if (counted.length > 0) this.#times.set(key, counted)
      else this.#times.delete(key)
    }
  }

  #nextMark(): ClockMark {
    this.#mark = nextMark(this.#mark, this.now(), this.#clock.now())
    return this.#mark
  }
}

/** Stores of earlier versions have no mark: their times are those of the wall clock. */
function markBy(sends: readonly { at: number }[], wallMs: number): ClockMark | undefined {
  if (sends.length === 0) return undefined
  const newest = Math.min(wallMs, Math.max(...sends.map(({ at }) => at)))
  return { budgetMs: newest, wallMs: newest }
}

function withoutFault(act: () => void): void {
  try {
    act()
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
  }
}
