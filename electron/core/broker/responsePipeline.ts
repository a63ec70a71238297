import { rewriteAddresses } from '#core/message/addressRewrite.ts'
import { CompressedBody } from '#core/message/compressedBody.ts'
import type { ReadableCoding } from '#core/message/contentDecoder.ts'
import type { RedactorCache, ResponseRedactor } from '#core/message/credentialRedactor.ts'
import { headerValue, responseFilter, withoutHeader } from '#core/message/headerFilter.ts'
import { bodyHeaders, LinkRewriter } from '#core/message/linkRewriter.ts'
import { codingOf, isJson } from '#core/message/representation.ts'
import { uncheckableResponse } from '#core/message/uncheckable.ts'
import type { Upstream } from '#core/upstream/upstream.ts'
import type { UpstreamEvents } from '#core/upstream/upstreamEvents.ts'
import type { UpstreamHost } from '#core/upstream/upstreamHost.ts'
import { BufferedResponse, unreadableResponse } from './bufferedResponse.ts'
import type { ExchangeRequest } from './exchangeRequest.ts'
import type { RequestCredential } from './requestCredential.ts'
import type { RequestRecord } from './requestRecord.ts'

/**
 * Where the response to one brokered request goes: the client's connection. Called in this order: `onHead`, `onData` any
 * number of times, `onEnd`; or `fail` at any point, as the last call.
 */
export interface Caller {
  /** Called before `onHead`, by a response of the upstream, with the headers as the upstream sent them. */
  onReceived?(status: number, headers: readonly string[]): void
  /** Whether the client behind it has seen nothing of the response yet. */
  readonly isHolding?: boolean
  /** @param headers flat: name, value, … */
  onHead(status: number, statusText: string, headers: string[]): void
  /** Returns false to pause until the transfer's `resume`. The chunk is only valid during the call. */
  onData(chunk: Buffer): boolean
  onEnd(): void
  /**
   * A `Fault`, or a bug. After `onHead` the connection must be cut, so that a part of a response never passes for the
   * whole of it. Never throws.
   */
  fail(thrown: unknown): void
  /** Cuts the connection. Never throws. */
  cut(): void
}

interface Deps {
  request: ExchangeRequest
  upstream: Upstream
  host: UpstreamHost
  upstreams: UpstreamEvents
  redactors: RedactorCache
  credential: RequestCredential
  record: RequestRecord
  caller: Caller
}

/** The cause is most likely that the upstream has debugging switched on. */
const echoAlarm =
  'Responses of the upstream hold the credential of this till. The agent redacts it; the upstream should not send it.'

/**
 * The way of a response to the caller: its headers are filtered, the till's credential is redacted, a redirect is led
 * through the agent, and a body that may hold a customer's tokens is withheld until they are taken out. When one of these
 * throws, the response must be cut off.
 */
