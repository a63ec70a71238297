/** Where the answer to a look-up came from: memory, memory since the upstream could not be reached, another look-up, the upstream. */
export type LookUpOutcome = 'hit' | 'stale' | 'joined' | 'forwarded'

/** How often each came about since the start, by upstream. */
export class LookUpCounts {
  readonly #counts = new Map<string, Record<LookUpOutcome, number>>()

  add(upstreamId: string, outcome: LookUpOutcome): void {
    const known = this.#counts.get(upstreamId)
    const counts = known ?? { hit: 0, stale: 0, joined: 0, forwarded: 0 }
    counts[outcome] += 1
    if (!known) this.#counts.set(upstreamId, counts)
  }

  /** @param upstreamIds those that are there: others are forgotten */
  list(upstreamIds: ReadonlySet<string>): [upstream: string, outcome: LookUpOutcome, count: number][] {
    for (const id of this.#counts.keys()) if (!upstreamIds.has(id)) this.#counts.delete(id)
    return [...this.#counts].flatMap(([upstream, counts]) =>
      (Object.keys(counts) as LookUpOutcome[]).map((outcome): [string, LookUpOutcome, number] => [
        upstream,
        outcome,
        counts[outcome],
      ]),
    )
  }
}
