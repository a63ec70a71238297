import type { IncomingMessage, ServerResponse } from 'node:http'
import { toOrpcError } from '#api/http/errorMapping.ts'
import type { LingerLimits } from '#api/http/lingeringClose.ts'
import { LoopbackResponse } from '#api/http/loopbackResponse.ts'
import { baseHeaders } from '#api/page/headers.ts'
import type { Fault } from '#core/base/fault.ts'
import { type NoSessionWordsFor, noSessionPage, noSessionPolicy, preferredLanguages } from './noSessionPage.ts'

export const htmlType = { 'Content-Type': 'text/html; charset=utf-8' }

/**
 * Removes what another program left in this origin while it had the port: a service worker would read the page key of every later
 * session (Clear Site Data, W3C).
 */
export const withoutWorkers = { 'Clear-Site-Data': '"storage"' }

/** The browser UI's response to one request. */
export class BrowserUiResponse extends LoopbackResponse {
  readonly #wordsFor: NoSessionWordsFor

  constructor(request: IncomingMessage, response: ServerResponse, limits: LingerLimits, wordsFor: NoSessionWordsFor) {
    super(request, response, limits)
    this.#wordsFor = wordsFor
  }

  send(status: number, headers: Readonly<Record<string, string>>, body: Uint8Array | string = ''): void {
    this.response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) })
    this.end(this.request.method === 'HEAD' ? undefined : body)
  }

  /** Calls get the fault in the contract library's form; a plain GET without a session gets an HTML page. */
  protected sendFault(fault: Fault): void {
    const headers = { ...baseHeaders, 'Till-Agent-Fault': fault.code }
    if (fault.status === 401 && this.request.method !== 'POST') this.#sendNoSession(headers).catch(() => this.cut())
    else
      this.send(
        fault.status,
        { ...headers, 'Content-Type': 'application/json' },
        JSON.stringify({ json: toOrpcError(fault).toJSON() }),
      )
  }

  async #sendNoSession(headers: Readonly<Record<string, string>>): Promise<void> {
    const words = await this.#wordsFor(preferredLanguages(this.request.headers['accept-language']))
    this.send(401, { ...headers, ...htmlType, 'Content-Security-Policy': noSessionPolicy }, noSessionPage(words))
  }
}
