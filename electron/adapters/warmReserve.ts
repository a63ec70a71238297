import type { Socket } from 'node:net'
import type { buildConnector } from 'undici'

/** Where to connect to, as undici's connector takes it. */
type Target = Parameters<buildConnector.connector>[0]

/** A connection that nobody used is closed by clouds after about 60 s: it is replaced before. */
const freshForMs = 45_000
/**
 * How soon, and then how seldom at least, a connection is tried again while the link is down or the upstream hangs up.
 * One that was used, or that lasted, shows that all is well.
 */
const firstRetryMs = 1_000
const lastRetryMs = 10_000

/**
 * Keeps one connection open that no request has used yet, so that a sale never waits for a handshake: not the first of
 * the day, and not the first after the link was down (design 7). Its own trouble is nobody's: a request that finds none
 * connects by itself.
 */
export class WarmReserve {
  readonly #connect: buildConnector.connector
  readonly #target: Target
  #spare: Socket | undefined
  #timer: NodeJS.Timeout | undefined
  #retryMs = firstRetryMs
  #isClosed = false

  constructor(connect: buildConnector.connector, target: Target) {
    this.#connect = connect
    this.#target = target
    this.#open()
  }

  get size(): number {
    return this.#spare ? 1 : 0
  }

  /** The spare connection, if it is there and quiet. The next one is opened at once. */
  take(): Socket | undefined {
    const spare = this.#spare
    if (!spare) return undefined
    this.#letGo(spare)
    this.#retryMs = firstRetryMs
    this.#open()
    return isUsable(spare) ? spare : undefined
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#spare?.destroy()
    this.#spare = undefined
  }

  #open(): void {
    if (this.#isClosed) return
    clearTimeout(this.#timer)
    this.#connect(this.#target, (...[error, socket]) => {
      if (error || this.#isClosed) {
        socket?.destroy()
        this.#retryLater()
      } else this.#keep(socket)
    })
  }

  #keep(socket: Socket): void {
    if (this.#spare) this.#retryMs = firstRetryMs
    this.#spare?.destroy()
    this.#spare = socket
    socket.unref()
    // Nothing was asked: whatever comes is no answer, and must not become the answer to the next request.
    socket.on('readable', this.#onUnasked).on('close', this.#onUnasked)
    this.#openIn(freshForMs)
  }

  readonly #onUnasked = (): void => {
    const spare = this.#spare
    if (!spare || isUsable(spare)) return
    this.#letGo(spare)
    spare.destroy()
    this.#retryLater()
  }

  #letGo(spare: Socket): void {
    this.#spare = undefined
    spare.off('readable', this.#onUnasked).off('close', this.#onUnasked).ref()
  }

  /** Jitter keeps a thousand tills from coming back in the same second (attacks.md T51). */
  #retryLater(): void {
    this.#openIn(this.#retryMs * (0.75 + Math.random() / 2))
    this.#retryMs = Math.min(this.#retryMs * 2, lastRetryMs)
  }

  #openIn(delayMs: number): void {
    clearTimeout(this.#timer)
    if (!this.#isClosed) this.#timer = setTimeout(() => this.#open(), delayMs).unref()
  }
}

function isUsable(socket: Socket): boolean {
  return !socket.destroyed && socket.readableLength === 0 && !socket.readableEnded && socket.writable
}
