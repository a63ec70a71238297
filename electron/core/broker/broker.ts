import type { UpstreamMode } from '#contract/upstream.ts'
import type { Refusals } from '#core/audit/refusals.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import type { ResponseCache } from '#core/cache/responseCache.ts'
import type { Client } from '#core/clients/clients.ts'
import { type HeaderFilter, headerValue, requestFilter } from '#core/message/headerFilter.ts'
import { upstreamIdOf } from '#core/message/requestTarget.ts'
import type { Transfer } from '#core/network/link.ts'
import type { Network } from '#core/network/network.ts'
import { Reservation, type UpstreamLoad, UpstreamQueues } from '#core/queue/upstreamQueue.ts'
import type { CodeTarget } from '#core/scheme/codeProvider.ts'
import type { Limits } from '#core/settings/limits.ts'
import type { Metrics } from '#core/traffic/metrics.ts'
import type { Tracing } from '#core/traffic/tracing.ts'
import type { Upstream } from '#core/upstream/upstream.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'
import { type Admission, admit, type BrokerRequest, type Permission, permit } from './admission.ts'
import { examineBody } from './bodyExamination.ts'
import { CachedLookUps } from './cachedLookUps.ts'
import { Exchange } from './exchange.ts'
import { type ExchangeRequest, RequestSender, toExchangeRequest } from './exchangeRequest.ts'
import { lookUpRequestOf } from './lookUpRequest.ts'
import { RequestCredential } from './requestCredential.ts'
import { RequestRecord } from './requestRecord.ts'
import { type Caller, ResponsePipeline } from './responsePipeline.ts'

interface Deps {
  upstreams: Upstreams
  network: Pick<Network, 'isOwnConnection'>
  clock: Clock
  log: Log
  limits: Limits
  metrics: Metrics
  tracing: Tracing
  refusals: Refusals
  responseCache: ResponseCache
  /** Counts the one-time codes that a request may have the upstream send. @throws Fault `CODES_USED_UP` · `DESTINATION_REFUSED` */
  countCodes(to: readonly CodeTarget[], asker: { client: string; upstream: string }): Promise<void>
  /** Renews a customer's tokens in place of a request. @throws as `tokenRenewal.ts` */
  renewTokens(handle: string, upstreamId: string, client: Client): Promise<string>
}

/**
 * Sends the requests of clients upstream in the till's name. Its callers have settled which client asks; the broker settles
 * what the client may ask, and adds the credential.
 */
export class Broker {
  readonly #deps: Deps
  readonly #queues: UpstreamQueues
  readonly #lookUps: CachedLookUps
  readonly #filters = new WeakMap<Upstream, HeaderFilter>()

  constructor(deps: Deps) {
    this.#deps = deps
    this.#queues = new UpstreamQueues(deps.limits)
    this.#lookUps = new CachedLookUps(deps)
  }

  /** The response, or the fault that stands for it, goes to the caller; so does every refusal. Nothing is thrown. */
  send(request: BrokerRequest, caller: Caller): Transfer {
    const { upstreams, limits, clock, tracing } = this.#deps
    const upstream = upstreams.find(upstreamIdOf(request.target))
    try {
      const admission = admit(request, upstream, limits, clock.monotonicMs())
      const trace = tracing.tracer?.begin(headerValue(request.headers, 'traceparent'))
      const exchangeRequest = toExchangeRequest(request, admission, this.#filterOf(admission.upstream), trace)
      if (admission.upstream.cache) return this.#sendCached(exchangeRequest, request, admission, caller)
      return this.#send(exchangeRequest, request, admission, caller)
    } catch (thrown) {
      this.#refuseUnsent(request, thrown, upstream)
      caller.fail(thrown)
      return nothingUnderWay
    }
  }

  /**
   * What the client may ask for, and the headers that it may send, whether or not the upstream can be called now. Counts as a
   * request does.
   *
   * @throws Fault the first reason against it
   */
  permit(request: BrokerRequest): Permission & { headers: string[] } {
    const { upstreams, limits, clock } = this.#deps
    const upstream = upstreams.find(upstreamIdOf(request.target))
    try {
      const permission = permit(request, upstream, limits, clock.monotonicMs())
      return { ...permission, headers: this.#filterOf(permission.upstream).apply(request.headers) }
    } catch (thrown) {
      this.#refuseUnsent(request, thrown, upstream)
      throw thrown
    }
  }

  /** The mode of the upstream that a target names; `undefined` where the client may not know of it. */
  modeOf(target: string, { grants }: Pick<Client, 'grants'>): UpstreamMode | undefined {
    const id = upstreamIdOf(target)
    return grants.has(id) ? this.#deps.upstreams.find(id)?.mode : undefined
  }

  /** Whether what comes over a connection between these ports of this machine was sent by the agent itself. */
  isOwnConnection(from: number | undefined, to: number | undefined): boolean {
    return from !== undefined && to !== undefined && this.#deps.network.isOwnConnection(from, to)
  }

  /** Requests under way to an upstream, and waiting to be sent to it. */
  loadOf(upstreamId: string): UpstreamLoad {
    return this.#queues.loadOf(upstreamId)
  }

  /** Look-ups that wait for the answer to one that was under way already. */
  get joinedLookUps(): number {
    return this.#lookUps.joined
  }

  /** At an upstream whose answers may be kept: a look-up may be answered by them, and anything that is no read ends them. */
  #sendCached(sent: ExchangeRequest, request: BrokerRequest, admission: Admission, caller: Caller): Transfer {
    const lookUp = lookUpRequestOf(request, sent, admission)
    if (lookUp) return this.#lookUps.answer(lookUp, caller, (plain, to) => this.#send(plain, request, admission, to))
    if (sent.mayRepeat) return this.#send(sent, request, admission, caller)
    const endWrite = this.#deps.responseCache.beginWrite(admission.upstream.id)
    try {
      return this.#send(sent, request, admission, caller, endWrite)
    } catch (thrown) {
      endWrite()
      throw thrown
    }
  }

  /** @param onFinish called when the request is over; not where this throws */
  #send(
    sent: ExchangeRequest,
    request: BrokerRequest,
    admission: Admission,
    caller: Caller,
    onFinish?: () => void,
  ): Exchange {
    const exchange = this.#open(sent, admission, caller, onFinish)
    this.#start(exchange, request, admission)
    return exchange
  }

