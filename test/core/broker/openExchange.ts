import { createMemoryLog } from '#adapters/log/memoryLog.ts'
import { Fault } from '#core/base/fault.ts'
import { KeyedLock, type Slot } from '#core/base/keyedLock.ts'
import type { Log } from '#core/base/log.ts'
import { Exchange } from '#core/broker/exchange.ts'
import { type ExchangeRequest, RequestSender } from '#core/broker/exchangeRequest.ts'
import { RequestCredential, type UpstreamRegistry } from '#core/broker/requestCredential.ts'
import { RequestRecord } from '#core/broker/requestRecord.ts'
import { type Caller, ResponsePipeline } from '#core/broker/responsePipeline.ts'
import { RedactorCache } from '#core/message/credentialRedactor.ts'
import type { Link, LinkFailure, LinkListener, LinkRequest } from '#core/network/link.ts'
import { FairQueue, type FairSlot } from '#core/queue/fairQueue.ts'
import { Reservation } from '#core/queue/upstreamQueue.ts'
import type { Assessment, BodyAssessment } from '#core/scheme/requestAuthenticator.ts'
import { Metrics } from '#core/traffic/metrics.ts'
import type { Upstream } from '#core/upstream/upstream.ts'
import type { Verdict } from '#core/upstream/upstreamEvents.ts'
import { createTestClock } from '#test/support/clock.ts'

/** What a status says of the credential. */
const assessments: Record<number, Assessment> = { 401: 'renew', 403: 'refused', 521: 'busy' }

export interface ExchangeOptions {
  request?: Partial<ExchangeRequest>
  /** Whether the headers that authenticate it are there at once. */
  hasToken?: boolean
  /** What the link does with the first sending before `send` returns. */
  atOnce?: (listener: LinkListener) => void
  /** When the caller leaves by itself. */
  leavesAt?: 'head' | 'data'
  /** Whether the caller takes a part of a body at once. */
  isReading?: boolean
  /** Whether a body may refuse the credential: by its first word, which is its assessment. */
  isJudging?: boolean
  /** The part of the agent that has a bug, and throws whenever it is called. */
  broken?: Breakable
  /** What becomes of a withheld body. */
  extractTokens?: (body: string) => string
}

/** What an exchange calls on its way, from the first to the last. */
export const breakable = [
  ...([
    'authorise',
    'link',
    'assess',
    'discard',
    'suspect',
    'lock',
    'alarm',
    'sign-out',
    'body',
    'tokens',
    'signed-in',
  ] as const),
  ...(['caller head', 'caller data', 'caller end', 'abort', 'log'] as const),
]
export type Breakable = (typeof breakable)[number]

/** One sending over the link, which keeps to the contract of `Link`: nothing is heard of it once it has ended. */
class Sending {
  readonly request: LinkRequest
  readonly #listener: LinkListener
  state: 'open' | 'responding' | 'ended' | 'aborted' = 'open'
  resumed = 0

  constructor(request: LinkRequest, listener: LinkListener) {
    this.request = request
    this.#listener = listener
  }

  get isOpen(): boolean {
    return this.state === 'open' || this.state === 'responding'
  }

  onHead(status: number, headers: string[] = []): void {
    if (this.state !== 'open') return
    this.state = 'responding'
    this.#listener.onHead(status, 'Reason', headers)
  }

  onData(text: string): void {
    if (this.state === 'responding') this.#listener.onData(Buffer.from(text))
  }

  onEnd(): void {
    if (this.state !== 'responding') return
    this.state = 'ended'
    this.#listener.onEnd()
  }

  onFailure(kind: LinkFailure['kind']): void {
    if (!this.isOpen) return
    this.state = 'ended'
    this.#listener.onFailure({ kind, sent: kind !== 'unreachable', reason: 'ECONNRESET', cause: new Error(kind) })
  }

  abort(): void {
    if (this.isOpen) this.state = 'aborted'
  }
}

/** Slots that count how often each is given back. */
function countSlots<Held extends Slot>(inner: { acquire(key: string, run: () => void): Held }) {
  const releases: number[] = []
  const acquire = (key: string, run: () => void): Held => {
    const slot = inner.acquire(key, run)
    const at = releases.push(0) - 1
    const release = () => {
      releases[at] = (releases[at] ?? 0) + 1
      slot.release()
    }
    return Object.assign(Object.create(slot), {
      release,
      offer: (giveUp: () => void) => (slot as unknown as FairSlot).offer(giveUp),
      withdraw: () => (slot as unknown as FairSlot).withdraw(),
    })
  }
  return { acquire, releases }
}

