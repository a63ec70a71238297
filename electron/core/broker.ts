import { Blotting } from './blotter.ts'
import { atMost, bodyTooLarge, heldUpTo } from './body.ts'
import type { Client } from './clients.ts'
import type { Clock } from './clock.ts'
import type { CodeFor } from './codeDesk.ts'
import type { Customer } from './customerBook.ts'
import type { Recipient } from './customerDesk.ts'
import { type Caller, Exchange, type ExchangeRequest } from './exchange.ts'
import { FairQueue } from './fairQueue.ts'
import { Fault } from './fault.ts'
import { type HeaderSieve, headerValue, requestSieve } from './headers.ts'
import { callerTimeoutMs, examinedBodyBytes, type Limits } from './limits.ts'
import type { RequestBody, Transfer } from './link.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import { readTarget, type Target } from './path.ts'
import type { Refusal, Refusals } from './refusals.ts'
import { loosePath } from './routes.ts'
import type { Examined } from './scheme.ts'
import { Turns } from './turns.ts'
import type { Upstream } from './upstream.ts'
import type { Upstreams } from './upstreams.ts'

/** One request by a client, as it came. */
export interface BrokerRequest {
  requestId: string
  client: Client
  method: string
  /** The request target from its first `/` on, as it came. */
  target: string
  /** Flat: name, value, … as they came. */
  headers: readonly string[]
  body: AsyncIterable<Uint8Array> | undefined
  /** What Content-Length promises; `undefined` for a body of unknown length. */
  bodyBytes: number | undefined
}

interface Ports {
  upstreams: Upstreams
  clock: Clock
  log: Log
  limits: Limits
  metrics: Metrics
  refusals: Refusals
  /** @throws Fault `CODES_USED_UP` */
  countCode(to: CodeFor): Promise<void>
}

/** What was asked for, and the granted route by which it may be. */
interface Admitted extends Target {
  route: string
}

type ToSend = Pick<ExchangeRequest, 'body' | 'subject'> & Pick<Examined, 'codeFor'>

/** What the broker keeps for each upstream in use. */
interface Desk {
  sieve: HeaderSieve
  queue: FairQueue
  turns: Turns
  blotting: Blotting
}

const via = ['Via', '1.1 till-agent']
const ourName = /\btill-agent\b/i

/**
 * Sends clients' requests upstream in the till's name (design 7).
 *
 * Who the client is has been settled before; here it is settled what it may ask, and the credential is added.
 */
