import type { UpstreamMode } from '#contract/upstream.ts'
import type { Instant } from '#contract/values.ts'
import type { Caller } from '#core/broker/responsePipeline.ts'
import type { Ending } from './capturedResponse.ts'
import type { EntryStateName, OutboxEntry } from './entry.ts'

/** What a client gets whose write is kept and has not been answered by the upstream yet. */
export interface AcceptedAnswer {
  id: string
  state: EntryStateName
  since: Instant
  expiresAt: Instant
}

/** The answer that a client waits for, which it gets once: the upstream's own, or word that its write is kept. */
export class PendingAnswer {
  readonly #caller: Caller
  readonly #requestId: string
  #isOver = false

  constructor(caller: Caller, requestId: string) {
    this.#caller = caller
    this.#requestId = requestId
  }

  /** Whether the client still waits. */
  get isOpen(): boolean {
    return !this.#isOver
  }

  /** The client is gone. */
  abandon(): void {
    this.#isOver = true
  }

  pass(ending: Ending): void {
    if (this.#isOver) return
    if ('thrown' in ending) {
      this.fail(ending.thrown)
      return
    }
    this.#isOver = true
    const { status, statusText, headers, body } = ending.response
    this.#caller.onHead(status, statusText, [...headers])
    if (body.length > 0) this.#caller.onData(body)
    this.#caller.onEnd()
  }

  fail(thrown: unknown): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#caller.fail(thrown)
  }

  /** `202`, with the address at which the client can ask. */
  accept({ id, state, expiresAt }: OutboxEntry, mode: UpstreamMode): void {
    if (this.#isOver) return
    this.#isOver = true
    const answer: AcceptedAnswer = { id, state: state.name, since: state.since, expiresAt }
    const body = Buffer.from(JSON.stringify(answer))
    const own = ['Location', `/v1/outbox/${id}`, 'Till-Agent-Request-Id', this.#requestId, 'Cache-Control', 'no-store']
    const about = ['Content-Type', 'application/json', 'Content-Length', String(body.length)]
    const headers = [...about, ...own, 'Till-Agent-Mode', mode]
    this.#caller.onHead(202, 'Accepted', headers)
    this.#caller.onData(body)
    this.#caller.onEnd()
  }
}
