/** The latencies of one minute. */
export interface Minute {
  /** When it began, by the monotonic clock. */
  startMs: number
  count: number
  sumMs: number
  maxMs: number
}

const minuteMs = 60_000
const windowMinutes = 60

/** Latencies of the last hour, by minute, in a ring: a minute takes the place of the one an hour before. */
export class LatencyWindow {
  readonly #minutes = new Float64Array(windowMinutes).fill(-1)
  readonly #counts = new Float64Array(windowMinutes)
  readonly #sumsMs = new Float64Array(windowMinutes)
  readonly #maxMs = new Float64Array(windowMinutes)

  /** @param nowMs by the monotonic clock */
  add(nowMs: number, latencyMs: number): void {
    const minute = Math.floor(nowMs / minuteMs)
    const at = minute % windowMinutes
    if (this.#minutes[at] !== minute) {
      this.#minutes[at] = minute
      this.#counts[at] = 0
      this.#sumsMs[at] = 0
      this.#maxMs[at] = 0
    }
    this.#counts[at] = (this.#counts[at] as number) + 1
    this.#sumsMs[at] = (this.#sumsMs[at] as number) + latencyMs
    this.#maxMs[at] = Math.max(this.#maxMs[at] as number, latencyMs)
  }

  /** Oldest first, without the minutes that had none. */
  lastHour(nowMs: number): Minute[] {
    const current = Math.floor(nowMs / minuteMs)
    const minutes: Minute[] = []
    for (let minute = Math.max(0, current - windowMinutes + 1); minute <= current; minute += 1) {
      const at = minute % windowMinutes
      if (this.#minutes[at] !== minute) continue
      const [count, sumMs, maxMs] = [this.#counts[at], this.#sumsMs[at], this.#maxMs[at]] as [number, number, number]
      minutes.push({ startMs: minute * minuteMs, count, sumMs, maxMs })
    }
    return minutes
  }
}
