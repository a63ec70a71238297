import { toOrpcError } from '#api/http/errorMapping.ts'
import { LoopbackResponse } from '#api/http/loopbackResponse.ts'
import { baseHeaders } from '#api/page/headers.ts'
import type { Fault } from '#core/base/fault.ts'
import { noSessionPage, noSessionPolicy } from './noSessionPage.ts'

export const htmlType = { 'Content-Type': 'text/html; charset=utf-8' }

/** The browser UI's response to one request. */
export class BrowserUiResponse extends LoopbackResponse {
  send(status: number, headers: Readonly<Record<string, string>>, body: Uint8Array | string = ''): void {
    this.response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) })
    this.end(this.request.method === 'HEAD' ? undefined : body)
  }

  /** Calls get the fault in the contract library's form; a plain GET without a session gets an HTML page. */
  protected sendFault(fault: Fault): void {
    const headers = { ...baseHeaders, 'Till-Agent-Fault': fault.code }
    if (fault.status === 401 && this.request.method !== 'POST')
      this.send(401, { ...headers, ...htmlType, 'Content-Security-Policy': noSessionPolicy }, noSessionPage)
    else
      this.send(
        fault.status,
        { ...headers, 'Content-Type': 'application/json' },
        JSON.stringify({ json: toOrpcError(fault).toJSON() }),
      )
  }
}
