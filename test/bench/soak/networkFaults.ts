import { setTimeout as sleep } from 'node:timers/promises'
import type { NetworkLink } from '#test/bench/networkLink.ts'

/** State of the link to the cloud. `cut`: bytes no longer pass. `down`: connections are reset and refused. */
export type LinkState = 'healthy' | 'cut' | 'down'

/** After an outage, stuck connections take this long to fail. */
const recoveryMs = 3_000

const rounds = [
  { state: 'down', healthyMs: 15_000, outageMs: 4_000 },
  { state: 'cut', healthyMs: 15_000, outageMs: 3_000 },
  { state: 'cut', healthyMs: 10_000, outageMs: 8_000 },
  { state: 'down', healthyMs: 10_000, outageMs: 300 },
] as const

/** Interrupts the link again and again, and knows when it was healthy. */
export class NetworkFaults {
  readonly #link: NetworkLink
  readonly #outages: { fromMs: number; untilMs: number }[] = []

  constructor(link: NetworkLink) {
    this.#link = link
  }

  get outages(): number {
    return this.#outages.length
  }

  /** Runs until the given time of `performance.now()`, and leaves the link healthy. */
  async run(untilMs: number, onChange: (state: LinkState) => void): Promise<void> {
    for (let round = 0; ; round += 1) {
      const { state, healthyMs, outageMs } = rounds[round % rounds.length] as (typeof rounds)[number]
      if (performance.now() + healthyMs + outageMs + recoveryMs > untilMs) break
      await sleep(healthyMs)
      const outage = { fromMs: performance.now(), untilMs: Number.POSITIVE_INFINITY }
      this.#outages.push(outage)
      onChange(state)
      await this.#link.send(state)
      await sleep(outageMs)
      await this.#link.send(state === 'cut' ? 'mend' : 'up')
      outage.untilMs = performance.now() + recoveryMs
      onChange('healthy')
    }
    await sleep(Math.max(0, untilMs - performance.now()))
  }

  /** Whether no outage overlaps the period. */
  wasHealthy(fromMs: number, toMs: number): boolean {
    return this.#outages.every((outage) => outage.untilMs < fromMs || outage.fromMs > toMs)
  }
}