export class ResponsePipeline {
  readonly #deps: Deps
  #redactor: ResponseRedactor | undefined
  /** Of the body, as its length promises, which the link holds the upstream to; negative where it promises none. */
  #bytesLeft = -1
  #withheld: BufferedResponse | undefined
  #compressed: CompressedBody | undefined
  #links: LinkRewriter | undefined
  /** The head of a compressed response, until the beginning of its body was looked into. */
  #heldHead: { status: number; statusText: string; headers: string[] } | undefined

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** @throws Fault `UPSTREAM_REDIRECTED` · `UPSTREAM_ANSWER_INVALID` when the body must be read and cannot be */
  onHead(status: number, statusText: string, received: readonly string[]): void {
    const { request, redactors, credential, record, caller } = this.#deps
    caller.onReceived?.(status, received)
    credential.onHead(status, received)
    const redactor = redactors.for(credential.headers)
    this.#redactor = redactor
    this.#bytesLeft = Number(headerValue(received, 'content-length') ?? -1)
    const filtered = responseFilter.apply(received)
    redactor.redactHeaders(filtered)
    rewriteAddresses(filtered, status, request, this.#deps.host)
    const headers = this.#withLinksRewritten(status, filtered)
    const text = redactor.redactText(statusText)
    record.onResponse(status)
    const coding = codingOf(headers)
    // Only a success gives tokens.
    if (request.recipient && status < 300) this.#withheld = new BufferedResponse(status, text, headers)
    else if (coding === 'plain') caller.onHead(status, text, record.withOwnHeaders(headers))
    else this.#holdHead(status, text, headers, coding)
  }

  /** A response of the agent's own, in JSON. */
  respond(body: string): void {
    const { record, caller } = this.#deps
    const bytes = Buffer.from(body)
    record.onResponse(200)
    const headers = ['Content-Type', 'application/json', 'Cache-Control', 'no-store']
    caller.onHead(200, 'OK', record.withOwnHeaders([...headers, 'Content-Length', String(bytes.length)]))
    caller.onData(bytes)
    caller.onEnd()
  }

  /** Whether the caller has seen nothing of the response yet. */
  get isWithheld(): boolean {
    return this.#withheld !== undefined || this.#heldHead !== undefined || this.#deps.caller.isHolding === true
  }

  /** Returns false to pause. @throws Fault `UPSTREAM_ANSWER_INVALID` when the body must be looked into and cannot be */
  onData(chunk: Buffer): boolean {
    this.#deps.record.onData(chunk.length)
    if (this.#compressed) return this.#onCompressed(this.#compressed, chunk)
    if (this.#heldHead) throw uncheckableResponse('it is compressed in a way that was not asked for')
    const part = this.#redacted(chunk)
    return part.length === 0 || this.#forward(part)
  }

  #redacted(chunk: Buffer): Buffer {
    this.#bytesLeft -= chunk.length
    if (!this.#redactor) return chunk
    return this.#bytesLeft === 0 ? this.#redactor.redactLast(chunk) : this.#redactor.redactChunk(chunk)
  }

  /** @throws Fault `UPSTREAM_ANSWER_INVALID` when tokens cannot be taken out of the body */
  onEnd(): void {
    if (this.#compressed) this.#passCompressed(this.#compressed.end())
    const rest = this.#redactor?.flush()
    if (rest && rest.length > 0) this.#forward(rest)
    if (this.#withheld) this.#flush(this.#withheld)
    this.#passHead()
    const last = this.#links?.flush()
    if (last && last.length > 0) this.#deps.caller.onData(last)
  }

  /** Tells the registry when the upstream sent the credential back. */
  close(): void {
    const { upstream, upstreams } = this.#deps
    if (this.#redactor?.hasRedacted) upstreams.raiseAlarm(upstream.id, echoAlarm)
  }

  #forward(part: Buffer): boolean {
    if (!this.#withheld) return this.#toCaller(part)
    this.#withheld.add(part)
    return true
  }

  #toCaller(part: Buffer): boolean {
    const sent = this.#links?.push(part) ?? part
    return sent.length === 0 || this.#deps.caller.onData(sent)
  }

  /** The headers without those that a changed body does not keep, where links in it are rewritten. */
  #withLinksRewritten(status: number, headers: string[]): string[] {
    const { request, host } = this.#deps
    // A part of a body may begin or end within a link.
    if (request.agentOrigin === undefined || status === 206 || !isJson(headers)) return headers
    this.#links = new LinkRewriter(host, request.agentOrigin)
    return bodyHeaders.reduce(withoutHeader, headers)
  }

  #holdHead(status: number, statusText: string, headers: string[], coding: ReadableCoding | 'unreadable'): void {
    this.#heldHead = { status, statusText, headers }
    if (coding !== 'unreadable' && this.#redactor) {
      const form = this.#links ? 'unpacked' : 'undecided'
      this.#compressed = new CompressedBody(coding, this.#redactor, form)
    }
  }

  #onCompressed(compressed: CompressedBody, chunk: Buffer): boolean {
    return this.#passCompressed(compressed.push(chunk))
  }

  #passHead(): void {
    if (!this.#heldHead) return
    const { status, statusText, headers } = this.#heldHead
    this.#heldHead = undefined
    const isUnpacked = this.#compressed?.form === 'unpacked'
    const own = isUnpacked ? withoutHeader(withoutHeader(headers, 'content-encoding'), 'content-length') : headers
    this.#deps.caller.onHead(status, statusText, this.#deps.record.withOwnHeaders(own))
  }

  #passCompressed(parts: Buffer[]): boolean {
    let wantsMore = true
    for (const part of parts) {
      this.#passHead()
      if (part.length > 0 && !this.#toCaller(part)) wantsMore = false
    }
    return wantsMore
  }

  /** Passes a withheld response on, without what the client may not have. */
  #flush({ status, statusText, headers, body }: BufferedResponse): void {
    const { caller, record } = this.#deps
    const own = Buffer.from(this.#withoutTokens(body))
    const bytes = this.#links?.rewriteWhole(own) ?? own
    const length = bytes.length > 0 ? ['Content-Length', String(bytes.length)] : []
    caller.onHead(status, statusText, record.withOwnHeaders(withoutHeader(headers, 'content-length').concat(length)))
    if (bytes.length > 0) caller.onData(bytes)
  }

  #withoutTokens(body: string): string {
    const { request, upstream, upstreams, credential } = this.#deps
    const { recipient } = request
    // What a credential signed in ends with it.
    const extracted = recipient && credential.session?.customers?.extractTokens?.(body, recipient, request.path)
    if (!extracted) throw unreadableResponse('the upstream was set up anew')
    if (extracted.hasSignedIn) upstreams.recordCustomer(upstream.id, recipient.clientId, 'signed-in')
    return extracted.body
  }
}
