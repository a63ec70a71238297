import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import { TokenBucket } from '#core/pacing/tokenBucket.ts'
import type { Session } from '#core/scheme/scheme.ts'
import type { Upstream } from './upstream.ts'
import type { SuspectRequest, UpstreamEvents, Verdict } from './upstreamEvents.ts'

interface Deps {
  upstreams: { find(id: string): Pick<Upstream, 'id' | 'session' | 'locked' | 'proof'> | undefined }
  /** Sends the credential once. @throws Fault when the upstream refuses it, or nothing tells whether it accepts it */
  prove(id: string): Promise<unknown>
  events: Pick<UpstreamEvents, 'lock'>
  clock: Clock
  log: Log
}

type Suspected = ReturnType<Deps['upstreams']['find']> & {}

/** How long a route is known to refuse something else than the credential, and how many routes are. */
const clearedForMs = 10 * 60_000
const maxCleared = 100
/** A credential that was accepted so often in a minute is not asked about once more: each time others wait. */
const maxProofs = { perSecond: 1 / 6, burst: 10 }

/** What was learnt about one credential in use. Another credential begins with nothing. */
interface Learnt {
  /** Routes by when they are asked about again, oldest first. */
  readonly cleared: Map<string, number>
  readonly bucket: TokenBucket
}

/**
 * Refusals that may be about the till's credential, or about another one that a client forgot or got wrong. The credential
 * is proven by the probe: one that is refused then, or that nothing proves, is locked, since clouds lock accounts after a
 * few wrong tries (capillary.md 0.8). One that is accepted clears the route, whose refusals pass from then on for a while.
 */
export class Suspicions {
  readonly #deps: Deps
  readonly #learnt = new WeakMap<Session, Learnt>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** One proof at a time for an upstream, whoever suspects. Meanwhile its `proof` is set, and nothing else is sent. */
  async suspect(id: string, request: SuspectRequest): Promise<Verdict> {
    const upstream = this.#deps.upstreams.find(id)
    if (upstream?.locked) return 'locked'
    const session = upstream?.session
    // Removed, or set up anew, since the request was sent.
    if (!upstream || !session) return 'accepted'
    const route = routeOf(request)
    const { cleared, bucket } = this.#learntOf(session)
    const nowMs = this.#deps.clock.monotonicMs()
    if (nowMs < (cleared.get(route) ?? 0)) return 'accepted'
    if (!upstream.proof && !bucket.take(nowMs)) return 'accepted'
    const verdict = await (upstream.proof ?? this.#begin(upstream, session))
    if (verdict === 'accepted') this.#clear(cleared, route)
    return verdict
  }

  #begin(upstream: Suspected, session: Session): Promise<Verdict> {
    const proof = this.#prove(upstream.id, session).finally(() => {
      if (upstream.proof === proof) upstream.proof = undefined
    })
    upstream.proof = proof
    return proof
  }

  async #prove(id: string, session: Session): Promise<Verdict> {
    const { prove, log } = this.#deps
    try {
      await prove(id)
      return 'accepted'
    } catch (thrown) {
      // It was accepted, and is another till's: a concern, and no refusal.
      if (thrown instanceof Fault && thrown.code === 'CREDENTIAL_UNEXPECTED') return 'accepted'
      if (!(thrown instanceof Fault)) log.error('bug', thrown, { upstream: id })
      return this.#condemn(id, session)
    }
  }

  /** Locks the credential that was suspected, and never one that took its place meanwhile. */
  #condemn(id: string, session: Session): Verdict {
    const { upstreams, events } = this.#deps
    if (upstreams.find(id)?.session !== session) return 'accepted'
    events.lock(id)
    return 'locked'
  }

  #learntOf(session: Session): Learnt {
    const known = this.#learnt.get(session)
    if (known) return known
    const { perSecond, burst } = maxProofs
    const bucket = new TokenBucket(perSecond, burst, this.#deps.clock.monotonicMs())
    const learnt = { cleared: new Map(), bucket }
    this.#learnt.set(session, learnt)
    return learnt
  }

  #clear(cleared: Learnt['cleared'], route: string): void {
    cleared.delete(route)
    cleared.set(route, this.#deps.clock.monotonicMs() + clearedForMs)
    const [oldest] = cleared.keys()
    if (oldest !== undefined && cleared.size > maxCleared) cleared.delete(oldest)
  }
}

/** Without the query, which may name another customer each time. */
function routeOf({ method, path }: SuspectRequest): string {
  return `${method} ${path.split('?', 1)[0]}`
}
