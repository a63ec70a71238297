import type { Clock } from '#core/base/clock.ts'
import { hundredthsText } from '#core/base/hundredths.ts'
import type { Log, RequestLine } from '#core/base/log.ts'
import { via } from '#core/message/headerFilter.ts'
import type { Metrics, Outcome } from '#core/traffic/metrics.ts'
import type { Upstream } from '#core/upstream/upstream.ts'
import type { ExchangeRequest } from './exchangeRequest.ts'

interface Deps {
  clock: Clock
  log: Log
  metrics: Metrics
}

/** The times, bytes and outcome of one request: for the metrics, the log and the response's own headers. */
export class RequestRecord {
  readonly #deps: Deps
  readonly #request: ExchangeRequest
  readonly #upstream: Pick<Upstream, 'id' | 'mode'>
  readonly startedAtMs: number
  #agentMs: number | undefined
  #sentAtMs = 0
  #upstreamMs: number | undefined
  #status: number | undefined
  #responseBytes = 0
  readonly #onFinish: (() => void) | undefined

  /** @param onFinish called when the request is over */
  constructor(
    deps: Deps,
    request: ExchangeRequest,
    upstream: Pick<Upstream, 'id' | 'mode'>,
    onFinish?: (() => void) | undefined,
  ) {
    this.#onFinish = onFinish
    this.#deps = deps
    this.#request = request
    this.#upstream = upstream
    this.startedAtMs = deps.clock.monotonicMs()
  }

  get responseBytes(): number {
    return this.#responseBytes
  }

  /**
   * The request goes out. Called again when it goes out with a new token: what came before counts as the agent's time.
   * Returns when, by the monotonic clock.
   */
  onSent(): number {
    this.#sentAtMs = this.#deps.clock.monotonicMs()
    this.#agentMs = this.#sentAtMs - this.startedAtMs
    return this.#sentAtMs
  }

  /** The response that goes to the caller begins. */
  onResponse(status: number): void {
    this.#status = status
    // A response of the agent's own took the upstream no time.
    if (this.#agentMs !== undefined) this.#upstreamMs = this.#deps.clock.monotonicMs() - this.#sentAtMs
  }

  onData(bytes: number): void {
    this.#responseBytes += bytes
  }

  /** Adds the agent's own headers to those of a response. @param headers flat: name, value, …; changed in place */
  withOwnHeaders(headers: string[]): string[] {
    const agentMs = hundredthsText(this.#agentMs ?? 0)
    const upstreamMs = hundredthsText(this.#upstreamMs ?? 0)
    const timing = `agent;dur=${agentMs}, upstream;dur=${upstreamMs}`
    const { requestId } = this.#request
    headers.push(
      ...via,
      'Till-Agent-Request-Id',
      requestId,
      'Till-Agent-Mode',
      this.#upstream.mode,
      'Server-Timing',
      timing,
    )
    return headers
  }

  /** Something threw that the caller hears nothing of any more. */
  reportBug(thrown: unknown): void {
    try {
      this.#deps.log.error('bug', thrown, { reference: this.#request.requestId })
    } catch {
      // There is nobody left to tell.
    }
  }

  /** Counts the request and writes its line of the log. @param code absent when the caller got the whole response @param cache as in the line */
  finish(code?: Outcome, cache?: RequestLine['cache']): void {
    this.#onFinish?.()
    this.#count(code)
    const { clock, log } = this.#deps
    const { requestId, clientId, route, bodyBytes, mayRepeat } = this.#request
    const line = {
      requestId,
      client: clientId,
      upstream: this.#upstream.id,
      route,
      status: this.#status,
      code,
      agentMs: this.#agentMs,
      upstreamMs: this.#upstreamMs,
      durationMs: clock.monotonicMs() - this.startedAtMs,
      requestBytes: bodyBytes,
      answerBytes: this.#responseBytes,
      ...(cache && { cache }),
    }
    log.request(line, !mayRepeat)
    this.#request.trace?.finish(line)
  }

  #count(code: Outcome | undefined): void {
    const metrics = this.#deps.metrics.of(this.#request.clientId, this.#upstream.id)
    if (code === undefined) metrics.countStatus(this.#status ?? 0)
    else metrics.countOutcome(code)
    if (this.#agentMs !== undefined) metrics.agent.observe(this.#agentMs)
    if (this.#upstreamMs !== undefined) metrics.upstream.observe(this.#upstreamMs)
  }
}
