import type { LinkFailure, LinkListener, LinkRequest, Transfer } from '#core/network/link.ts'
import type { UpstreamConnection } from './upstreamConnection.ts'

/** A request that waits for a connection, or has one. */
export class Job implements Transfer {
  readonly request: LinkRequest
  /** The first lines of the request, as they go on the wire. */
  readonly head: string
  readonly listener: LinkListener
  /** Until when the response must have begun; on the clock of `performance.now`. */
  deadlineMs: number
  connection: UpstreamConnection | undefined
  isOver = false
  readonly #onAbort: (job: Job) => void

  constructor(
    request: LinkRequest,
    head: string,
    listener: LinkListener,
    deadlineMs: number,
    onAbort: (job: Job) => void,
  ) {
    this.request = request
    this.head = head
    this.listener = listener
    this.deadlineMs = deadlineMs
    this.#onAbort = onAbort
  }

  resume(): void {
    if (!this.isOver) this.connection?.resume()
  }

  abort(): void {
    if (this.isOver) return
    this.isOver = true
    this.#onAbort(this)
  }

  end(): void {
    if (this.isOver) return
    this.isOver = true
    try {
      this.listener.onEnd()
    } catch (thrown) {
      throwLater(thrown)
    }
  }

  fail(failure: LinkFailure): void {
    if (this.isOver) return
    this.isOver = true
    try {
      this.listener.onFailure(failure)
    } catch (thrown) {
      throwLater(thrown)
    }
  }
}

/**
 * A listener that throws in its last call has a bug. The process hears of it as of any other, but the pool does not pay for
 * it: other requests go on.
 */
export function throwLater(thrown: unknown): void {
  queueMicrotask(() => {
    throw thrown
  })
}
