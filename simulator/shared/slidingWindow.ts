/** Counts events per key within the last minutes. */
export class SlidingWindow {
  readonly #times = new Map<string, number[]>()

  /** @param at milliseconds since the epoch */
  add(key: string, at: number): void {
    this.#times.set(key, [...(this.#times.get(key) ?? []), at])
  }

  /** The number of events within the last `minutes`; drops older ones. */
  count(key: string, minutes: number, now: number): number {
    const recent = (this.#times.get(key) ?? []).filter((at) => at > now - minutes * 60_000)
    this.#times.set(key, recent)
    return recent.length
  }

  reset(key: string): void {
    this.#times.delete(key)
  }

  clear(): void {
    this.#times.clear()
  }
}
