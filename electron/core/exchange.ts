import type { Blotter, Blotting } from './blotter.ts'
import type { Clock } from './clock.ts'
import type { Authority } from './customer.ts'
import type { Customer } from './customerBook.ts'
import type { Recipient } from './customerDesk.ts'
import type { FairQueue, Place } from './fairQueue.ts'
import { Fault } from './fault.ts'
import { answerSieve } from './headers.ts'
import { HeldAnswer, unreadable } from './heldAnswer.ts'
import type { LinkFailure, LinkListener, LinkRequest, Transfer } from './link.ts'
import { localLocation } from './location.ts'
import type { Log } from './log.ts'
import type { Metrics, Outcome } from './metrics.ts'
import { untrusted } from './trust.ts'
import type { Turns } from './turns.ts'
import type { Upstream } from './upstream.ts'
import type { Upstreams } from './upstreams.ts'

/** The one who asked, waiting for an answer. Called in this order: head, data…, end; or fail, as the last. */
export interface Caller {
  head(status: number, statusText: string, headers: string[]): void
  /** Returns false to pause until the transfer's `resume`. The chunk is only valid during the call. */
  data(chunk: Buffer): boolean
  end(): void
  /** A `Fault`, or a bug. After the head it can only mean: cut off, so that a part never passes for the whole. */
  fail(thrown: unknown): void
}

interface Ports {
  upstreams: Upstreams
  clock: Clock
  log: Log
  metrics: Metrics
}

/** Where a request waits before it goes. */
interface Lines {
  queue: FairQueue
  turns: Turns
  blotting: Blotting
}

export interface ExchangeRequest extends LinkRequest {
  requestId: string
  clientId: string
  /** The granted route it goes by, for the log. */
  route: string
  /** What its body is promised to have. */
  bodyBytes: number | undefined
  /** Whether sending it twice does no harm. */
  mayRepeat: boolean
  /** In whose name it goes; absent for the till's. */
  customer: Customer | undefined
  /** Set when the answer may hold a customer's tokens: who is to have it then. */
  recipient: Recipient | undefined
  /** Requests of one subject go one after another. */
  subject?: string | undefined
}

/** How often, and how soon, a request is sent again to an upstream that was busy with the same customer. */
const busyRepeats = 3
const busyWaitMs = 300

/** Said of an upstream that has debugging switched on, most likely. */
const echoed = 'Answers of the upstream hold the credential of this till. It was blotted out; the upstream should not.'

/** One request on its way upstream and the answer on its way back. */
export class Exchange implements LinkListener, Transfer {
  readonly #upstream: Upstream
  readonly #lines: Lines
  readonly #ports: Ports
  readonly #caller: Caller
  readonly #request: ExchangeRequest
  readonly #startedAtMs: number
  #sentAtMs = 0
  #answeredAtMs = 0
  #answerBytes = 0
  #turn: Place | undefined
  #place: Place | undefined
  #transfer: Transfer | undefined
  #blotter: Blotter | undefined
  #held: HeldAnswer | undefined
  #callOff: (() => void) | undefined
  #isRepeated = false
  #busyAnswers = 0
  #isRenewed = false
  #authorisation: readonly string[] = []
  /** Set while an answer is read to its end and thrown away, so that its connection can be used again: what comes then. */
  #afterwards: (() => void) | undefined
  #status = 0
  #isBodyJudged = false
  #isOver = false

  constructor(upstream: Upstream, lines: Lines, ports: Ports, caller: Caller, request: ExchangeRequest) {
    this.#upstream = upstream
    this.#lines = lines
    this.#ports = ports
    this.#caller = caller
    this.#request = request
    this.#startedAtMs = ports.clock.monotonicMs()
  }

