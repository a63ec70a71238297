import type { MachineNetwork } from '#adapters/sockets/machineNetwork.ts'
import type { TlsSessions, UpstreamTarget } from '#adapters/sockets/upstreamSocket.ts'
import { upstreamTargetOf } from '#adapters/sockets/upstreamTarget.ts'
import type { Link, LinkFailure, LinkListener, LinkRequest, Transfer } from '#core/network/link.ts'
import type { UpstreamEndpoint } from '#core/network/network.ts'
import { backoffMs, withJitter } from '#core/pacing/backoff.ts'
import type { Limits } from '#core/settings/limits.ts'
import type { ConnectionEnd, ConnectionEvents, ConnectionLimits } from './connectionEvents.ts'
import { Job } from './job.ts'
import { requestHead } from './requestHead.ts'
import { UpstreamConnection } from './upstreamConnection.ts'

/** Cloud load balancers close a silent connection after about 60 s. The agent closes it before. */
const keepAliveMs = 45_000

/**
 * The number of connections that are opened at once. Handshakes that share one core end together, so each request of a
 * burst would wait for all of them; the first connections that are open serve those who wait meanwhile.
 */
const maxOpening = 8

/** Between attempts to connect while nobody waits and the upstream cannot be reached. */
const retry = { firstMs: 1_000, maxMs: 10_000 }

/** @throws as `upstreamTargetOf` */
export function createHttpLink(
  endpoint: UpstreamEndpoint,
  ca: string | undefined,
  limits: Limits,
  machine?: MachineNetwork,
): Link {
  return new HttpLink(upstreamTargetOf(endpoint, ca, limits.connectTimeoutMs, machine), limits)
}

/**
 * The connections to one upstream. Whichever is free first takes the next request; of those that are free, the one used
 * last, whose congestion window is warm (hot-path.md 2). One more than is needed is kept open, so that the first sale of the
 * day, or the first after the line was down, does not wait for a handshake.
 */