export class Broker {
  readonly #ports: Ports
  readonly #desks = new WeakMap<Upstream, Desk>()

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** The answer, or the fault that stands for it, goes to the caller; so does every refusal. Nothing is thrown. */
  send(request: BrokerRequest, caller: Caller): Transfer {
    try {
      const target = this.#admit(request)
      const upstream = this.#upstreamOf(target)
      const { customer, headers } = this.#nameOf(request, upstream)
      const mayHoldTokens = upstream.scheme.holdsAnswer?.(request.method, target.decodedPath) ?? false
      const exchange = new Exchange(upstream, this.#deskOf(upstream), this.#ports, caller, {
        requestId: request.requestId,
        clientId: request.client.id,
        route: target.route,
        bodyBytes: request.bodyBytes,
        method: request.method,
        path: upstream.pathPrefix + target.path + target.query,
        headers: mayHoldTokens ? uncompressed(headers) : headers,
        customer,
        recipient: mayHoldTokens ? recipientOf(request.client, upstream) : undefined,
        body: undefined,
        mayRepeat: isSafe(request.method) && !upstream.scheme.hasEffect(target.decodedPath, target.query),
        answerTimeoutMs: this.#answerTimeoutMs(request.headers),
      })
      this.#start(exchange, request, upstream, target)
      return exchange
    } catch (thrown) {
      // It was never under way, so nothing else counts it.
      const { code, upstream } = this.#noteRefusal(request, thrown)
      if (upstream !== undefined) this.#ports.metrics.lane(request.client.id, upstream).countOutcome(code)
      caller.fail(thrown)
      return nothingUnderWay
    }
  }

  /** Requests under way and waiting, by upstream. */
  loadOf(upstream: Upstream): { activeRequests: number; waitingRequests: number } {
    const queue = this.#desks.get(upstream)?.queue
    return { activeRequests: queue?.active ?? 0, waitingRequests: queue?.waiting ?? 0 }
  }

  /** @throws Fault in the order of design 4.1: path, grant, rate, size */
  #admit(request: BrokerRequest): Admitted {
    const { client, method } = request
    const target = readTarget(request.target)
    if (!target) throw new Fault('NOT_FOUND')
    const passed = headerValue(request.headers, 'via')
    if (passed !== undefined && ourName.test(passed)) throw new Fault('LOOP_DETECTED')
    const upstream = this.#ports.upstreams.find(target.upstream)
    if (!upstream) throw new Fault('UNKNOWN_UPSTREAM', 'No upstream of that name is set up.')
    if (upstream.denied.allows(method, loosePath(target.decodedPath))) throw new Fault('ROUTE_DENIED')
    const route = client.grants.get(upstream.id)?.routeFor(method, target.decodedPath)
    if (route === undefined)
      throw new Fault('NOT_GRANTED', `"${client.id}" has no grant for this route of "${upstream.id}".`)
    if (!client.bucket.take(this.#ports.clock.monotonicMs()))
      throw new Fault('TOO_MANY_REQUESTS', undefined, { retryAfterSeconds: 1 })
    const { bodyBytes } = this.#ports.limits
    if (request.bodyBytes !== undefined && request.bodyBytes > bodyBytes) throw bodyTooLarge(bodyBytes)
    return Object.assign(target, { route })
  }

  /** @throws Fault `UPSTREAM_LOCKED` · why it has no link */
  #upstreamOf({ upstream: id }: Target): Upstream {
    const upstream = this.#ports.upstreams.find(id)
    if (!upstream) throw new Fault('UNKNOWN_UPSTREAM')
    if (upstream.locked) throw new Fault('UPSTREAM_LOCKED')
    if (!upstream.link) throw upstream.problem ?? new Fault('UPSTREAM_NOT_READY')
    return upstream
  }

  /** In whose name it goes, and the headers that may go. @throws Fault `CUSTOMER_UNKNOWN`: the till never stands in */
  #nameOf({ client, headers }: BrokerRequest, upstream: Upstream): { customer?: Customer; headers: string[] } {
    const passed = this.#deskOf(upstream).sieve.pass(headers).concat(via)
    const handle = headerValue(headers, 'till-agent-customer')
    if (handle === undefined) return { headers: passed }
    const book = upstream.session?.customers?.book
    if (!book) throw new Fault('CUSTOMER_UNKNOWN')
    return { customer: book.find(handle, client.id), headers: passed }
  }

  /** At once where nothing must be read of the body: that is the hot path. */
  #start(exchange: Exchange, request: BrokerRequest, upstream: Upstream, target: Target): void {
    const need = request.body && upstream.scheme.readsBody?.(request.method, target.decodedPath)
    if (request.body && need !== undefined && need !== 'no') {
      const held = this.#held(request, need)
      this.#startCounted(
        exchange,
        request,
        held.then((body) => this.#examined(request, upstream, target, body)),
      )
      return
    }
    const examined = this.#examined(request, upstream, target, this.#measured(request))
    if (examined.codeFor) this.#startCounted(exchange, request, Promise.resolve(examined))
    else exchange.start(examined)
  }

  /** Only if the customer whom it has a code sent to may be sent one more. */
  #startCounted(exchange: Exchange, request: BrokerRequest, examining: Promise<ToSend>): void {
    examining
      .then(async ({ codeFor, ...examined }) => {
        if (codeFor) await this.#ports.countCode(codeFor)
        exchange.start(examined)
      })
      .catch((thrown) => {
        if (thrown instanceof Fault) this.#noteRefusal(request, thrown)
        exchange.fail(thrown)
      })
  }

  #examined(
    { method }: BrokerRequest,
    { scheme }: Upstream,
    { decodedPath: path, query }: Target,
    body: RequestBody | undefined,
  ): ToSend {
    const read = Buffer.isBuffer(body) ? body : undefined
    const { subject, codeFor, body: replaced } = scheme.examine?.({ method, path, query, body: read }) ?? {}
    return { subject, codeFor, body: replaced ?? body }
  }

  async #held(request: BrokerRequest, need: 'must' | 'may'): Promise<RequestBody | undefined> {
    const body = this.#measured(request)
    if (!body || Buffer.isBuffer(body)) return body
    const held = await heldUpTo(body, examinedBodyBytes)
    if (need === 'must' && !Buffer.isBuffer(held)) throw bodyTooLarge(examinedBodyBytes)
    return held
  }

  /** A body whose length is promised was measured by the promise; any other is measured as it passes. */
  #measured({ body, bodyBytes }: BrokerRequest): RequestBody | undefined {
    return body && bodyBytes === undefined ? atMost(body, this.#ports.limits.bodyBytes) : body
  }

  #noteRefusal({ requestId, client, target }: BrokerRequest, thrown: unknown): Refusal {
    const { upstreams, refusals } = this.#ports
    const code = thrown instanceof Fault ? thrown.code : 'INTERNAL'
    // Only one that is set up: any other name was made up by the caller.
    const upstream = upstreams.find(target.split(/[/?]/, 3)[2] ?? '')?.id
    const refusal = { code, requestId, client: client.id, upstream }
    refusals.note(refusal)
    return refusal
  }

  #deskOf(upstream: Upstream): Desk {
    const known = this.#desks.get(upstream)
    if (known) return known
    const { upstreamConnections, upstreamConnectionsPerClient, queue } = this.#ports.limits
    const desk: Desk = {
      sieve: requestSieve((name) => upstream.owns(name)),
      queue: new FairQueue(upstreamConnections, upstreamConnectionsPerClient, queue),
      turns: new Turns(),
      blotting: new Blotting(),
    }
    this.#desks.set(upstream, desk)
    return desk
  }

  #answerTimeoutMs(headers: readonly string[]): number {
    const { answerTimeoutMs } = this.#ports.limits
    const asked = headerValue(headers, 'till-agent-timeout-ms')
    if (asked === undefined) return answerTimeoutMs
    const { least, most } = callerTimeoutMs
    const ms = /^\d{1,6}$/.test(asked) ? Number(asked) : 0
    const message = `must be a whole number from ${least} to ${most}`
    if (ms < least || ms > most)
      throw new Fault('INVALID_INPUT', `Till-Agent-Timeout-Ms ${message}.`, {
        issues: [{ path: 'Till-Agent-Timeout-Ms', message }],
      })
    return Math.min(ms, answerTimeoutMs)
  }
}

function recipientOf(client: Client, upstream: Upstream): Recipient {
  return { clientId: client.id, mayHaveToken: client.handOvers.has(upstream.id) }
}

/** An answer that must be read may not come compressed. */
function uncompressed(headers: readonly string[]): string[] {
  const kept = headers.flatMap((name, at) =>
    at % 2 === 0 && name.toLowerCase() !== 'accept-encoding' ? [name, headers[at + 1] as string] : [],
  )
  return [...kept, 'Accept-Encoding', 'identity']
}

const nothingUnderWay: Transfer = { resume: () => {}, abort: () => {} }

/** Methods that ask for nothing to be changed (RFC 9110 §9.2.1). */
function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}
