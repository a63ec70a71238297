import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import type { Status, UpstreamStatus } from '#contract/status.ts'
import { type Handles, handlesOf, rssMib } from '#test/bench/procfs.ts'
import type { SoakClient } from './clients.ts'

/** The agent's resources at one moment, by the operating system and by its own status. */
export interface AgentSample extends Handles {
  /** Seconds since the start of the monitor. */
  seconds: number
  rssMib: number
  active: number
  waiting: number
  openConnections: number
  /** Response time of the status request. */
  statusMs: number
}

export class AgentMonitor {
  readonly #pid: number
  readonly #base: string
  readonly #client: SoakClient
  readonly #startedAtMs = performance.now()
  readonly samples: AgentSample[] = []

  constructor(pid: number, base: string, client: SoakClient) {
    this.#pid = pid
    this.#base = base
    this.#client = client
  }

  /** Takes a sample every second. */
  async sampleUntil(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      await this.sample()
      await sleep(1_000)
    }
  }

  /** @throws Error when the agent does not send its status within 10 s */
  async sample(): Promise<AgentSample> {
    const requestedAtMs = performance.now()
    const response = await fetch(`${this.#base}/v1/status`, {
      headers: { Authorization: `Bearer ${this.#client.key}`, Connection: 'close' },
      signal: AbortSignal.timeout(10_000),
    })
    const { upstreams } = (await response.json()) as z.infer<typeof Status>
    const [upstream] = upstreams as [z.infer<typeof UpstreamStatus>]
    const sample: AgentSample = {
      seconds: Math.round((requestedAtMs - this.#startedAtMs) / 1_000),
      rssMib: rssMib([this.#pid]),
      ...handlesOf(this.#pid),
      active: upstream.activeRequests,
      waiting: upstream.waitingRequests,
      openConnections: upstream.openConnections,
      statusMs: performance.now() - requestedAtMs,
    }
    this.samples.push(sample)
    return sample
  }

  /** Polls until no request is active or waiting. @returns the last sample, also when the time is up */
  async waitUntilIdle(timeoutMs: number): Promise<AgentSample> {
    const untilMs = performance.now() + timeoutMs
    for (;;) {
      const sample = await this.sample()
      if ((sample.active === 0 && sample.waiting === 0) || performance.now() > untilMs) return sample
      await sleep(250)
    }
  }
}
