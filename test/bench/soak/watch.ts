import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import type { Status, UpstreamStatus } from '../../../electron/contract/status.ts'
import { type Handles, handlesOf, rssMib } from '../procfs.ts'
import type { Program } from './crowd.ts'

/** The agent from outside at one moment. */
export interface Sight extends Handles {
  seconds: number
  rssMib: number
  active: number
  waiting: number
  openConnections: number
  /** How long the agent took to say so. */
  answeredMs: number
}

/** Looks at the agent from time to time: its memory, its handles, and what it says of itself. */
export class Watch {
  readonly #pid: number
  readonly #base: string
  readonly #program: Program
  readonly #startedAtMs = performance.now()
  readonly sights: Sight[] = []

  constructor(pid: number, base: string, program: Program) {
    this.#pid = pid
    this.#base = base
    this.#program = program
  }

  async keepLooking(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      await this.look()
      await sleep(1_000)
    }
  }

  /** @throws Error when the agent does not say how it is */
  async look(): Promise<Sight> {
    const askedAtMs = performance.now()
    const answer = await fetch(`${this.#base}/v1/status`, {
      headers: { Authorization: `Bearer ${this.#program.key}`, Connection: 'close' },
      signal: AbortSignal.timeout(10_000),
    })
    const { upstreams } = (await answer.json()) as z.infer<typeof Status>
    const [upstream] = upstreams as [z.infer<typeof UpstreamStatus>]
    const sight: Sight = {
      seconds: Math.round((askedAtMs - this.#startedAtMs) / 1_000),
      rssMib: rssMib([this.#pid]),
      ...handlesOf(this.#pid),
      active: upstream.activeRequests,
      waiting: upstream.waitingRequests,
      openConnections: upstream.openConnections,
      answeredMs: performance.now() - askedAtMs,
    }
    this.sights.push(sight)
    return sight
  }

  /** Until nothing is under way any more, or patience ends. */
  async untilQuiet(patienceMs: number): Promise<Sight> {
    const untilMs = performance.now() + patienceMs
    for (;;) {
      const sight = await this.look()
      if ((sight.active === 0 && sight.waiting === 0) || performance.now() > untilMs) return sight
      await sleep(250)
    }
  }
}
