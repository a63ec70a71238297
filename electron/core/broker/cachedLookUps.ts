import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import { type CacheStatus, type ForwardReason, servedHeaders } from '#core/cache/cacheStatus.ts'
import { elapsedMs, type Freshness, momentOf } from '#core/cache/freshness.ts'
import type { KeptResponse, ResponseCache, Ticket } from '#core/cache/responseCache.ts'
import type { Transfer } from '#core/network/link.ts'
import type { Limits } from '#core/settings/limits.ts'
import type { Metrics } from '#core/traffic/metrics.ts'
import type { ExchangeRequest } from './exchangeRequest.ts'
import { isUnreachable, LookUpFlight, pass, type Waiter } from './lookUpFlight.ts'
import type { LookUpRequest } from './lookUpRequest.ts'
import { RequestRecord } from './requestRecord.ts'
import type { Caller } from './responsePipeline.ts'

interface Deps {
  clock: Clock
  log: Log
  limits: Limits
  metrics: Metrics
  responseCache: ResponseCache
}

/** Sends a look-up upstream, its answer to a caller. @throws as `Broker.send` has it refused */
type Send = (request: ExchangeRequest, to: Caller) => Transfer

/** Answers look-ups with what is kept, joins those that ask the same at a time, and has the others sent. */
export class CachedLookUps {
  readonly #deps: Deps
  /** Those that may be joined, by key. */
  readonly #flights = new Map<string, { flight: LookUpFlight; lookUp: LookUpRequest; ticket: Ticket }>()

  /** Those that wait for the answer to another one. */
  joined = 0