class HttpLink implements Link, ConnectionEvents {
  readonly #target: UpstreamTarget
  readonly #limits: ConnectionLimits
  readonly #maxConnections: number
  readonly #sessions: TlsSessions = { last: undefined }
  readonly #connections = new Set<UpstreamConnection>()
  /** Those that carry no request; the one used last is at the end. */
  #idle: UpstreamConnection[] = []
  /** Those that are being opened. */
  #opening = 0
  #waiting: Job[] = []
  /** Failures to connect in a row. */
  #failures = 0
  #retryTimer: NodeJS.Timeout | undefined
  #sweepTimer: NodeJS.Timeout | undefined
  #sweepAtMs = Number.POSITIVE_INFINITY
  #isClosed = false
  readonly #onAbort = (job: Job): void => {
    if (job.connection) job.connection.abort(job)
    else this.#waiting = this.#waiting.filter((other) => other !== job)
  }

  constructor(target: UpstreamTarget, limits: Limits) {
    const { responseHeaderBytes, idleTimeoutMs, uploadBytesPerSecond } = limits
    this.#target = target
    this.#limits = { responseHeaderBytes, idleTimeoutMs, uploadBytesPerSecond, keepAliveMs }
    this.#maxConnections = limits.upstreamConnections
    this.#keepOneIdle()
  }

  send(request: LinkRequest, listener: LinkListener): Transfer {
    const nowMs = performance.now()
    // Before a connection is taken, which a request that cannot be written must not cost.
    const head = requestHead(request, this.#target.authority)
    const job = new Job(request, head, listener, nowMs + request.answerTimeoutMs, this.#onAbort)
    const connection = this.#takeIdle(nowMs)
    if (connection) {
      connection.start(job, this.#busy === 1)
      this.#keepOneIdle()
    } else if (this.#isClosed) queueMicrotask(() => job.fail(closedFailure))
    else {
      this.#waiting.push(job)
      this.onDeadline(job.deadlineMs)
      this.#openForWaiting()
    }
    return job
  }

  openConnections(): number {
    let open = 0
    for (const connection of this.#connections) if (connection.isOpen) open += 1
    return open
  }

  rewarm(): void {
    this.#failures = 0
    for (const connection of [...this.#connections]) connection.retire()
    this.#openForWaiting()
    this.#keepOneIdle()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#retryTimer)
    clearTimeout(this.#sweepTimer)
    for (const connection of [...this.#connections]) connection.close()
    for (const job of this.#waiting.splice(0)) job.fail(closedFailure)
  }

  onOpen(connection: UpstreamConnection): void {
    this.#opening -= 1
    this.onIdle(connection)
    this.#openForWaiting()
  }

  onIdle(connection: UpstreamConnection): void {
    if (connection.hasResponded) this.#failures = 0
    const job = this.#waiting.shift()
    if (job) connection.start(job, this.#busy === 1)
    else this.#idle.push(connection)
    this.#keepOneIdle()
  }

  onClosed(connection: UpstreamConnection, end: ConnectionEnd): void {
    this.#connections.delete(connection)
    this.#idle = this.#idle.filter((other) => other !== connection)
    // An upstream that hangs up on each new connection is waited for like one that cannot be reached.
    if (end.kind === 'not-opened' || (end.kind === 'lost' && !end.isProven)) this.#failures += 1
    if (end.kind === 'not-opened') {
      for (const job of this.#shareOfOneOpening()) job.fail(end.failure)
      this.#opening -= 1
    } else if (!this.#isClosed) this.#openForWaiting()
    this.#keepOneIdle()
  }

  onDeadline(deadlineMs: number): void {
    if (deadlineMs >= this.#sweepAtMs || this.#isClosed) return
    this.#sweepAtMs = deadlineMs
    clearTimeout(this.#sweepTimer)
    this.#sweepTimer = setTimeout(() => this.#sweep(), Math.max(1, Math.ceil(deadlineMs - performance.now())))
    this.#sweepTimer.unref()
  }

  /** Connections with a request, the one included that is about to get it. */
  get #busy(): number {
    return this.#connections.size - this.#idle.length - this.#opening
  }

  #takeIdle(nowMs: number): UpstreamConnection | undefined {
    for (;;) {
      const connection = this.#idle.pop()
      if (!connection || connection.isUsable(nowMs)) return connection
      connection.close()
    }
  }

  /** One connection on its way for each request that waits, as far as the limits let. */
  #openForWaiting(): void {
    const wanted = Math.min(this.#waiting.length, maxOpening)
    while (this.#opening < wanted && this.#connections.size < this.#maxConnections) this.#open()
  }

  /** Those who wait for one of the connections that are being opened: when all fail, all who wait are told. */
  #shareOfOneOpening(): Job[] {
    return this.#waiting.splice(0, Math.ceil(this.#waiting.length / this.#opening))
  }

  #keepOneIdle(): void {
    clearTimeout(this.#retryTimer)
    if (this.#isClosed || this.#idle.length + this.#opening > 0 || this.#connections.size >= this.#maxConnections)
      return
    if (this.#failures === 0) this.#open()
    else {
      const delayMs = withJitter(backoffMs(retry, this.#failures), Math.random())
      this.#retryTimer = setTimeout(() => this.#open(), delayMs).unref()
    }
  }

  #open(): void {
    this.#opening += 1
    this.#connections.add(new UpstreamConnection(this.#target, this.#sessions, this.#limits, this))
  }

  #sweep(): void {
    this.#sweepAtMs = Number.POSITIVE_INFINITY
    const nowMs = performance.now()
    for (const connection of [...this.#connections]) if (connection.deadlineMs <= nowMs) connection.onDeadline()
    const late = this.#waiting.filter(({ deadlineMs }) => deadlineMs <= nowMs)
    this.#waiting = this.#waiting.filter(({ deadlineMs }) => deadlineMs > nowMs)
    for (const job of late) job.fail({ kind: 'unreachable', sent: false, reason: 'CONNECT_TIMEOUT' })
    let next = Number.POSITIVE_INFINITY
    for (const { deadlineMs } of [...this.#connections, ...this.#waiting]) next = Math.min(next, deadlineMs)
    if (Number.isFinite(next)) this.onDeadline(next)
  }
}

const closedFailure: LinkFailure = { kind: 'unreachable', sent: false, reason: 'LINK_CLOSED' }
