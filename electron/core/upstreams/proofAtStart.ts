import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import type { OpenUpstreams } from './openUpstreams.ts'
import type { UpstreamRecords } from './records.ts'

interface Deps {
  records: Pick<UpstreamRecords, 'all' | 'find'>
  upstreams: Pick<OpenUpstreams, 'find'>
  /** Sends the credential once, and records whose it is. @throws Fault */
  prove(id: string): Promise<unknown>
  clock: Clock
  log: Log
}

/** How soon an upstream that could not be asked is asked again. */
const retryMs = 60_000

/** Proves at each start whose credential it is, for upstreams that expect somebody. No sale waits for it. */
export class ProofAtStart {
  readonly #deps: Deps
  readonly #cancels = new Map<string, () => void>()
  #isClosed = false

  constructor(deps: Deps) {
    this.#deps = deps
  }

  async run(): Promise<void> {
    const expecting = this.#deps.records.all().filter(({ expect }) => expect !== undefined)
    await Promise.all(expecting.map(({ id }) => this.#prove(id)))
  }

  close(): void {
    this.#isClosed = true
    for (const cancel of this.#cancels.values()) cancel()
    this.#cancels.clear()
  }

  async #prove(id: string): Promise<void> {
    const { records, upstreams, prove, log } = this.#deps
    this.#cancels.delete(id)
    // A credential that was refused is never tried again (capillary.md 0.8).
    if (this.#isClosed || !records.find(id)?.expect || upstreams.find(id)?.locked) return
    try {
      await prove(id)
    } catch (thrown) {
      if (!(thrown instanceof Fault)) log.error('bug', thrown, { upstream: id })
      else if (thrown.code === 'CREDENTIAL_UNEXPECTED') log.warn('credential-unexpected', { upstream: id })
      else if (thrown.code !== 'CREDENTIAL_REFUSED') this.#retryLater(id)
    }
  }

  #retryLater(id: string): void {
    if (this.#isClosed) return
    this.#cancels.set(
      id,
      this.#deps.clock.after(retryMs, () => void this.#prove(id)),
    )
  }
}
