/** How often something happened to somebody lately. */
export class Tally {
  readonly #times = new Map<string, number[]>()

  add(who: string, at: number): void {
    this.#times.set(who, [...(this.#times.get(who) ?? []), at])
  }

  /** Forgets what is older than `minutes`. */
  count(who: string, minutes: number, now: number): number {
    const recent = (this.#times.get(who) ?? []).filter((at) => at > now - minutes * 60_000)
    this.#times.set(who, recent)
    return recent.length
  }

  forget(who: string): void {
    this.#times.delete(who)
  }

  clear(): void {
    this.#times.clear()
  }
}
