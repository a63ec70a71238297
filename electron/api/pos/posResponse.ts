import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import { atEndOfTurn } from '#api/http/endOfTurn.ts'
import type { LingerLimits } from '#api/http/lingeringClose.ts'
import { LoopbackResponse } from '#api/http/loopbackResponse.ts'
import { problemHeaders, problemOf } from '#api/http/problem.ts'
import type { Fault } from '#core/base/fault.ts'
import type { Broker } from '#core/broker/broker.ts'
import type { Caller } from '#core/broker/responsePipeline.ts'
import type { Client } from '#core/clients/clients.ts'
import { corsHeaders, exposedHeaders } from './cors.ts'
import { GatheredBody } from './gatheredBody.ts'
import type { ReadAheadBody } from './readAhead.ts'

/** A body that arrives whole and is this small goes out in one write together with its head (hot-path.md 1.3). */
const oneWriteBytes = 16 * 1024

type UpstreamModes = Pick<Broker, 'modeOf'>

/** The POS API's response to one request. */
export class PosResponse extends LoopbackResponse implements Caller {
  readonly requestId: string
  readonly #upstreams: UpstreamModes
  readonly #toFault: (thrown: unknown, requestId: string) => Fault
  /** The origin of the page that asks and may read the response; set once it is known to be paired. */
  origin: string | undefined
  /** Set once the client's key is known. */
  client: Client | undefined
  /** The body of the request, where it has one that is passed on. */
  body: ReadAheadBody | undefined
  /** Whether other requests are under way, whose responses may come in the same turn of the event loop. */
  hasOthers: () => boolean = () => false
  #contentLength = -1
  #gathered: GatheredBody | undefined
  /** The whole of it is written at the end of this turn. */
  #isEnding = false

  /** @param toFault never throws */
  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    limits: LingerLimits,
    requestId: string,
    toFault: (thrown: unknown, requestId: string) => Fault,
    upstreams: UpstreamModes,
  ) {
    super(request, response, limits)
    this.requestId = requestId
    this.#toFault = toFault
    this.#upstreams = upstreams
  }

  onHead(status: number, statusText: string, headers: string[]): void {
    const { response } = this
    // The request was refused meanwhile, since the rest of its body is malformed.
    if (response.headersSent) return
    response.sendDate = false
    this.#contentLength = contentLengthIn(headers)
    if (this.origin !== undefined) {
      const exposing = ['Access-Control-Expose-Headers', exposedHeaders(headers)]
      headers.push(...Object.entries(corsHeaders(this.origin)).flat(), ...exposing)
    }
    response.writeHead(status, statusText, headers)
    // Without a length, nothing may follow the head for a while: an event stream, for example.
    if (this.#contentLength === -1) atEndOfTurn(response, () => flushHead(response))
  }

  onData(chunk: Buffer): boolean {
    const { response } = this
    if (this.#isEnding || response.writableEnded) return true
    const isWhole = chunk.length === this.#contentLength && chunk.length <= oneWriteBytes && this.isRequestRead
    if (!isWhole) {
      this.#gathered ??= new GatheredBody(response)
      return this.#gathered.add(chunk)
    }
    const body = chunk.toString('latin1')
    if (this.hasOthers()) this.#endWithTheOthers(body)
    else response.end(body, 'latin1')
    return true
  }

  #endWithTheOthers(body: string): void {
    const { response } = this
    this.#isEnding = true
    atEndOfTurn(response, () => {
      if (!response.destroyed) response.end(body, 'latin1')
    })
  }

  onEnd(): void {
    if (!this.#isEnding && !this.response.writableEnded) this.end()
  }

  /** As `LoopbackResponse.fail`, of whatever was thrown. */
  override fail(thrown: unknown): void {
    if (!this.#isEnding) super.fail(this.#toFault(thrown, this.requestId))
  }

  protected override end(last?: string): void {
    // What is still to come of it is dropped.
    this.body?.leave()
    this.#gathered?.flush()
    super.end(last)
  }

  protected sendFault(fault: Fault): void {
    const { response } = this
    const body = JSON.stringify(problemOf(fault, this.requestId))
    const mode = this.client && this.#upstreams.modeOf(this.request.url ?? '', this.client)
    const headers = { ...problemHeaders(fault, this.requestId), ...(mode && { 'Till-Agent-Mode': mode }) }
    const exposing = { 'Access-Control-Expose-Headers': Object.keys(headers).join(', ') }
    // The reason is named, for Node keeps one that it could not write before.
    response.writeHead(fault.status, STATUS_CODES[fault.status] ?? '', {
      ...headers,
      ...(this.origin !== undefined && { ...corsHeaders(this.origin), ...exposing }),
      'Content-Length': Buffer.byteLength(body),
    })
    this.end(this.request.method === 'HEAD' ? undefined : body)
  }
}

function flushHead(response: ServerResponse): void {
  if (!response.writableEnded && !response.destroyed) response.flushHeaders()
}

/** -1 when the head has no Content-Length. */
function contentLengthIn(headers: readonly string[]): number {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = headers[at] as string
    if (name.length === 14 && name.toLowerCase() === 'content-length') return Number(headers[at + 1])
  }
  return -1
}
