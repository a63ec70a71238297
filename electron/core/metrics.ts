import { type FaultCode, faults } from '../contract/faults.ts'

/** How a request ended: the class of the upstream's status, or why there was none. */
export type Outcome = FaultCode | 'CALLER_GONE'

export const outcomes = ['1xx', '2xx', '3xx', '4xx', '5xx', 'CALLER_GONE', ...Object.keys(faults)] as const
const placeOf = new Map<string, number>(outcomes.map((outcome, at) => [outcome, at]))

/** Upper bounds, in milliseconds. */
export const addedMsBounds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 500, 2_500]
export const upstreamMsBounds = [2.5, 5, 10, 25, 50, 75, 100, 150, 250, 500, 1_000, 2_500, 5_000, 10_000]

/** How often something took how long. */
export class Histogram {
  readonly boundsMs: readonly number[]
  /** As many as bounds, and one for what took longer. Each thing is counted once. */
  readonly counts: Float64Array
  sumMs = 0

  constructor(boundsMs: readonly number[]) {
    this.boundsMs = boundsMs
    this.counts = new Float64Array(boundsMs.length + 1)
  }

  observe(ms: number): void {
    const { boundsMs, counts } = this
    let at = 0
    while (at < boundsMs.length && ms > (boundsMs[at] as number)) at += 1
    counts[at] = (counts[at] as number) + 1
    this.sumMs += ms
  }
}

/** The requests of one client to one upstream. */
export class Lane {
  /** In the order of `outcomes`. */
  readonly counts = new Float64Array(outcomes.length)
  /** What a request waited here until it was sent. */
  readonly added = new Histogram(addedMsBounds)
  /** What the upstream took until its answer began. */
  readonly upstream = new Histogram(upstreamMsBounds)

  countStatus(status: number): void {
    this.#count(Math.min(Math.max(Math.trunc(status / 100), 1), 5) - 1)
  }

  countOutcome(outcome: Outcome): void {
    this.#count(placeOf.get(outcome) as number)
  }

  #count(at: number): void {
    this.counts[at] = (this.counts[at] as number) + 1
  }
}

/**
 * What is counted on each request's way: plain additions, some 0.05 µs in all. (A metrics library's own counters
 * cost 3 µs; see docs/operations.md.)
 */
export class Metrics {
  readonly #lanes = new Map<string, Map<string, Lane>>()

  lane(client: string, upstream: string): Lane {
    return this.#lanes.get(client)?.get(upstream) ?? this.#newLane(client, upstream)
  }

  /** Those of the clients and upstreams that are set up. Whatever else there was is forgotten. */
  lanesOf(
    clients: ReadonlySet<string>,
    upstreams: ReadonlySet<string>,
  ): { client: string; upstream: string; lane: Lane }[] {
    for (const [client, lanes] of this.#lanes) {
      if (!clients.has(client)) this.#lanes.delete(client)
      for (const upstream of lanes.keys()) if (!upstreams.has(upstream)) lanes.delete(upstream)
    }
    return [...this.#lanes].flatMap(([client, lanes]) =>
      [...lanes].map(([upstream, lane]) => ({ client, upstream, lane })),
    )
  }

  #newLane(client: string, upstream: string): Lane {
    const lane = new Lane()
    const lanes = this.#lanes.get(client) ?? new Map()
    this.#lanes.set(client, lanes.set(upstream, lane))
    return lane
  }
}