  #open(request: ExchangeRequest, { upstream, host }: Admission, caller: Caller, onFinish?: () => void): Exchange {
    const { upstreams, clock } = this.#deps
    const queue = this.#queues.of(upstream.id)
    const record = new RequestRecord(this.#deps, request, upstream, onFinish)
    const credential = new RequestCredential(upstream, upstreams, request)
    const reservation = new Reservation(queue, request.clientId)
    const { redactors } = queue
    const response = new ResponsePipeline({ request, upstream, host, upstreams, redactors, credential, record, caller })
    const sender = new RequestSender(host.link, request)
    return new Exchange({ request, reservation, credential, sender, response, record, clock, caller })
  }

  /** At once where nothing of the body must be read and no code counted: that is the hot path. */
  #start(exchange: Exchange, request: BrokerRequest, admission: Admission): void {
    const examined = examineBody(request, admission, this.#deps.limits.bodyBytes)
    if (!(examined instanceof Promise) && !examined.codeTargets && !examined.renews) exchange.start(examined)
    else {
      exchange.prepare()
      void this.#startLater(exchange, request, admission, examined)
    }
  }

  async #startLater(
    exchange: Exchange,
    request: BrokerRequest,
    { upstream }: Admission,
    examining: ReturnType<typeof examineBody>,
  ): Promise<void> {
    try {
      const examined = await examining
      const asker = { client: request.client.id, upstream: upstream.id }
      if (examined.codeTargets) await this.#deps.countCodes(examined.codeTargets, asker)
      if (examined.renews === undefined) exchange.start(examined)
      else exchange.respond(await this.#deps.renewTokens(examined.renews, upstream.id, request.client))
    } catch (thrown) {
      if (thrown instanceof Fault) this.#refuse(request, thrown, upstream)
      exchange.fail(thrown)
    }
  }

  /** It was never under way, so nothing else counts it. */
  #refuseUnsent(request: BrokerRequest, thrown: unknown, upstream: Upstream | undefined): void {
    const code = this.#refuse(request, thrown, upstream)
    if (upstream) this.#deps.metrics.of(request.client.id, upstream.id).countOutcome(code)
  }

  /** Counts a refusal by its code. Only an upstream that is set up is named: any other name was made up by the caller. */
  #refuse({ requestId, client }: BrokerRequest, thrown: unknown, upstream: Upstream | undefined) {
    const code = thrown instanceof Fault ? thrown.code : 'INTERNAL'
    this.#deps.refusals.note({ code, requestId, client: client.id, upstream: upstream?.id })
    return code
  }

  #filterOf(upstream: Upstream): HeaderFilter {
    const known = this.#filters.get(upstream)
    if (known) return known
    const filter = requestFilter((name) => upstream.ownsHeader(name))
    this.#filters.set(upstream, filter)
    return filter
  }
}

const nothingUnderWay: Transfer = { resume: () => {}, abort: () => {} }
