/** A time in which no request reached an upstream, in Unix milliseconds. */
export interface Outage {
  readonly upstream: string
  readonly since: number
  /** Absent while it lasts. */
  readonly until?: number
}

/** More than any day has. */
const maxOutages = 500

/** The outages that are over, the oldest dropped first. */
export class OutageLog {
  readonly #outages: Outage[] = []

  add(outage: Outage): void {
    this.#outages.push(outage)
    if (this.#outages.length > maxOutages) this.#outages.shift()
  }

  all(): readonly Outage[] {
    return this.#outages
  }
}

/** How much of the outages falls into a span of time, in milliseconds. */
export function outageMs(outages: readonly Outage[], since: number, now: number): number {
  return outages.reduce((sum, { since: from, until = now }) => sum + Math.max(0, until - Math.max(from, since)), 0)
}
