import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fault } from '../../core/fault.ts'
import { toOrpcError } from '../faultErrors.ts'
import type { UnderWay } from '../pos/connections.ts'
import { finishRequest } from '../pos/posAnswer.ts'
import { strangerPage } from './strangerPage.ts'
import { plainHeaders } from './webHeaders.ts'

/** The answer to one request at the web door. */
export class WebAnswer implements UnderWay {
  readonly #request: IncomingMessage
  readonly #response: ServerResponse

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.#request = request
    this.#response = response
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

  send(status: number, headers: Readonly<Record<string, string>>, body: Uint8Array | string = ''): void {
    finishRequest(this.#request, this.#response)
    this.#response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) })
    this.#response.end(this.#request.method === 'HEAD' ? undefined : body)
  }

  /** As the contract's calls fail; to whom only looks and has no session, as a page that says how to get one. */
  fail(fault: Fault): void {
    if (this.#response.headersSent) {
      this.#response.destroy()
      return
    }
    const headers = { ...plainHeaders, 'Till-Agent-Fault': fault.code }
    if (fault.status === 401 && this.#request.method !== 'POST')
      this.send(401, { ...headers, 'Content-Type': 'text/html; charset=utf-8' }, strangerPage)
    else
      this.send(
        fault.status,
        { ...headers, 'Content-Type': 'application/json' },
        JSON.stringify({ json: toOrpcError(fault).toJSON() }),
      )
  }
}
