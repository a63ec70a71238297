import type { Clock } from './clock.ts'
import { Fault } from './fault.ts'
import { answerSieve } from './headers.ts'
import type { LinkFailure, LinkListener, LinkRequest, Transfer } from './link.ts'
import { localLocation } from './location.ts'
import type { Log } from './log.ts'
import type { Upstream, Upstreams } from './upstreams.ts'

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
}

export interface ExchangeRequest extends LinkRequest {
  requestId: string
  clientId: string
  /** Whether sending it twice does no harm. */
  mayRepeat: boolean
}

/** One request on its way upstream and the answer on its way back. */
export class Exchange implements LinkListener, Transfer {
  readonly #upstream: Upstream
  readonly #ports: Ports
  readonly #caller: Caller
  readonly #request: ExchangeRequest
  readonly #startedAtMs: number
  #sentAtMs = 0
  #transfer: Transfer | undefined
  #repeated = false
  #status = 0
  #over = false

  constructor(upstream: Upstream, ports: Ports, caller: Caller, request: ExchangeRequest) {
    this.#upstream = upstream
    this.#ports = ports
    this.#caller = caller
    this.#request = request
    this.#startedAtMs = ports.clock.monotonicMs()
  }

  start(authorise: () => readonly string[] | Promise<readonly string[]>): void {
    const headers = authorise()
    if (headers instanceof Promise)
      headers.then(
        (fetched) => this.#send(fetched),
        (thrown) => this.#fail(thrown),
      )
    else this.#send(headers)
  }

  resume(): void {
    this.#transfer?.resume()
  }

  abort(): void {
    if (this.#over) return
    this.#finish('CALLER_GONE')
    this.#transfer?.abort()
  }

  onHead(status: number, statusText: string, headers: string[]): void {
    const { upstreams, clock } = this.#ports
    const verdict = this.#upstream.session?.judge(status)
    if (verdict === 'locked') {
      this.#transfer?.abort()
      upstreams.lock(this.#upstream.id)
      this.#fail(new Fault('UPSTREAM_LOCKED'))
      return
    }
    const passed = answerSieve.pass(headers)
    try {
      if (status >= 300 && status < 400) localLocation(passed, this.#upstream)
    } catch (thrown) {
      this.#transfer?.abort()
      this.#fail(thrown)
      return
    }
    this.#status = status
    const nowMs = clock.monotonicMs()
    const upstreamMs = nowMs - this.#sentAtMs
    const agentMs = this.#sentAtMs - this.#startedAtMs
    passed.push(
      'Via',
      '1.1 till-agent',
      'Till-Agent-Request-Id',
      this.#request.requestId,
      'Server-Timing',
      `agent;dur=${agentMs.toFixed(2)}, upstream;dur=${upstreamMs.toFixed(2)}`,
    )
    this.#caller.head(status, statusText, passed)
  }

  onData(chunk: Buffer): boolean {
    return this.#caller.data(chunk)
  }

  onEnd(): void {
    this.#finish()
    this.#caller.end()
  }

  onFailure(failure: LinkFailure): void {
    if (failure.kind === 'broken-off' && this.#mayRepeat()) {
      this.#repeated = true
      this.#dispatch()
      return
    }
    this.#fail(this.#faultOf(failure))
  }

  /** Once, while no byte of an answer came: a kept-open connection may close just as it is used (design 7). */
  #mayRepeat(): boolean {
    return this.#request.mayRepeat && this.#request.body === undefined && this.#status === 0 && !this.#repeated
  }

  #send(authorisation: readonly string[]): void {
    if (this.#over) return
    this.#request.headers = this.#request.headers.concat(authorisation)
    this.#sentAtMs = this.#ports.clock.monotonicMs()
    this.#dispatch()
  }

  #dispatch(): void {
    const { link } = this.#upstream
    if (link) this.#transfer = link.send(this.#request, this)
    else this.#fail(new Fault('UPSTREAM_NOT_READY'))
  }

  #fail(thrown: unknown): void {
    if (this.#over) return
    this.#finish(thrown instanceof Fault ? thrown.code : 'INTERNAL')
    this.#caller.fail(thrown)
  }

  #finish(code?: string): void {
    this.#over = true
    const { clock, log } = this.#ports
    const { requestId, clientId, method } = this.#request
    log.info('request', {
      requestId,
      client: clientId,
      upstream: this.#upstream.id,
      method,
      status: this.#status || undefined,
      code,
      durationMs: Math.round(clock.monotonicMs() - this.#startedAtMs),
    })
  }

  #faultOf({ kind, sent, reason, cause }: LinkFailure): unknown {
    if (kind === 'body-failed') return cause
    if (kind === 'untrusted') return new Fault('UPSTREAM_UNTRUSTED', undefined, { reason })
    if (!sent) return new Fault('UPSTREAM_UNREACHABLE', undefined, { reason, retryAfterSeconds: 5 })
    if (!this.#request.mayRepeat) return new Fault('OUTCOME_UNKNOWN', undefined, { reason })
    if (kind === 'invalid-answer') return new Fault('UPSTREAM_ANSWER_INVALID', undefined, { reason })
    return new Fault('UPSTREAM_SILENT', undefined, { reason })
  }
}
