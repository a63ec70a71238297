import type { Socket } from 'node:net'
import { noteOwnConnection } from '#adapters/sockets/ownConnections.ts'
import { openUpstreamSocket, type TlsSessions, type UpstreamTarget } from '#adapters/sockets/upstreamSocket.ts'
import { isTrustFailure } from '#adapters/tls/tlsTrust.ts'
import { Fault } from '#core/base/fault.ts'
import { certificateAlertOf } from '#core/network/clientCertificate.ts'
import type { LinkFailure } from '#core/network/link.ts'
import { BodySender } from './bodySender.ts'
import type { ConnectionEnd, ConnectionEvents, ConnectionLimits } from './connectionEvents.ts'
import { InvalidResponse } from './invalidResponse.ts'
import { type Job, throwLater } from './job.ts'
import { promisedLength } from './requestHead.ts'
import { ResponseParser, type ResponseSink } from './responseParser.ts'

/** Milliseconds of a clock that only goes forward. */
const nowMs = () => performance.now()

/** A connection that was kept for so long has shown that the upstream does not hang up on each. */
const provenAfterMs = 10_000

type State = 'opening' | 'idle' | 'sending' | 'waiting' | 'receiving' | 'closed'

const putAway: ConnectionEnd = { kind: 'put-away' }

/** One connection to an upstream, which carries one request at a time. `deadlineMs` is checked by the pool's one timer. */
export class UpstreamConnection implements ResponseSink {
  readonly #events: ConnectionEvents
  readonly #limits: ConnectionLimits
  readonly #parser: ResponseParser
  readonly #cancelOpening: () => void
  #state: State = 'opening'
  #socket: Socket | undefined
  #job: Job | undefined
  /** Of a body that is streamed; a connection with a part of a request carries no other. */
  #sender: BodySender | undefined
  #isPaused = false
  #isRetired = false
  #hasResponded = false
  #openedAtMs = 0
  /** When bytes came last. */
  #readAtMs = 0
  deadlineMs = Number.POSITIVE_INFINITY

