import type { Readable } from 'node:stream'
import { buildConnector, type Dispatcher, EnvHttpProxyAgent, errors, Pool, ProxyAgent } from 'undici'
import type { Limits } from '../core/limits.ts'
import type { Link, LinkFailure, LinkListener, LinkRequest, Transfer } from '../core/link.ts'
import type { Reach } from '../core/network.ts'
import { isTrustFailure } from './tlsTrust.ts'
import { WarmReserve } from './warmReserve.ts'

/** Cloud load balancers close a silent connection after about 60 s; we let go first. */
const keepAliveMs = 55_000

/**
 * Kept-open connections by undici's `dispatch`: flat header lists in and out and no stream objects in between
 * (performance.md 5, steps 1–2). The pool is given the real origin and no `host` header is ever sent through it: a
 * differing one would make it reconnect each time.
 *
 * @param ca the only authorities to believe, as PEM; `undefined` for the usual ones
 */
export function createUndiciLink(reach: Reach, ca: string | undefined, limits: Limits): Link {
  const { origin } = new URL(reach.baseUrl)
  let openConnections = 0
  const open = () => {
    const way = wayTo(origin, reach, ca, limits)
    way.dispatcher.on('connect', () => {
      openConnections += 1
    })
    way.dispatcher.on('disconnect', () => {
      openConnections -= 1
    })
    return way
  }
  let way = open()
  /** No longer taken, but with requests under way. */
  const leaving = new Set<Dispatcher>()

  return {
    send: (request, listener) => new UndiciTransfer(way.dispatcher, origin, request, listener, limits),
    openConnections: () => openConnections + (way.reserve?.size ?? 0),
    rewarm: () => {
      const { dispatcher, reserve } = way
      way = open()
      reserve?.close()
      leaving.add(dispatcher)
      // What is under way ends first; it fails only if it was destroyed meanwhile.
      void dispatcher
        .close()
        .catch(() => {})
        .finally(() => leaving.delete(dispatcher))
    },
    close: async () => {
      way.reserve?.close()
      await Promise.all([way.dispatcher, ...leaving].map((dispatcher) => dispatcher.destroy()))
    },
  }
}

interface Way {
  dispatcher: Dispatcher
  /** Only where no proxy stands in between. */
  reserve?: WarmReserve
}

function wayTo(origin: string, reach: Reach, ca: string | undefined, limits: Limits): Way {
  const tls = { ...(ca !== undefined && { ca }), timeout: limits.connectTimeoutMs }
  const options = {
    connections: limits.upstreamConnections,
    pipelining: 1,
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMs,
    bodyTimeout: limits.idleTimeoutMs,
  }
  if (reach.proxy === undefined || reach.proxy === 'direct') return directWay(origin, options, buildConnector(tls))
  // Only when asked for: variables of the environment could lead the credential astray (attacks.md T46).
  if (reach.proxy === 'system')
    return { dispatcher: new EnvHttpProxyAgent({ ...options, connect: tls, requestTls: tls }) }
  return { dispatcher: new ProxyAgent({ ...options, uri: reach.proxy, requestTls: tls }) }
}

function directWay(origin: string, options: Pool.Options, connect: buildConnector.connector): Way {
  const { protocol, host, hostname, port } = new URL(origin)
  const reserve = new WarmReserve(connect, { protocol, host, hostname: hostname.replace(/^\[|\]$/g, ''), port })
  const connectWarm: buildConnector.connector = (target, callback) => {
    const spare = reserve.take()
    if (spare) queueMicrotask(() => callback(null, spare))
    else connect(target, callback)
  }
  return { dispatcher: new Pool(origin, { ...options, connect: connectWarm }), reserve }
}

class UndiciTransfer implements Transfer, Dispatcher.DispatchHandler {
  readonly #listener: LinkListener
  #phase: 'waiting' | 'active' | 'over' = 'waiting'
  #resume: (() => void) | undefined
  #abort: ((reason?: Error) => void) | undefined
  /** undici's own timers are a second off at worst: fine for the usual limits, not for a caller's short one. */
  #shortTimer: NodeJS.Timeout | undefined

  constructor(dispatcher: Dispatcher, origin: string, request: LinkRequest, listener: LinkListener, limits: Limits) {
    this.#listener = listener
    if (request.answerTimeoutMs < limits.answerTimeoutMs)
      this.#shortTimer = setTimeout(() => this.#giveUp(), request.answerTimeoutMs)
    dispatcher.dispatch(
      {
        origin,
        path: request.path,
        method: request.method as Dispatcher.HttpMethod,
        headers: request.headers,
        body: (request.body ?? null) as Readable | Buffer | null,
        headersTimeout: request.answerTimeoutMs,
        bodyTimeout: limits.idleTimeoutMs,
      },
      this,
    )
  }

  resume(): void {
    this.#resume?.()
  }

  abort(): void {
    if (this.#phase === 'over') return
    this.#enter('over')
    this.#abort?.()
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.#abort = abort
    if (this.#phase === 'over') abort()
    else this.#enter('active')
  }

  onHeaders(status: number, headers: Buffer[], resume: () => void, statusText: string): boolean {
    // An interim answer (1xx) is between the upstream and us.
    if (status < 200 || this.#phase === 'over') return true
    clearTimeout(this.#shortTimer)
    this.#resume = resume
    const flat: string[] = []
    for (const part of headers) flat.push(part.toString('latin1'))
    this.#listener.onHead(status, statusText, flat)
    return true
  }

  onData(chunk: Buffer): boolean {
    return this.#phase === 'over' || this.#listener.onData(chunk)
  }

  onComplete(): void {
    if (this.#phase === 'over') return
    this.#enter('over')
    this.#listener.onEnd()
  }

  onError(thrown: Error): void {
    if (this.#phase === 'over') return
    const sent = this.#phase === 'active'
    this.#enter('over')
    this.#listener.onFailure(failureOf(thrown, sent))
  }

  #giveUp(): void {
    const sent = this.#phase === 'active'
    this.abort()
    this.#listener.onFailure({ kind: 'silent', sent, reason: 'CALLER_TIMEOUT' })
  }

  #enter(phase: 'active' | 'over'): void {
    if (phase === 'over') clearTimeout(this.#shortTimer)
    this.#phase = phase
  }
}

/** Only a code leaves this file. */
function failureOf(thrown: Error, sent: boolean): LinkFailure {
  const reason = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : thrown.name
  if (thrown instanceof errors.HeadersTimeoutError || thrown instanceof errors.BodyTimeoutError)
    return { kind: 'silent', sent, reason }
  if (thrown instanceof errors.HTTPParserError || thrown instanceof errors.HeadersOverflowError)
    return { kind: 'invalid-answer', sent, reason }
  if (isTrustFailure(reason)) return { kind: 'untrusted', sent, reason }
  if (!sent) return { kind: 'unreachable', sent, reason }
  if (isSystemOrUndici(thrown)) return { kind: 'broken-off', sent, reason }
  // What is left came out of the caller's body, thrown by whoever supplies it.
  return { kind: 'body-failed', sent, reason, cause: thrown }
}

function isSystemOrUndici(thrown: Error): boolean {
  return thrown instanceof errors.UndiciError || 'errno' in thrown || 'syscall' in thrown
}
