/** What took how long in one minute. */
export interface Minute {
  /** When it began, by the monotonic clock. */
  startMs: number
  count: number
  sumMs: number
  mostMs: number
}

const minuteMs = 60_000
const minutesKept = 60

/** How long things took, by minute, for an hour: a minute takes the place of the one an hour before. */
export class MinuteBuckets {
  readonly #minutes = new Float64Array(minutesKept).fill(-1)
  readonly #counts = new Float64Array(minutesKept)
  readonly #sumsMs = new Float64Array(minutesKept)
  readonly #mostMs = new Float64Array(minutesKept)

  add(nowMs: number, ms: number): void {
    const minute = Math.floor(nowMs / minuteMs)
    const at = minute % minutesKept
    if (this.#minutes[at] !== minute) {
      this.#minutes[at] = minute
      this.#counts[at] = 0
      this.#sumsMs[at] = 0
      this.#mostMs[at] = 0
    }
    this.#counts[at] = (this.#counts[at] as number) + 1
    this.#sumsMs[at] = (this.#sumsMs[at] as number) + ms
    this.#mostMs[at] = Math.max(this.#mostMs[at] as number, ms)
  }

  /** Oldest first, without the minutes in which there was nothing. */
  lastHour(nowMs: number): Minute[] {
    const current = Math.floor(nowMs / minuteMs)
    const minutes: Minute[] = []
    for (let minute = Math.max(0, current - minutesKept + 1); minute <= current; minute += 1) {
      const at = minute % minutesKept
      if (this.#minutes[at] !== minute) continue
      const [count, sumMs, mostMs] = [this.#counts[at], this.#sumsMs[at], this.#mostMs[at]] as [number, number, number]
      minutes.push({ startMs: minute * minuteMs, count, sumMs, mostMs })
    }
    return minutes
  }
}
