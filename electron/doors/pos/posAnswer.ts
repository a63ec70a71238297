import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Caller } from '../../core/exchange.ts'
import type { Fault } from '../../core/fault.ts'
import type { UnderWay } from './connections.ts'
import { corsHeaders, exposed } from './cors.ts'
import { problemHeaders, problemOf } from './problem.ts'

/** A body that arrives whole and is this small goes out in one write together with its head (performance.md 5, step 3). */
const oneWriteBytes = 16 * 1024

/** What is still read of a refused request, so that its sender gets to see why. */
const drainBytes = 16 * 1024 * 1024

/** The answer to one request at the POS door. */
export class PosAnswer implements Caller, UnderWay {
  readonly requestId: string
  readonly #request: IncomingMessage
  readonly #response: ServerResponse
  readonly #faultOf: (thrown: unknown, requestId: string) => Fault
  /** The paired origin of the page that asks, once it is known to be one. */
  origin: string | undefined
  #promisedBytes = -1

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    faultOf: (thrown: unknown, requestId: string) => Fault,
  ) {
    this.requestId = requestId
    this.#request = request
    this.#response = response
    this.#faultOf = faultOf
  }

  head(status: number, statusText: string, headers: string[]): void {
    this.#response.sendDate = false
    this.#promisedBytes = promisedBytes(headers)
    if (this.origin !== undefined) {
      const exposing = ['Access-Control-Expose-Headers', exposed(headers)]
      headers.push(...Object.entries(corsHeaders(this.origin)).flat(), ...exposing)
    }
    this.#response.writeHead(status, statusText, headers)
    // A head whose length is not promised may be followed by silence: an event stream, say.
    if (this.#promisedBytes === -1) setImmediate(() => this.#response.flushHeaders())
  }

  data(chunk: Buffer): boolean {
    if (chunk.length === this.#promisedBytes && chunk.length <= oneWriteBytes) {
      this.#response.end(chunk.toString('latin1'), 'latin1')
      return true
    }
    return this.#response.write(chunk)
  }

  end(): void {
    finishRequest(this.#request, this.#response)
    if (!this.#response.writableEnded) this.#response.end()
  }

  get isOver(): boolean {
    return this.#response.writableFinished || this.#response.destroyed
  }

  closeAfterwards(): void {
    if (!this.#response.headersSent) this.#response.setHeader('Connection', 'close')
    else this.#response.once('finish', () => this.#request.socket.destroySoon())
  }

  breakOff(fault: Fault): void {
    this.closeAfterwards()
    if (!this.#request.complete) this.fail(fault)
  }

  /** Before the head a problem is sent; after it the connection is cut, so that a part never passes for the whole. */
  fail(thrown: unknown): void {
    const fault = this.#faultOf(thrown, this.requestId)
    const response = this.#response
    if (response.headersSent) {
      response.destroy()
      return
    }
    finishRequest(this.#request, this.#response)
    const body = JSON.stringify(problemOf(fault, this.requestId))
    const headers = problemHeaders(fault, this.requestId)
    const exposing = { 'Access-Control-Expose-Headers': Object.keys(headers).join(', ') }
    response.writeHead(fault.status, {
      ...headers,
      ...(this.origin !== undefined && { ...corsHeaders(this.origin), ...exposing }),
      'Content-Length': Buffer.byteLength(body),
    })
    response.end(this.#request.method === 'HEAD' ? undefined : body)
  }
}

/** A request whose body nobody reads any more: read on for a while, then no further request on this connection. */
export function finishRequest(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete || !hasBody(request)) return
  if (!response.headersSent) response.setHeader('Connection', 'close')
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > drainBytes) request.destroy()
  })
  request.resume()
}

export function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length']
  return (length !== undefined && length !== '0') || headers['transfer-encoding'] !== undefined
}

/** -1 when the head promises no length. */
function promisedBytes(headers: readonly string[]): number {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = headers[at] as string
    if (name.length === 14 && name.toLowerCase() === 'content-length') return Number(headers[at + 1])
  }
  return -1
}