  constructor(deps: Deps) {
    this.#deps = deps
    deps.responseCache.onPurge((upstreamId, owner) => {
      for (const [key, { lookUp }] of this.#flights)
        if ((upstreamId ?? lookUp.upstream.id) === lookUp.upstream.id && (owner ?? lookUp.owner) === lookUp.owner)
          this.#flights.delete(key)
    })
  }

  /** @throws as `send` */
  answer(lookUp: LookUpRequest, caller: Caller, send: Send): Transfer {
    const { responseCache } = this.#deps
    const { key, owner, upstream, acceptedMs, request } = lookUp
    const ticket = responseCache.begin(key, owner, upstream)
    const found = responseCache.find(ticket, acceptedMs)
    const fault = found?.freshness.state === 'stale' ? responseCache.knownFault(upstream.id) : undefined
    if (found && (found.freshness.state === 'fresh' || fault !== undefined)) {
      this.#serve(lookUp, caller, found, fault)
      return nothingUnderWay
    }
    const reason = acceptedMs === Number.POSITIVE_INFINITY ? (found ? 'stale' : 'miss') : 'request'
    const underWay = this.#flights.get(key)
    const mayJoin = acceptedMs > 0 && !request.isTimeoutFixed
    if (underWay && mayJoin && underWay.ticket.upstream === upstream && underWay.ticket.session === upstream.session)
      return this.#join(underWay.flight, lookUp, caller, reason, send)
    return this.#lead({ lookUp, ticket, caller, reason, send, mayBeJoined: !request.isTimeoutFixed })
  }

  #lead(led: {
    lookUp: LookUpRequest
    ticket: Ticket
    caller: Caller
    reason: ForwardReason
    send: Send
    mayBeJoined: boolean
  }): Transfer {
    const { responseCache: cache, limits } = this.#deps
    const { lookUp, ticket, caller, reason, send, mayBeJoined } = led
    const leader: Waiter = {
      caller,
      join: () => {},
      fail: (thrown) => {
        if (!this.#serveStale(lookUp, caller, thrown)) caller.fail(thrown)
      },
      askAlone: () => caller.cut(),
    }
    const flight: LookUpFlight = new LookUpFlight({
      ...{ lookUp, ticket, leader, reason, cache, maxBytes: limits.cacheEntryBytes },
      onClosed: () => {
        if (this.#flights.get(lookUp.key)?.flight === flight) this.#flights.delete(lookUp.key)
      },
    })
    cache.counts.add(lookUp.upstream.id, 'forwarded')
    flight.transfer = send(lookUp.request, flight)
    if (mayBeJoined && flight.isHolding && !this.#flights.has(lookUp.key))
      this.#flights.set(lookUp.key, { flight, lookUp, ticket })
    return { resume: () => flight.resume(), abort: () => flight.leave(leader) }
  }

  #join(flight: LookUpFlight, lookUp: LookUpRequest, caller: Caller, reason: ForwardReason, send: Send): Transfer {
    const record = new RequestRecord(this.#deps, lookUp.request, lookUp.upstream)
    const since = momentOf(this.#deps.clock)
    let alone: Transfer | undefined
    let isOver = false
    const end = (act: () => void) => {
      if (isOver) return
      isOver = true
      this.joined -= 1
      try {
        act()
      } catch (thrown) {
        record.reportBug(thrown)
      }
    }
    const waiter: Waiter = {
      caller,
      join: (kept) =>
        end(() => {
          const ageMs = kept.lifetime.ageMs + elapsedMs(since, momentOf(this.#deps.clock))
          this.#pass(caller, record, kept, ageMs, { kind: 'joined', reason })
          record.finish(undefined, 'joined')
          this.#deps.responseCache.counts.add(lookUp.upstream.id, 'joined')
        }),
      fail: (thrown) =>
        end(() => {
          if (this.#serveStale(lookUp, caller, thrown)) return record.finish(undefined, 'stale')
          record.finish(thrown instanceof Fault ? thrown.code : 'INTERNAL', 'joined')
          caller.fail(thrown)
        }),
      askAlone: () =>
        end(() => {
          const { key, owner, upstream } = lookUp
          const ticket = this.#deps.responseCache.begin(key, owner, upstream)
          try {
            alone = this.#lead({ lookUp, ticket, caller, reason, send, mayBeJoined: false })
          } catch (thrown) {
            caller.fail(thrown)
          }
        }),
    }
    this.joined += 1
    flight.join(waiter)
    return {
      resume: () => alone?.resume(),
      abort: () => {
        alone?.abort()
        end(() => record.finish('CALLER_GONE', 'joined'))
        flight.leave(waiter)
      },
    }
  }

  /** @param fault by which the upstream could not be reached a moment ago; absent for an answer that is fresh */
  #serve(
    lookUp: LookUpRequest,
    caller: Caller,
    { kept, freshness: { ageMs, leftMs } }: { kept: KeptResponse; freshness: Freshness },
    fault: string | undefined,
  ): void {
    const record = new RequestRecord(this.#deps, lookUp.request, lookUp.upstream)
    const status: CacheStatus =
      fault === undefined ? { kind: 'hit', leftMs } : { kind: 'stale', leftMs, asked: false, fault }
    this.#pass(caller, record, kept, ageMs, status)
    const outcome = fault === undefined ? 'hit' : 'stale'
    record.finish(undefined, outcome)
    this.#deps.responseCache.counts.add(lookUp.upstream.id, outcome)
  }

  /** Whether there was an answer that may be given since none came. Its exchange is counted as one that failed. */
  #serveStale(lookUp: LookUpRequest, caller: Caller, thrown: unknown): boolean {
    if (!isUnreachable(thrown)) return false
    const { responseCache } = this.#deps
    const { key, owner, upstream, acceptedMs, request } = lookUp
    const found = responseCache.find(responseCache.begin(key, owner, upstream), acceptedMs)
    if (!found) return false
    const { ageMs, leftMs } = found.freshness
    const status: CacheStatus = { kind: 'stale', leftMs, asked: true, fault: thrown.code }
    this.#pass(caller, new RequestRecord(this.#deps, request, upstream), found.kept, ageMs, status)
    responseCache.counts.add(upstream.id, 'stale')
    return true
  }

  #pass(
    caller: Caller,
    record: RequestRecord,
    { statusText, headers, body }: KeptResponse,
    ageMs: number,
    status: CacheStatus,
  ): void {
    record.onResponse(200)
    record.onData(body.length)
    pass(caller, 200, statusText, record.withOwnHeaders(servedHeaders(headers, { ageMs }, status)), body)
  }
}

const nothingUnderWay: Transfer = { resume: () => {}, abort: () => {} }
