import type { CallAgent } from '#api/control/forwardingRouter.ts'
import type { Topic } from '#contract/event.ts'
import type { Condition, Status } from '#contract/status.ts'
import { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import { type Backoff, backoffMs } from '#core/pacing/backoff.ts'

interface Deps {
  call: CallAgent
  clock: Clock
}

/** A service that is started anew answers after a few seconds. */
const reconnect: Backoff = { firstMs: 1_000, maxMs: 30_000 }

/**
 * What tray and window need to know of the agent of another process, kept up to date by the changes that it tells. While it does
 * not answer, the till is blocked.
 */
export class AttachedAgent {
  readonly changes = new ChangeFeed()
  readonly pairings = { pending: () => this.#pending }
  readonly verifications = { open: () => this.#open }
  readonly #deps: Deps
  readonly #ending = new AbortController()
  #condition: Condition = 'blocked'
  /** As it was last told; absent while it is not known. */
  #status: Status | undefined
  #pending: { id: string }[] = []
  #open: { id: string; client?: unknown }[] = []
  #failures = 0
  #cancelTimer = () => {}

  constructor(deps: Deps) {
    this.#deps = deps
    void this.#follow()
  }

  status(): { condition: Condition } & Partial<Pick<Status, 'outbox' | 'upstreams' | 'training'>> {
    const { outbox, upstreams, training } = this.#status ?? {}
    return {
      condition: this.#condition,
      ...(outbox && { outbox }),
      ...(upstreams && { upstreams }),
      ...(training && { training }),
    }
  }

  close(): void {
    this.#cancelTimer()
    this.#ending.abort()
  }

  async #follow(): Promise<void> {
    const { call, clock } = this.#deps
    const { signal } = this.#ending
    try {
      const changes = (await call(['changes'], undefined, signal)) as AsyncIterable<Topic>
      this.#failures = 0
      await this.#read('pairings')
      await this.#read('verifications')
      for await (const topic of changes) await this.#read(topic)
    } catch {
      // It has ended, or does not answer yet.
    }
    if (signal.aborted) return
    this.#condition = 'blocked'
    this.changes.publish('status')
    this.#failures += 1
    this.#cancelTimer = clock.after(backoffMs(reconnect, this.#failures), () => void this.#follow())
  }

  async #read(topic: Topic): Promise<void> {
    const { call } = this.#deps
    const ask = async <Answer>(...path: string[]) => (await call(path, undefined, this.#ending.signal)) as Answer
    if (topic === 'pairings') this.#pending = await ask('pairings', 'pending')
    if (topic === 'verifications') this.#open = await ask('verifications', 'open')
    if (topic === 'status' || topic === 'upstreams' || topic === 'clients' || topic === 'outbox') {
      this.#status = await ask<Status>('status')
      this.#condition = this.#status.condition
    }
    this.changes.publish(topic)
  }
}