/** An exchange whose parts are all real but the link, the caller, the session of the scheme and the time. */
export function openExchange({ request: differs, hasToken = true, ...options }: ExchangeOptions = {}) {
  const { atOnce, leavesAt, extractTokens = (body: string) => body, isReading = true, isJudging = false } = options
  const breakAt = (part: Breakable) => {
    if (part === options.broken) throw new Error(`${part} is broken`)
  }
  const clock = createTestClock()
  const timers = new Set<() => void>()
  const memoryLog = createMemoryLog()
  const log: Log = {
    ...memoryLog,
    request: (line) => {
      breakAt('log')
      memoryLog.request(line)
    },
    error: (event, thrown, fields) => {
      breakAt('log')
      memoryLog.error(event, thrown, fields)
    },
  }
  const metrics = new Metrics()
  const heard: string[] = []
  const told: string[] = []
  const sendings: Sending[] = []
  const tokens: PromiseWithResolvers<readonly string[]>[] = []
  const verdicts: PromiseWithResolvers<Verdict>[] = []
  const queue = new FairQueue(1, 1, 1)
  const lock = new KeyedLock()
  const [slots, customerLock] = [countSlots(queue), countSlots(lock)]

  const upstream = {
    ...{ id: 'loyalty', origin: 'https://loyalty.example', pathPrefix: '' },
    link: {
      send: (sent: LinkRequest, listener: LinkListener) => {
        breakAt('link')
        const sending = new Sending(sent, listener)
        sendings.push(sending)
        const react = sendings.length === 1 ? atOnce : undefined
        react?.({
          onHead: (status) => sending.onHead(status),
          onData: (chunk) => {
            sending.onData(chunk.toString())
            return true
          },
          onEnd: () => sending.onEnd(),
          onFailure: ({ kind }) => sending.onFailure(kind),
        })
        const abort = () => {
          sending.abort()
          breakAt('abort')
        }
        const resume = () => {
          sending.resumed += 1
        }
        return { resume, abort }
      },
    },
    session: {
      authorise: () => {
        breakAt('authorise')
        if (hasToken) return ['Authorization', `Bearer ${told.length}`]
        const token = Promise.withResolvers<readonly string[]>()
        tokens.push(token)
        return token.promise
      },
      assess: (status: number) => {
        breakAt('assess')
        return assessments[status] ?? 'pass'
      },
      assessBody:
        (isJudging || options.broken === 'body') &&
        ((beginning: Buffer): BodyAssessment => {
          breakAt('body')
          const [word] = /^(?:renew|refused|busy|undecided)(?!.*part)/.exec(beginning.toString()) ?? ['pass']
          return word as BodyAssessment
        }),
      alarm: () => breakAt('alarm'),
      discard: () => {
        breakAt('discard')
        told.push('discard')
      },
      customers: {
        extractTokens: (body: string) => {
          breakAt('tokens')
          return { body: extractTokens(body), hasSignedIn: true }
        },
      },
    },
  } as unknown as Upstream & { link: Link }
  const upstreams: UpstreamRegistry = {
    lock: () => {
      breakAt('lock')
      told.push('lock')
      return true
    },
    suspect: () => {
      breakAt('suspect')
      told.push('suspect')
      const verdict = Promise.withResolvers<Verdict>()
      verdicts.push(verdict)
      return verdict.promise
    },
    raiseAlarm: () => told.push('alarm'),
    recordCustomer: (_, __, change) => {
      breakAt(change === 'signed-in' ? 'signed-in' : 'sign-out')
      told.push(change)
    },
    openLate: () => Promise.reject(new Fault('UPSTREAM_NOT_READY')),
    signInNeeded: () => undefined,
  }
  const caller: Caller = {
    onHead: (status) => {
      breakAt('caller head')
      heard.push(`head ${status}`)
      if (leavesAt === 'head') exchange.abort()
    },
    onData: (chunk) => {
      breakAt('caller data')
      heard.push(chunk.toString())
      if (leavesAt === 'data') exchange.abort()
      return isReading
    },
    onEnd: () => {
      breakAt('caller end')
      heard.push('end')
    },
    fail: (thrown) => heard.push(thrown instanceof Fault ? thrown.code : 'a bug'),
    cut: () => heard.push('cut'),
  }
  const counted: typeof clock = {
    ...clock,
    after: (delayMs, run) => {
      const cancel = clock.after(delayMs, () => {
        timers.delete(cancel)
        run()
      })
      timers.add(cancel)
      return () => {
        timers.delete(cancel)
        cancel()
      }
    },
  }

  const request: ExchangeRequest = {
    ...{ requestId: 'r-1', clientId: 'pos', route: 'GET /**', method: 'GET', path: '/x', headers: [], chosen: [] },
    ...{ bodyBytes: undefined, mayRepeat: true, answerTimeoutMs: 30_000, isTimeoutFixed: false },
    ...{ customer: undefined, user: undefined, agentOrigin: undefined, recipient: undefined },
    ...differs,
  }
  const record = new RequestRecord({ clock: counted, log, metrics }, request, upstream)
  const credential = new RequestCredential(upstream, upstreams, request)
  const reservation = new Reservation({ slots, customerLock, redactors: new RedactorCache() }, request.clientId)
  const sender = new RequestSender(upstream.link, request)
  const response = new ResponsePipeline({
    ...{ request, upstream, host: upstream, upstreams, redactors: new RedactorCache(), credential, record, caller },
  })
  const exchange = new Exchange({
    request,
    reservation,
    credential,
    sender,
    response,
    record,
    clock: counted,
    caller,
  })

  return {
    exchange,
    clock,
    /** What the caller was told: `head <status>`, each part of the body, and `end` or a fault's code. */
    heard,
    /** What the registry and the session were told. */
    told,
    sendings,
    tokens,
    /** Of the responses that seem to refuse the credential. */
    verdicts,
    /** Puts the credential in doubt, until the function that is returned is called. */
    doubt: () => {
      const proof = Promise.withResolvers<Verdict>()
      upstream.proof = proof.promise
      return (verdict: Verdict) => {
        upstream.proof = undefined
        upstream.locked = verdict === 'locked'
        proof.resolve(verdict)
      }
    },
    queue,
    lock,
    timers,
    /** How often each slot and each lock was released. */
    releases: () => [...slots.releases, ...customerLock.releases],
    bugs: () => memoryLog.events.filter(({ event }) => event === 'bug'),
    requestLines: () => memoryLog.events.filter(({ event }) => event === 'request').map(({ fields }) => fields),
  }
}
