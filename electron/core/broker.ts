import type { Client } from './clients.ts'
import type { Clock } from './clock.ts'
import { type Caller, Exchange } from './exchange.ts'
import { Fault } from './fault.ts'
import { type HeaderSieve, headerValue, requestSieve } from './headers.ts'
import { callerTimeoutMs, type Limits } from './limits.ts'
import type { Transfer } from './link.ts'
import type { Log } from './log.ts'
import { readTarget, type Target } from './path.ts'
import { loosePath } from './routes.ts'
import type { Scheme } from './scheme.ts'
import type { Upstream, Upstreams } from './upstreams.ts'

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
  readonly #sieves = new WeakMap<Scheme, HeaderSieve>()

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /**
   * The answer, or the fault that stands for it, goes to the caller; so does every refusal. Nothing is thrown.
   */
  send(request: BrokerRequest, caller: Caller): Transfer {
    try {
      const target = this.#admit(request)
      const upstream = this.#upstreamOf(target)
      const exchange = new Exchange(upstream, this.#ports, caller, {
        requestId: request.requestId,
        clientId: request.client.id,
        method: request.method,
        path: upstream.pathPrefix + target.path + target.query,
        mayRepeat: isSafe(request.method) && !upstream.scheme.hasEffect(target.decodedPath, target.query),
        headers: this.#sieveOf(upstream.scheme).pass(request.headers).concat(via),
        body: this.#bodyOf(request),
        answerTimeoutMs: this.#answerTimeoutMs(request.headers),
      })
      exchange.start(() => this.#sessionOf(upstream))
      return exchange
    } catch (thrown) {
      caller.fail(thrown)
      return nothingUnderWay
    }
  }

  /** @throws Fault in the order of design 4.1: path, grant, rate, size */
  #admit(request: BrokerRequest): Target {
    const { client, method } = request
    const target = readTarget(request.target)
    if (!target) throw new Fault('NOT_FOUND')
    const passed = headerValue(request.headers, 'via')
    if (passed !== undefined && ourName.test(passed)) throw new Fault('LOOP_DETECTED')
    const upstream = this.#ports.upstreams.find(target.upstream)
    if (!upstream) throw new Fault('UNKNOWN_UPSTREAM', 'No upstream of that name is set up.')
    if (upstream.denied.allows(method, loosePath(target.decodedPath))) throw new Fault('ROUTE_DENIED')
    if (!client.grants.get(upstream.id)?.allows(method, target.decodedPath))
      throw new Fault('NOT_GRANTED', `"${client.id}" has no grant for this route of "${upstream.id}".`)
    if (!client.bucket.take(this.#ports.clock.monotonicMs()))
      throw new Fault('TOO_MANY_REQUESTS', undefined, { retryAfterSeconds: 1 })
    const { bodyBytes: limitBytes } = this.#ports.limits
    if (request.bodyBytes !== undefined && request.bodyBytes > limitBytes) throw tooLarge(limitBytes)
    return target
  }

  /** @throws Fault `UPSTREAM_LOCKED` · `UPSTREAM_BUSY` · why it has no link */
  #upstreamOf({ upstream: id }: Target): Upstream {
    const { upstreams, limits } = this.#ports
    const upstream = upstreams.find(id)
    if (!upstream) throw new Fault('UNKNOWN_UPSTREAM')
    if (upstream.locked) throw new Fault('UPSTREAM_LOCKED')
    if (!upstream.link) throw upstream.problem ?? new Fault('UPSTREAM_NOT_READY')
    if (upstream.link.statistics().waitingRequests >= limits.queue)
      throw new Fault('UPSTREAM_BUSY', undefined, { retryAfterSeconds: 1 })
    return upstream
  }

  /** The authentication headers: at once where nothing must be fetched. */
  #sessionOf(upstream: Upstream): readonly string[] | Promise<readonly string[]> {
    return upstream.session ? upstream.session.authorise() : this.#lateSession(upstream)
  }

  async #lateSession(upstream: Upstream): Promise<readonly string[]> {
    await this.#ports.upstreams.retryKeychain(upstream)
    if (upstream.session) return upstream.session.authorise()
    const detail = upstream.problem?.detail
    throw new Fault('UPSTREAM_NOT_READY', detail, { retryAfterSeconds: 5 }, upstream.problem?.remedy)
  }

  #sieveOf(scheme: Scheme): HeaderSieve {
    const known = this.#sieves.get(scheme)
    if (known) return known
    const sieve = requestSieve((name) => scheme.owns(name))
    this.#sieves.set(scheme, sieve)
    return sieve
  }

  /** A body whose length is promised was measured by the promise; any other is measured as it passes. */
  #bodyOf({ body, bodyBytes }: BrokerRequest): AsyncIterable<Uint8Array> | undefined {
    return body && bodyBytes === undefined ? atMost(body, this.#ports.limits.bodyBytes) : body
  }

  #answerTimeoutMs(headers: readonly string[]): number {
    const { answerTimeoutMs } = this.#ports.limits
    const asked = headerValue(headers, 'till-agent-timeout-ms')
    if (asked === undefined) return answerTimeoutMs
    const { least, most } = callerTimeoutMs
    const ms = /^\d{1,6}$/.test(asked) ? Number(asked) : 0
    if (ms < least || ms > most)
      throw new Fault('INVALID_INPUT', `Till-Agent-Timeout-Ms must be a whole number from ${least} to ${most}.`, {
        issues: [{ path: 'Till-Agent-Timeout-Ms', message: `must be a whole number from ${least} to ${most}` }],
      })
    return Math.min(ms, answerTimeoutMs)
  }
}

const nothingUnderWay: Transfer = { resume: () => {}, abort: () => {} }

/** Methods that ask for nothing to be changed (RFC 9110 §9.2.1). */
function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}

async function* atMost(body: AsyncIterable<Uint8Array>, limitBytes: number): AsyncIterable<Uint8Array> {
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > limitBytes) throw tooLarge(limitBytes)
    yield chunk
  }
}

function tooLarge(limitBytes: number): Fault {
  return new Fault('BODY_TOO_LARGE', `The body may have at most ${limitBytes} bytes.`, { limitBytes })
}
