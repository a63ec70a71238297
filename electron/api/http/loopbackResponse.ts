import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fault } from '#core/base/fault.ts'
import { type LingerLimits, readRest } from './lingeringClose.ts'

/** The response to one request that came over a loopback connection. However it goes, the caller gets one or is cut off. */
export abstract class LoopbackResponse {
  protected readonly request: IncomingMessage
  protected readonly response: ServerResponse
  #isLast = false
  readonly #limits: LingerLimits

  constructor(request: IncomingMessage, response: ServerResponse, limits: LingerLimits) {
    this.request = request
    this.response = response
    this.#limits = limits
  }

  /** Writes the whole response for a fault. Nothing of a response was sent before. */
  protected abstract sendFault(fault: Fault): void

  /**
   * Sends a fault; after the head of a response it cuts the connection instead, so that a part never passes for the whole.
   * Does nothing once a response was sent whole. Never throws.
   */
  fail(fault: Fault): void {
    if (this.response.headersSent) {
      if (!this.response.writableEnded) this.cut()
      return
    }
    try {
      this.#forgetHeaders()
      if (!this.isRequestRead) this.closeConnectionAfterwards()
      this.sendFault(fault)
    } catch {
      // The last resort: a caller who is cut off does not wait.
      this.cut()
    }
  }

  /** Cuts the connection. Never throws. */
  cut(): void {
    try {
      this.response.destroy()
    } catch {
      this.request.socket.destroy()
    }
  }

  /** Whether nothing more will be sent. */
  get isFinished(): boolean {
    return this.response.writableFinished || this.response.destroyed
  }

  /** Whether the connection closes after this response; no request that stands behind it is served. */
  get isLast(): boolean {
    return this.#isLast
  }

  /** Closes the connection once this response is sent. */
  closeConnectionAfterwards(): void {
    this.#isLast = true
    if (!this.response.headersSent) this.response.setHeader('Connection', 'close')
    else this.response.once('finish', () => this.request.socket.destroySoon())
  }

  /** Called when the parser can read no further: in the body of this request, or in what should be the next one. */
  abortWith(fault: Fault): void {
    this.closeConnectionAfterwards()
    if (!this.request.complete) this.fail(fault)
  }

  /** Whether nothing of the request is still on its way. */
  get isRequestRead(): boolean {
    return this.request.complete || !hasBody(this.request)
  }

  /** Ends the response. What the caller still sends of its request is read and dropped, so that it gets to see the response. */
  protected end(last?: string | Uint8Array): void {
    if (!this.isRequestRead) readRest(this.request, this.#limits)
    this.response.end(last)
  }

  /** A response that could not be begun may have left some of its headers behind, such as a length that is not the fault's. */
  #forgetHeaders(): void {
    for (const name of this.response.getHeaderNames()) if (name !== 'connection') this.response.removeHeader(name)
  }
}

export function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length']
  return (length !== undefined && length !== '0') || headers['transfer-encoding'] !== undefined
}
