import { type HeaderFilter, type HeaderList, headerValue, via, withoutHeader } from '#core/message/headerFilter.ts'
import { acceptReadableCodings } from '#core/message/representation.ts'
import type { Link, LinkListener, LinkRequest, RequestBody, Transfer } from '#core/network/link.ts'
import type { CustomerSession } from '#core/scheme/customerSessions.ts'
import type { ReceivingClient } from '#core/scheme/customerSignIn.ts'
import type { Scheme } from '#core/scheme/scheme.ts'
import type { RequestTrace } from '#core/traffic/tracing.ts'
import type { Admission, BrokerRequest } from './admission.ts'

/** A request that may go, before its body and its authentication. */
export interface ExchangeRequest {
  readonly requestId: string
  readonly clientId: string
  /** The granted route it goes by, for the log: such as `GET /v2/customers/*`. */
  readonly route: string
  readonly method: string
  /** Path and query as they go on the wire. */
  readonly path: string
  /** Of the host that it goes to (`Scheme.mounts`); absent for the one of the base URL. */
  readonly mountPath?: string | undefined
  /** Flat: name, value, … */
  readonly headers: readonly string[]
  /** Headers that the client set in place of the agent's own, flat as well. */
  readonly chosen: readonly string[]
  /** The length that its Content-Length promises. */
  readonly bodyBytes: number | undefined
  /** Whether sending it twice does no harm. */
  readonly mayRepeat: boolean
  /**
   * How long it may wait to be sent; and then, all sendings together, until its response begins. Where it is fixed, both
   * together.
   */
  readonly answerTimeoutMs: number
  /** Whether the caller set it. */
  readonly isTimeoutFixed: boolean
  /** The customer in whose name it goes; absent when it goes in the till's. */
  readonly customer: CustomerSession | undefined
  /** The user of the client's own in whose name it goes. */
  readonly user: string | undefined
  /** Where the client reached the agent, when links in the response are to lead there: such as `http://127.0.0.1:47600`. */
  readonly agentOrigin: string | undefined
  /** The client, when the response may hold a customer's tokens and is withheld until they are taken out. */
  readonly recipient: ReceivingClient | undefined
  /** Absent while requests are not traced. */
  readonly trace?: RequestTrace | undefined
}

/** @param filter passes the headers that the client may send to this upstream */
export function toExchangeRequest(
  { requestId, client, method, headers, bodyBytes }: BrokerRequest,
  { upstream, host, target, fullPath, route, customer, user, answerTimeoutMs, isTimeoutFixed }: Admission,
  filter: HeaderFilter,
  trace?: RequestTrace,
): ExchangeRequest {
  const { path, query } = target
  const { scheme, id } = upstream
  const isWithheld = scheme.holdsResponse?.(method, fullPath) ?? false
  const ownHeaders = filter.apply(headers)
  const passed = trace && upstream.sendsTraceparent ? traced(ownHeaders, trace) : ownHeaders
  acceptReadableCodings(passed)
  if (upstream.sendsVia) passed.push(...via)
  return {
    requestId,
    clientId: client.id,
    route,
    method,
    path: host.pathPrefix + path + query,
    mountPath: host.mountPath,
    // A response that must be read may not come compressed.
    headers: isWithheld ? withoutHeader(passed, 'accept-encoding').concat('Accept-Encoding', 'identity') : passed,
    chosen: scheme.mayChoose ? chosenHeaders(headers, scheme) : none,
    bodyBytes,
    mayRepeat: isSafe(method) && !scheme.hasSideEffect(fullPath, query),
    answerTimeoutMs,
    isTimeoutFixed,
    customer,
    user,
    trace,
    agentOrigin: upstream.rewritesLinks ? `http://${headerValue(headers, 'host')}` : undefined,
    recipient: isWithheld
      ? {
          clientId: client.id,
          owner: client.keyDigest,
          mayHaveToken: client.presets.get(id)?.has('hand-over') ?? false,
        }
      : undefined,
  }
}

/** The trace goes on with the agent's own part. A `tracestate` is of the trace that it came with (W3C Trace Context 3.3). */
function traced(headers: HeaderList, { traceparent, continues }: RequestTrace): string[] {
  const others = withoutHeader(headers, 'traceparent')
  return [...(continues ? others : withoutHeader(others, 'tracestate')), 'traceparent', traceparent]
}

/** What is known once the scheme has examined a request. */
export interface ExaminedBody {
  readonly body: RequestBody | undefined
  /** Requests with the same key go one after another. */
  readonly lockKey?: string | undefined
}

/** What a credential adds to a request. */
interface SentCredential {
  /** Flat: name, value, … */
  readonly headers: readonly string[]
  /** Path and query as they go on the wire. */
  readonly path: string
}

/** Sends one request over the link, once or several times, with one connection at a time. */
export class RequestSender {
  readonly #link: Link
  readonly #request: ExchangeRequest
  #transfer: Transfer | undefined
  /** Counts the sendings, and those that were cut. */
  #count = 0
  #isClosed = false
  body: RequestBody | undefined

  constructor(link: Link, request: ExchangeRequest) {
    this.#link = link
    this.#request = request
  }

  /**
   * To be called again only when the listener has heard the end of the sending before, or after `cut`.
   *
   * @param credential authenticates the request, and may put another path in place of the one that was asked for
   * @param timeoutMs until the response must begin
   * @throws as `Link.send`
   */
  send(credential: SentCredential, timeoutMs: number, listener: LinkListener): void {
    this.#count += 1
    const count = this.#count
    this.#transfer = undefined
    const transfer = this.#link.send(this.#linkRequest(credential, timeoutMs), listener)
    // The link may have called back, and been sent to again, before it returned.
    if (this.#isClosed || count !== this.#count) transfer.abort()
    else this.#transfer = transfer
  }

  resume(): void {
    this.#transfer?.resume()
  }

  /** Cuts the connection. The listener is called no more. */
  cut(): void {
    this.#count += 1
    this.#transfer?.abort()
  }

  /** Gives the connection back, or cuts it when a response is still to come. */
  close(): void {
    this.#isClosed = true
    this.#transfer?.abort()
  }

  #replaced(authentication: readonly string[]): readonly string[] {
    const { chosen } = this.#request
    const [name] = chosen
    return name === undefined ? authentication : withoutHeader(authentication, name.toLowerCase()).concat(chosen)
  }

  #linkRequest({ headers: authentication, path }: SentCredential, answerTimeoutMs: number): LinkRequest {
    const { method, headers, isTimeoutFixed } = this.#request
    const { body } = this
    // The link states the length of a buffer. The promised length may be that of the body which the buffer replaces.
    const own = Buffer.isBuffer(body) ? withoutHeader(headers, 'content-length') : headers
    return { method, path, headers: own.concat(this.#replaced(authentication)), body, answerTimeoutMs, isTimeoutFixed }
  }
}

const none: readonly string[] = []

function chosenHeaders(headers: HeaderList, scheme: Scheme): readonly string[] {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const [name = '', value = ''] = [headers[at], headers[at + 1]]
    if (scheme.mayChoose?.(name.toLowerCase(), value)) return [name, value]
  }
  return none
}

/** Methods that ask for nothing to be changed (RFC 9110 §9.2.1). */
function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}