  /** @throws Fault `UPSTREAM_BUSY` when too many wait already */
  start({ body, subject }: Pick<ExchangeRequest, 'body' | 'subject'>): void {
    if (this.#isOver) return
    this.#request.body = body
    if (Buffer.isBuffer(body)) this.#request.headers = withoutLength(this.#request.headers)
    if (subject === undefined) this.#queue()
    else this.#turn = this.#lines.turns.enter(subject, () => this.#queue())
    // It may be over already, before turn and place were known.
    if (this.#isOver) this.#leave()
    else if (this.#sentAtMs === 0) this.#waitNoLongerThan(this.#request.answerTimeoutMs)
  }

  resume(): void {
    this.#transfer?.resume()
  }

  abort(): void {
    if (this.#isOver) return
    this.#finish('CALLER_GONE')
    this.#transfer?.abort()
  }

  fail(thrown: unknown): void {
    if (this.#isOver) return
    this.#finish(thrown instanceof Fault ? thrown.code : 'INTERNAL')
    this.#caller.fail(thrown)
  }

  onHead(status: number, statusText: string, headers: string[]): void {
    const { session } = this.#upstream
    const verdict = this.#authority()?.judge(status, this.#request.path)
    if (verdict === 'locked') {
      this.#ports.upstreams.lock(this.#upstream.id)
      this.#cut(new Fault('UPSTREAM_LOCKED'))
      return
    }
    if (verdict === 'renew' && !this.#isRenewed) {
      this.#renew()
      return
    }
    if (verdict === 'busy' && this.#busyAnswers < busyRepeats && this.#canSendAgain()) {
      this.#afterwards = () => this.#waitOut()
      return
    }
    const alarm = session?.alarm?.(headers)
    if (alarm) this.#ports.upstreams.raise(this.#upstream.id, alarm)
    const passed = answerSieve.pass(headers)
    this.#blotter?.head(passed)
    try {
      if (status >= 300 && status < 400) localLocation(passed, this.#upstream)
    } catch (thrown) {
      this.#cut(thrown)
      return
    }
    this.#status = status
    this.#answeredAtMs = this.#ports.clock.monotonicMs()
    this.#noteEnd(status)
    this.#begin(status, this.#blotter?.text(statusText) ?? statusText, passed)
  }

  /** Only a success gives tokens. */
  #begin(status: number, statusText: string, headers: string[]): void {
    if (!this.#request.recipient || status >= 300) {
      this.#caller.head(status, statusText, this.#signed(headers))
      return
    }
    try {
      this.#held = new HeldAnswer(status, statusText, headers)
    } catch (thrown) {
      this.#cut(thrown)
    }
  }

  onData(chunk: Buffer): boolean {
    if (this.#afterwards) return true
    this.#answerBytes += chunk.length
    if (!this.#isBodyJudged) this.#judgeBody(chunk)
    const part = this.#blotter?.data(chunk) ?? chunk
    return part.length === 0 || this.#pass(part)
  }

  onEnd(): void {
    if (this.#afterwards) {
      const goOn = this.#afterwards
      this.#afterwards = undefined
      goOn()
      return
    }
    const rest = this.#blotter?.rest()
    if (rest && rest.length > 0) this.#pass(rest)
    if (this.#isOver) return
    try {
      this.#release()
    } catch (thrown) {
      this.fail(thrown)
      return
    }
    this.#finish()
    this.#caller.end()
  }

  #pass(part: Buffer): boolean {
    if (!this.#held) return this.#caller.data(part)
    try {
      this.#held.add(part)
    } catch (thrown) {
      this.#cut(thrown)
    }
    return true
  }

  /** Hands on what was held, less what the caller may not have. */
  #release(): void {
    const { recipient } = this.#request
    if (!this.#held || !recipient) return
    const { status, statusText, headers, body } = this.#held
    const taken = this.#upstream.session?.customers?.take?.(body, recipient)
    if (!taken) throw unreadable('the upstream is being set up anew')
    if (taken.hasSignedIn) this.#ports.upstreams.noteCustomer(this.#upstream.id, recipient.clientId, 'signed-in')
    const bytes = Buffer.from(taken.body)
    const length = bytes.length > 0 ? ['Content-Length', String(bytes.length)] : []
    this.#caller.head(status, statusText, this.#signed(withoutLength(headers).concat(length)))
    if (bytes.length > 0) this.#caller.data(bytes)
  }

  #noteEnd(status: number): void {
    const { customer, method, path, clientId } = this.#request
    const { id, session } = this.#upstream
    if (!customer?.credential.endsWith?.(method, path, status)) return
    session?.customers?.book.forget(customer.handle)
    this.#ports.upstreams.noteCustomer(id, clientId, 'signed-out')
  }

  #authority(): Authority | undefined {
    return this.#request.customer?.credential ?? this.#upstream.session
  }

  onFailure(failure: LinkFailure): void {
    if (failure.kind === 'broken-off' && this.#mayRepeat()) {
      this.#isRepeated = true
      this.#dispatch()
      return
    }
    this.fail(this.#faultOf(failure))
  }

  /** Once, while no byte of an answer came: a kept-open connection may close just as it is used (design 7). */
  #mayRepeat(): boolean {
    const { mayRepeat, body } = this.#request
    return mayRepeat && body === undefined && this.#status === 0 && !this.#isRepeated
  }

  /** The answer has begun, so it is handed on; the next request is refused, or goes with a new token. */
  #judgeBody(beginning: Buffer): void {
    this.#isBodyJudged = true
    const { session, id } = this.#upstream
    // It speaks of the till's credential, which a customer's request does not carry.
    const verdict = this.#request.customer ? 'pass' : session?.judgeBody?.(beginning)
    if (verdict === 'locked') this.#ports.upstreams.lock(id)
    if (verdict === 'renew') session?.renew?.(this.#authorisation)
  }

  #canSendAgain(): boolean {
    const { body } = this.#request
    return body === undefined || Buffer.isBuffer(body)
  }

  #waitOut(): void {
    this.#busyAnswers += 1
    this.#callOff = this.#ports.clock.after(busyWaitMs, () => this.#dispatch())
  }

  /** One new token and one more try (design 6). A body that has flowed away cannot be sent again: that is for the caller. */
  #renew(): void {
    this.#isRenewed = true
    this.#authority()?.renew?.(this.#authorisation)
    if (this.#canSendAgain()) this.#afterwards = () => this.#authorise()
    else this.#cut(new Fault('TOKEN_EXPIRED'))
  }

  #queue(): void {
    if (this.#isOver) return
    try {
      this.#place = this.#lines.queue.enter(this.#request.clientId, () => this.#authorise())
      if (this.#isOver) this.#leave()
    } catch (thrown) {
      this.fail(thrown)
    }
  }

  #authorise(): void {
    const { upstreams } = this.#ports
    try {
      const headers = this.#authority()?.authorise() ?? upstreams.authoriseLate(this.#upstream)
      if (headers instanceof Promise)
        headers.then((fetched) => this.#send(fetched)).catch((thrown) => this.#failToAuthorise(thrown))
      else this.#send(headers)
    } catch (thrown) {
      this.#failToAuthorise(thrown)
    }
  }

  #failToAuthorise(thrown: unknown): void {
    const isRefused = thrown instanceof Fault && thrown.code === 'CREDENTIAL_REFUSED'
    if (isRefused) this.#ports.upstreams.lock(this.#upstream.id)
    const problem = this.#ports.upstreams.signInNeeded(this.#upstream) ?? thrown
    this.fail(isRefused ? new Fault('UPSTREAM_LOCKED', thrown.detail) : problem)
  }

  #send(authorisation: readonly string[]): void {
    if (this.#isOver) return
    this.#callOff?.()
    this.#blotter = this.#lines.blotting.for(authorisation)
    this.#authorisation = authorisation
    this.#sentAtMs = this.#ports.clock.monotonicMs()
    this.#dispatch()
  }

  #dispatch(): void {
    const { link } = this.#upstream
    const headers = this.#request.headers.concat(this.#authorisation)
    if (link) this.#transfer = link.send({ ...this.#request, headers }, this)
    else this.fail(new Fault('UPSTREAM_NOT_READY'))
  }

  #waitNoLongerThan(patienceMs: number): void {
    const tooLate = () => this.fail(new Fault('UPSTREAM_BUSY', undefined, { retryAfterSeconds: 1 }))
    this.#callOff = this.#ports.clock.after(patienceMs, tooLate)
  }

  #cut(thrown: unknown): void {
    this.#transfer?.abort()
    this.fail(thrown)
  }

  #finish(code?: Outcome): void {
    this.#isOver = true
    this.#callOff?.()
    this.#leave()
    if (this.#blotter?.found) this.#ports.upstreams.raise(this.#upstream.id, echoed)
    const { clock, log, metrics } = this.#ports
    const { requestId, clientId, route, bodyBytes } = this.#request
    const agentMs = this.#sentAtMs === 0 ? undefined : this.#sentAtMs - this.#startedAtMs
    const upstreamMs = this.#answeredAtMs === 0 ? undefined : this.#answeredAtMs - this.#sentAtMs
    const lane = metrics.lane(clientId, this.#upstream.id)
    if (code === undefined) lane.countStatus(this.#status)
    else lane.countOutcome(code)
    if (agentMs !== undefined) lane.added.observe(agentMs)
    if (upstreamMs !== undefined) lane.upstream.observe(upstreamMs)
    log.request({
      requestId,
      client: clientId,
      upstream: this.#upstream.id,
      route,
      status: this.#status || undefined,
      code,
      agentMs,
      upstreamMs,
      durationMs: clock.monotonicMs() - this.#startedAtMs,
      requestBytes: bodyBytes,
      answerBytes: this.#answerBytes,
    })
  }

  #leave(): void {
    this.#place?.leave()
    this.#turn?.leave()
  }

  #signed(headers: string[]): string[] {
    const upstreamMs = this.#answeredAtMs - this.#sentAtMs
    const agentMs = this.#sentAtMs - this.#startedAtMs
    headers.push(
      'Via',
      '1.1 till-agent',
      'Till-Agent-Request-Id',
      this.#request.requestId,
      'Server-Timing',
      `agent;dur=${agentMs.toFixed(2)}, upstream;dur=${upstreamMs.toFixed(2)}`,
    )
    return headers
  }

  #faultOf({ kind, sent, reason, cause }: LinkFailure): unknown {
    if (kind === 'body-failed') return cause
    if (kind === 'untrusted') return untrusted(reason)
    // A repeat that could not even be sent does not unsend the first.
    if (!sent && !this.#isRepeated)
      return new Fault('UPSTREAM_UNREACHABLE', undefined, { reason, retryAfterSeconds: 5 })
    if (!this.#request.mayRepeat) return new Fault('OUTCOME_UNKNOWN', undefined, { reason })
    if (kind === 'invalid-answer') return new Fault('UPSTREAM_ANSWER_INVALID', undefined, { reason })
    return new Fault('UPSTREAM_SILENT', undefined, { reason })
  }
}

/** A body that is held has a length of its own, which the link states. */
function withoutLength(headers: string[]): string[] {
  const kept: string[] = []
  for (let at = 0; at + 1 < headers.length; at += 2)
    if (headers[at]?.toLowerCase() !== 'content-length') kept.push(headers[at] as string, headers[at + 1] as string)
  return kept
}
