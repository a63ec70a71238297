import type { FaultCode } from '#contract/faults/faults.ts'
import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import type { RequestLine } from '#core/base/log.ts'
import type { Http, HttpOutcome } from './controlHttp.ts'
import { type Outage, OutageLog } from './outages.ts'

interface Deps {
  clock: Clock
  changes: ChangeFeed
  /** Between two questions to an upstream that could not be reached. */
  probeIntervalMs: number
}

/** Faults of requests that no response of the upstream came to. */
const notReached: ReadonlySet<string> = new Set<FaultCode>([
  ...(['UPSTREAM_UNREACHABLE', 'UPSTREAM_UNTRUSTED', 'UPSTREAM_SILENT', 'OUTCOME_UNKNOWN'] as const),
])

/** An upstream to which the last request failed. */
interface Failing {
  /** In Unix milliseconds. */
  since: number
  cancelProbe: () => void
}

/**
 * Whether upstreams can be reached, as their traffic last showed: the requests of clients and the agent's own calls. One
 * that cannot is asked by itself from time to time, so that nobody has to sell something to find out.
 */
export class Reachability {
  readonly #deps: Deps
  readonly #failing = new Map<string, Failing>()
  readonly #over = new OutageLog()
  /** Whether the upstream answers; never rejects. */
  #probe: (id: string) => Promise<boolean> = () => Promise.resolve(true)
  #isClosed = false

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** @param probe whether the upstream answers, whatever it answers; never rejects */
  probeWith(probe: (id: string) => Promise<boolean>): void {
    this.#probe = probe
  }

  /** Since when no request has reached it, in Unix milliseconds. */
  failingSince(id: string): number | undefined {
    return this.#failing.get(id)?.since
  }

  /** Those of this run: the ones that are over, and those that last. */
  outages(): Outage[] {
    return [...this.#over.all(), ...[...this.#failing].map(([upstream, { since }]) => ({ upstream, since }))]
  }

  /** Learns from a brokered request. */
  add({ upstream, status, code, cache }: RequestLine): void {
    if (cache !== undefined) return
    if (status !== undefined) this.#reached(upstream)
    else if (code !== undefined && notReached.has(code)) this.#failed(upstream)
  }

  /** The same calls, from which it learns whether the upstream can be reached. */
  watch(id: string, http: Http): Http {
    return {
      request: async (request) => {
        const outcome = await http.request(request)
        // A call that was given up tells nothing.
        if (!request.gone?.aborted) this.#learn(id, outcome)
        return outcome
      },
    }
  }

  /** What was seen of an upstream says nothing about the one that takes its place. */
  forget(id: string): void {
    const failing = this.#failing.get(id)
    if (!failing) return
    failing.cancelProbe()
    this.#failing.delete(id)
    this.#over.add({ upstream: id, since: failing.since, until: this.#deps.clock.now() })
    this.#deps.changes.publish('status')
  }

  close(): void {
    this.#isClosed = true
    for (const { cancelProbe } of this.#failing.values()) cancelProbe()
    this.#failing.clear()
  }

  #learn(id: string, { kind }: HttpOutcome): void {
    if (kind === 'reply') this.#reached(id)
    else this.#failed(id)
  }

  #reached(id: string): void {
    if (this.#failing.size > 0) this.forget(id)
  }

  #failed(id: string): void {
    if (this.#isClosed || this.#failing.has(id)) return
    const { clock, changes } = this.#deps
    this.#failing.set(id, { since: clock.now(), cancelProbe: this.#probeLater(id) })
    changes.publish('status')
  }

  #probeLater(id: string): () => void {
    return this.#deps.clock.after(this.#deps.probeIntervalMs, () => void this.#probeNow(id))
  }

  async #probeNow(id: string): Promise<void> {
    const probed = this.#failing.get(id)
    const answers = await this.#probe(id)
    // Meanwhile it may have been reached, removed or set up anew.
    if (!probed || this.#failing.get(id) !== probed) return
    if (answers) this.#reached(id)
    else probed.cancelProbe = this.#probeLater(id)
  }
}
