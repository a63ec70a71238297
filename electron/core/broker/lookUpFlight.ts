import { Fault } from '#core/base/fault.ts'
import { cacheStatusText, type ForwardReason, keptHeaders } from '#core/cache/cacheStatus.ts'
import { type Lifetime, lifetimeOf } from '#core/cache/lifetime.ts'
import type { KeptResponse, ResponseCache, Ticket } from '#core/cache/responseCache.ts'
import type { Transfer } from '#core/network/link.ts'
import type { LookUpRequest } from './lookUpRequest.ts'
import type { Caller } from './responsePipeline.ts'

/** Somebody who waits for the answer to a look-up that is under way. */
export interface Waiter {
  readonly caller: Caller
  /** The answer of another request's exchange. */
  join(kept: KeptResponse): void
  /** No answer came. */
  fail(thrown: unknown): void
  /** The answer that came may not be shared. */
  askAlone(): void
}

interface Deps {
  lookUp: LookUpRequest
  ticket: Ticket
  leader: Waiter
  reason: ForwardReason
  cache: ResponseCache
  maxBytes: number
  /** Nobody else may join. Called once. */
  onClosed(): void
}

interface Head {
  status: number
  statusText: string
  headers: string[]
}

/**
 * One look-up on its way upstream, and everybody who waits for its answer. An answer that may be kept is held until it is whole;
 * any other one goes to the first who asked as it comes.
 */
export class LookUpFlight implements Caller {
  readonly #deps: Deps
  readonly #waiters: Set<Waiter>
  #lifetime: Lifetime | undefined
  #head: Head | undefined
  #parts: Buffer[] = []
  #bytes = 0
  #state: 'held' | 'passing' | 'over' = 'held'
  #transfer: Transfer | undefined

  constructor(deps: Deps) {
    this.#deps = deps
    this.#waiters = new Set([deps.leader])
  }

  get isHolding(): boolean {
    return this.#state === 'held'
  }

  set transfer(transfer: Transfer) {
    this.#transfer = transfer
  }

  join(waiter: Waiter): void {
    this.#waiters.add(waiter)
  }

  /** It is gone, or has its answer. */
  leave(waiter: Waiter): void {
    if (!this.#waiters.delete(waiter) || this.#waiters.size > 0 || this.#state === 'over') return
    this.#close('over')
    this.#transfer?.abort()
  }

  resume(): void {
    this.#transfer?.resume()
  }

  onReceived(status: number, headers: readonly string[]): void {
    const { cache, lookUp } = this.#deps
    cache.noteReached(lookUp.upstream.id)
    this.#lifetime = lifetimeOf(status, headers, lookUp.cache)
  }

  onHead(status: number, statusText: string, headers: string[]): void {
    this.#head = { status, statusText, headers }
    if (!this.#lifetime) this.#passOn(this.#head)
  }

  onData(chunk: Buffer): boolean {
    if (this.#state === 'passing') return this.#deps.leader.caller.onData(chunk)
    this.#bytes += chunk.length
    this.#parts.push(Buffer.from(chunk))
    return this.#bytes <= this.#deps.maxBytes || !this.#head || this.#passOn(this.#head)
  }

  onEnd(): void {
    if (this.#state === 'passing') this.#deps.leader.caller.onEnd()
    else if (this.#state === 'held' && this.#head && this.#lifetime) this.#answer(this.#head, this.#lifetime)
    this.#close('over')
  }

  fail(thrown: unknown): void {
    const { cache, lookUp, leader } = this.#deps
    if (isUnreachable(thrown)) cache.noteReached(lookUp.upstream.id, thrown.code)
    const wasPassing = this.#state === 'passing'
    this.#close('over')
    if (wasPassing) leader.caller.fail(thrown)
    else for (const waiter of this.#waiters) waiter.fail(thrown)
  }

  cut(): void {
    const wasPassing = this.#state === 'passing'
    this.#close('over')
    if (wasPassing) this.#deps.leader.caller.cut()
    else for (const waiter of this.#waiters) waiter.askAlone()
  }

  /** Returns false to pause. */
  #passOn({ status, statusText, headers }: Head): boolean {
    const { leader, reason } = this.#deps
    const others = [...this.#waiters].filter((waiter) => waiter !== leader)
    const hasLeader = this.#waiters.has(leader)
    for (const waiter of others) this.#waiters.delete(waiter)
    this.#close(hasLeader ? 'passing' : 'over')
    for (const waiter of others) waiter.askAlone()
    if (!hasLeader) {
      this.#transfer?.abort()
      return true
    }
    const marked = [...headers, 'Cache-Status', cacheStatusText({ kind: 'forwarded', reason, isStored: false })]
    leader.caller.onHead(status, statusText, marked)
    const held = this.#parts
    this.#parts = []
    return held.map((part) => leader.caller.onData(part)).every((wantsMore) => wantsMore)
  }

  #answer({ status, statusText, headers }: Head, lifetime: Lifetime): void {
    const { cache, lookUp, ticket, leader, reason } = this.#deps
    const body = Buffer.concat(this.#parts)
    const kept: KeptResponse = { statusText, headers: keptHeaders(headers), body, lifetime }
    const isStored = cache.mayKeep(ticket) && lookUp.cache.rules.mayKeep(body)
    if (isStored) cache.keep(ticket, kept)
    this.#close('over')
    for (const waiter of this.#waiters) {
      if (waiter !== leader) waiter.join(kept)
      else {
        const cacheStatus = cacheStatusText({ kind: 'forwarded', reason, isStored })
        pass(leader.caller, status, statusText, [...headers, 'Cache-Status', cacheStatus], body)
      }
    }
  }

  #close(state: 'passing' | 'over'): void {
    const wasOpen = this.isHolding
    this.#state = state
    if (wasOpen) this.#deps.onClosed()
  }
}

/** A whole response at once. */
export function pass(caller: Caller, status: number, statusText: string, headers: string[], body: Buffer): void {
  caller.onHead(status, statusText, headers)
  if (body.length > 0) caller.onData(body)
  caller.onEnd()
}

/** Whether no answer came because the upstream is not there: for want of one, an older answer may be given (RFC 5861 §4). */
export function isUnreachable(thrown: unknown): thrown is Fault<'UPSTREAM_UNREACHABLE' | 'UPSTREAM_SILENT'> {
  return thrown instanceof Fault && (thrown.code === 'UPSTREAM_UNREACHABLE' || thrown.code === 'UPSTREAM_SILENT')
}
