import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { RequestLine } from '#core/base/log.ts'
import { Timer } from '#core/base/timer.ts'
import type { OutboxStore, RequestOutcome } from './store.ts'

interface Deps {
  store: OutboxStore
  clock: Clock
}

/** How long it can be asked what came of a request. */
export const outcomesKeptMs = 7 * 24 * 3_600_000
/** What is not written yet is lost with the process: so long, at most. */
const writeAfterMs = 1_000
/** While nothing can be written, the last so many are remembered. */
const maxUnwritten = 10_000

/** What came of each write, by the id of its request; of every client, whether or not it uses the outbox. */
export class RequestOutcomes {
  readonly #deps: Deps
  readonly #unwritten = new Map<string, RequestOutcome>()
  readonly #timer: Timer

  constructor(deps: Deps) {
    this.#deps = deps
    this.#timer = new Timer(deps.clock)
  }

  /** As an observer of the log. */
  add(line: RequestLine, isWrite: boolean): void {
    if (isWrite) this.note(outcomeOf(line, this.#deps.clock.now()))
  }

  note(outcome: RequestOutcome): void {
    this.#unwritten.delete(outcome.requestId)
    this.#unwritten.set(outcome.requestId, outcome)
    const [oldest] = this.#unwritten.keys()
    if (this.#unwritten.size > maxUnwritten && oldest !== undefined) this.#unwritten.delete(oldest)
    if (!this.#timer.isRunning) this.#timer.start(writeAfterMs, () => void this.#write())
  }

  /** @throws Fault `OUTBOX_UNAVAILABLE` */
  async find(requestId: string): Promise<RequestOutcome | undefined> {
    const { store } = this.#deps
    return this.#unwritten.get(requestId) ?? (store.isUsed() ? store.outcomeOf(requestId) : undefined)
  }

  async prune(): Promise<void> {
    const { store, clock } = this.#deps
    if (store.isUsed()) await store.removeOutcomesBefore(clock.now() - outcomesKeptMs)
  }

  async close(): Promise<void> {
    this.#timer.stop()
    await this.#write()
  }

  async #write(): Promise<void> {
    const outcomes = [...this.#unwritten.values()]
    if (outcomes.length === 0) return
    try {
      await this.#deps.store.recordOutcomes(outcomes)
      for (const outcome of outcomes)
        if (this.#unwritten.get(outcome.requestId) === outcome) this.#unwritten.delete(outcome.requestId)
    } catch (thrown) {
      // They stay in memory until the next write, which may be luckier.
      if (!(thrown instanceof Fault)) throw thrown
    }
  }
}

/** Nothing went out, or what did was turned away whole. */
const notSent = new Set([
  ...['UPSTREAM_UNREACHABLE', 'UPSTREAM_UNTRUSTED', 'UPSTREAM_NOT_READY', 'UPSTREAM_LOCKED', 'UPSTREAM_BUSY'],
  ...['TOKEN_EXPIRED', 'REQUEST_TIMEOUT', 'BODY_TOO_LARGE', 'BODY_REFUSED'],
])

function outcomeOf({ requestId, client, upstream, status, code, agentMs }: RequestLine, at: number): RequestOutcome {
  return {
    ...{ requestId, client, upstream, state: stateOf(status, code, agentMs), at },
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
  }
}

/** @param sentAfterMs absent for a request that was never sent */
function stateOf(
  status: number | undefined,
  code: string | undefined,
  sentAfterMs: number | undefined,
): RequestOutcome['state'] {
  if (sentAfterMs === undefined || (code !== undefined && notSent.has(code))) return 'not-sent'
  if (status === undefined || status >= 500) return 'unknown'
  return status < 400 ? 'done' : 'refused'
}