  constructor(target: UpstreamTarget, sessions: TlsSessions, limits: ConnectionLimits, events: ConnectionEvents) {
    this.#events = events
    this.#limits = limits
    this.#parser = new ResponseParser(limits.responseHeaderBytes)
    this.#cancelOpening = openUpstreamSocket(
      target,
      sessions,
      (chunk) => this.#onBytes(chunk),
      (error, socket) => this.#onOpened(error, socket),
    )
  }

  get isOpen(): boolean {
    return this.#state !== 'opening' && this.#state !== 'closed'
  }

  /** Whether the upstream has responded on it. */
  get hasResponded(): boolean {
    return this.#hasResponded
  }

  /** Whether a request can be sent on it now. */
  isUsable(atMs: number): boolean {
    const socket = this.#socket
    return this.#state === 'idle' && this.deadlineMs > atMs && socket?.writable === true && !socket.readableEnded
  }

  /**
   * Sends a request. To be called only while the connection is usable.
   *
   * @param isAlone whether the upstream is at no other request: then it is sent at once
   */
  start(job: Job, isAlone: boolean): void {
    const socket = this.#socket as Socket
    const { body, method, headers } = job.request
    this.#job = job
    job.connection = this
    this.#parser.begin(method, this)
    this.#setDeadline(job.deadlineMs)
    // What follows the head at once is one TLS record with it, and one packet where it fits.
    socket.cork()
    socket.write(job.head, 'latin1')
    if (body !== undefined && !Buffer.isBuffer(body)) void this.#sendStream(socket, job, body, promisedLength(headers))
    else this.#sendWhole(socket, body)
    // With the other requests of this turn of the event loop: an upstream is woken once, and not by each
    // (docs/performance.md). The first part of a body that streams may come in this turn.
    if (isAlone && this.#state === 'waiting') socket.uncork()
    else setImmediate(uncork, socket)
  }

  resume(): void {
    if (!this.#isPaused) return
    this.#isPaused = false
    this.#setDeadline(nowMs() + this.#limits.idleTimeoutMs)
    this.#socket?.resume()
  }

  /** Carries no further request: closes now, or once the one it carries is over. One that is being opened goes on. */
  retire(): void {
    if (this.#state === 'idle') this.close()
    else this.#isRetired = this.#state !== 'opening'
  }

  /** The listener of the request that it carries wants nothing more. */
  abort(job: Job): void {
    if (this.#job === job) this.#end(putAway)
  }

  /** A request that it carries fails. */
  close(): void {
    this.#end(putAway, { kind: 'broken-off', sent: true, reason: 'LINK_CLOSED' })
  }

  /** The time is up that the upstream, or the caller's body, had for its next step. */
  onDeadline(): void {
    if (this.#state === 'idle') this.#end(putAway)
    else if (this.#state === 'sending' && this.#sender?.waitsFor === 'caller')
      this.#failBody(new Fault('REQUEST_TIMEOUT'))
    else this.#lose({ kind: 'silent', sent: true, reason: timeoutReasons[this.#state] ?? 'TIMEOUT' })
  }

  onHead(status: number, statusText: string, headers: string[]): void {
    this.#state = 'receiving'
    this.#hasResponded = true
    this.#setDeadline(this.#readAtMs + this.#limits.idleTimeoutMs)
    this.#job?.listener.onHead(status, statusText, headers)
  }

  onData(chunk: Buffer): void {
    if (this.#job?.listener.onData(chunk) === false) this.#isPaused = true
  }

  #onOpened(error: NodeJS.ErrnoException | undefined, socket: Socket | undefined): void {
    if (!socket) {
      const reason = error?.code ?? 'UNKNOWN'
      const kind = isTrustFailure(reason) ? 'untrusted' : 'unreachable'
      this.#end({ kind: 'not-opened', failure: { kind, sent: false, reason } })
      return
    }
    this.#socket = socket
    socket.setNoDelay(true)
    noteOwnConnection(socket)
    // The agent lives as long as its APIs are open; a connection that nobody uses is no reason to stay.
    socket.unref()
    socket.on('error', (thrown: NodeJS.ErrnoException) => this.#onBroken(thrown.code ?? 'UNKNOWN'))
    socket.on('end', () => this.#onPeerEnd())
    socket.once('close', () => this.#onBroken('ECONNRESET'))
    this.#openedAtMs = nowMs()
    this.#becomeIdle(this.#openedAtMs)
    this.#events.onOpen(this)
  }

  /** Returns false to pause. Never throws: it is called by the socket. */
  #onBytes(chunk: Buffer): boolean {
    if (this.#state === 'closed') return false
    this.#readAtMs = nowMs()
    if (this.#state === 'receiving') this.deadlineMs = this.#readAtMs + this.#limits.idleTimeoutMs
    if (this.#read(chunk)) this.#onResponseEnd()
    if (this.#isPaused) this.deadlineMs = Number.POSITIVE_INFINITY
    return !this.#isPaused
  }

  /** Returns whether the response has ended. */
  #read(chunk: Buffer): boolean {
    try {
      // Nothing was asked, so bytes are no response, and must not become the response to the next request.
      if (!this.#job) throw new InvalidResponse('BYTES_WITHOUT_REQUEST')
      return this.#parser.push(chunk)
    } catch (thrown) {
      if (thrown instanceof InvalidResponse) this.#lose({ kind: 'invalid-answer', sent: true, reason: thrown.code })
      else this.#failListener(thrown)
      return false
    }
  }

  #failListener(thrown: unknown): void {
    if (this.#job) this.#end(putAway, { kind: 'listener-failed', sent: true, reason: 'LISTENER_FAILED', cause: thrown })
    else throwLater(thrown)
  }

  #onPeerEnd(): void {
    if (this.#parser.endsWithConnection) this.#onResponseEnd()
    this.#onBroken('UPSTREAM_CLOSED')
  }

  #onBroken(reason: string): void {
    // No upstream acts on a request of a till whose certificate it refuses.
    if (certificateAlertOf(reason)) this.#lose({ kind: 'unreachable', sent: false, reason })
    else this.#lose({ kind: 'broken-off', sent: true, reason })
  }

  #onResponseEnd(): void {
    const job = this.#job
    if (!job) return
    this.#job = undefined
    // The connection is ready before the listener hears of the end, since the listener may send at once.
    this.#settle()
    job.end()
  }

  #sendWhole(socket: Socket, body: Buffer | undefined): void {
    this.#sender = undefined
    this.#state = 'waiting'
    if (body && body.length > 0) socket.write(body)
  }

  async #sendStream(
    socket: Socket,
    job: Job,
    body: AsyncIterable<Uint8Array>,
    length: number | undefined,
  ): Promise<void> {
    this.#state = 'sending'
    const isCurrent = () => this.#job === job
    const onPart = (bytes: number, isFull: boolean) => this.#onPartSent(job, bytes, isFull)
    this.#sender = new BodySender({ socket, body, length, isCurrent, onPart })
    try {
      if (!(await this.#sender.send())) return
      this.#sender = undefined
      if (this.#state === 'sending') this.#state = 'waiting'
    } catch (thrown) {
      if (isCurrent()) this.#failBody(thrown)
    }
  }

  /** A part gives its request more time. While the upstream takes nothing, it has only as long as between two chunks. */
  #onPartSent(job: Job, bytes: number, isFull: boolean): void {
    const { uploadBytesPerSecond, idleTimeoutMs } = this.#limits
    const { isTimeoutFixed, answerTimeoutMs } = job.request
    if (!isTimeoutFixed) job.deadlineMs += (bytes * 1_000) / uploadBytesPerSecond
    if (this.#state !== 'sending') return
    const stalledAtMs = isFull ? nowMs() + Math.min(idleTimeoutMs, answerTimeoutMs) : Number.POSITIVE_INFINITY
    this.#setDeadline(Math.min(job.deadlineMs, stalledAtMs))
  }

  #failBody(cause: unknown): void {
    this.#end(putAway, { kind: 'body-failed', sent: true, reason: 'BODY_FAILED', cause })
  }

  /** After a response: idle again, or closed. */
  #settle(): void {
    this.#isPaused = false
    const isReusable = !this.#sender && !this.#isRetired && this.#parser.isReusable && this.#socket?.writable === true
    if (isReusable) {
      this.#socket?.resume()
      this.#becomeIdle(this.#readAtMs)
      this.#events.onIdle(this)
    } else this.#end(putAway)
  }

  #becomeIdle(atMs: number): void {
    this.#state = 'idle'
    const { keepAliveSeconds } = this.#parser
    const { keepAliveMs } = this.#limits
    // A second less than the upstream keeps it: a request must not meet the closing on its way.
    const keptMs =
      keepAliveSeconds === undefined ? keepAliveMs : Math.min(keepAliveMs, keepAliveSeconds * 1_000 - 1_000)
    this.#setDeadline(atMs + keptMs)
  }

  #setDeadline(deadlineMs: number): void {
    this.deadlineMs = deadlineMs
    this.#events.onDeadline(deadlineMs)
  }

  /** The upstream closed it, or is not to be spoken to on it any more. */
  #lose(failure: LinkFailure): void {
    const isProven = this.#hasResponded || nowMs() - this.#openedAtMs > provenAfterMs
    this.#end({ kind: 'lost', isProven }, failure)
  }

  /** Every exit comes by here, once. @param failure of the request that it carries */
  #end(end: ConnectionEnd, failure?: LinkFailure): void {
    if (this.#state === 'closed') return
    this.#state = 'closed'
    this.deadlineMs = Number.POSITIVE_INFINITY
    this.#parser.stop()
    this.#cancelOpening()
    this.#socket?.destroy()
    const job = this.#job
    this.#job = undefined
    this.#events.onClosed(this, end)
    if (failure) job?.fail(failure)
  }
}

function uncork(socket: Socket): void {
  socket.uncork()
}

const timeoutReasons: Partial<Record<State, string>> = {
  sending: 'UPLOAD_TIMEOUT',
  waiting: 'HEAD_TIMEOUT',
  receiving: 'BODY_TIMEOUT',
}
