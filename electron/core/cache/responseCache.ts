import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import type { Client, Clients } from '#core/clients/clients.ts'
import type { Reachability } from '#core/network/reachability.ts'
import type { Limits } from '#core/settings/limits.ts'
import type { Upstream } from '#core/upstream/upstream.ts'
import { elapsedMs, type Freshness, freshnessOf, type Moment, momentOf } from './freshness.ts'
import type { Lifetime } from './lifetime.ts'
import { LookUpCounts } from './lookUpCounts.ts'

/** An answer as a client got it, without what was about that one exchange. */
export interface KeptResponse {
  readonly statusText: string
  readonly headers: readonly string[]
  readonly body: Buffer
  readonly lifetime: Lifetime
}

/** What a look-up begins with: an answer is kept only if nothing has changed since. */
export interface Ticket {
  readonly key: string
  readonly owner: string
  readonly upstream: Upstream
  readonly session: Upstream['session']
  /** For how long answers were kept then. */
  readonly settings: Upstream['cache']
  readonly generation: number
  readonly askedAt: Moment
}

interface Entry extends KeptResponse, Pick<Ticket, 'owner' | 'upstream' | 'session' | 'settings' | 'askedAt'> {
  readonly bytes: number
}

/** What is remembered of an upstream apart from the answers. */
interface UpstreamState {
  /** Counts what may have made kept answers wrong. */
  generation: number
  /** Requests under way that may change something. */
  writes: number
  /** By which fault the last look-up could not reach it. */
  fault: string | undefined
}

interface Deps {
  clock: Clock
  limits: Limits
  reachability: Pick<Reachability, 'failingSince'>
  upstreams: { find(id: string): Upstream | undefined }
  clients: Pick<Clients, 'all'>
  changes: ChangeFeed
}

/** Of an entry beside key, headers and body. */
const entryOverheadBytes = 512

/**
 * Answers to look-ups, in memory alone: those of one client go to no other, and end with their upstream as it is set up, its
 * credential and its lock. Any request of any client that may change something at the upstream drops all that is kept of it:
 * which customer it is about, the agent cannot know for certain.
 */
export class ResponseCache {
  readonly counts = new LookUpCounts()
  readonly #deps: Deps
  /** Least recently used first. */
  readonly #entries = new Map<string, Entry>()
  readonly #states = new Map<string, UpstreamState>()
  readonly #onPurge = new Set<(upstreamId: string | undefined, owner: string | undefined) => void>()
  #bytes = 0

  constructor(deps: Deps) {
    this.#deps = deps
    deps.changes.subscribe(() => this.#dropOutdated(), 'upstreams')
    deps.changes.subscribe(() => this.#dropRevoked(), 'clients')
  }

  /** How many answers are kept. */
  get size(): number {
    return this.#entries.size
  }

  /** What they take together. */
  get bytes(): number {
    return this.#bytes
  }

  begin(key: string, owner: string, upstream: Upstream): Ticket {
    const { generation } = this.#stateOf(upstream.id)
    return {
      key,
      owner,
      upstream,
      session: upstream.session,
      settings: upstream.cache,
      generation,
      askedAt: momentOf(this.#deps.clock),
    }
  }

  /** What is kept, unless it is over. @param acceptedMs how old an answer the client takes */
  find({ key, upstream }: Ticket, acceptedMs: number): { kept: KeptResponse; freshness: Freshness } | undefined {
    const entry = this.#entries.get(key)
    if (!entry) return undefined
    const elapsed = elapsedMs(entry.askedAt, momentOf(this.#deps.clock))
    if (
      !isCurrent(entry, upstream) ||
      freshnessOf(entry.lifetime, elapsed, Number.POSITIVE_INFINITY).state === 'over'
    ) {
      this.#remove(key, entry)
      return undefined
    }
    const freshness = freshnessOf(entry.lifetime, elapsed, acceptedMs)
    if (freshness.state === 'over') return undefined
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return { kept: entry, freshness }
  }

  /** Whether the answer to a look-up that began with this ticket may be kept, as far as the agent's own side goes. */
  mayKeep(ticket: Ticket): boolean {
    const { upstream } = ticket
    const state = this.#stateOf(upstream.id)
    const isSame = this.#deps.upstreams.find(upstream.id) === upstream && isCurrent(ticket, upstream)
    return isSame && state.generation === ticket.generation && state.writes === 0
  }

  /** Makes room by dropping what was not used for longest. Keeps nothing that is larger than one answer may be. */
  keep({ key, owner, upstream, session, settings, askedAt }: Ticket, kept: KeptResponse): void {
    const { cacheEntries, cacheBytes, cacheEntryBytes } = this.#deps.limits
    const bytes = bytesOf(key, kept)
    if (kept.body.length > cacheEntryBytes || bytes > cacheBytes) return
    const before = this.#entries.get(key)
    if (before) this.#remove(key, before)
    this.#entries.set(key, { ...kept, owner, upstream, session, settings, askedAt, bytes })
    this.#bytes += bytes
    for (const [oldest, entry] of this.#entries) {
      if (this.#entries.size <= cacheEntries && this.#bytes <= cacheBytes) break
      this.#remove(oldest, entry)
    }
  }

  /**
   * The fault by which a look-up could not reach the upstream, until something has: no other look-up waits for it in vain, and
   * the agent asks by itself from time to time.
   */
  knownFault(upstreamId: string): string | undefined {
    const isFailing = this.#deps.reachability.failingSince(upstreamId) !== undefined
    return isFailing ? this.#states.get(upstreamId)?.fault : undefined
  }

  /** @param fault absent when it was reached */
  noteReached(upstreamId: string, fault?: string): void {
    this.#stateOf(upstreamId).fault = fault
  }

  /**
   * A request that may change something goes to the upstream: all that is kept of it goes, now and once more when the
   * request is over, since what is read meanwhile may be from before.
   *
   * @returns to be called at its end
   */
  beginWrite(upstreamId: string): () => void {
    const state = this.#stateOf(upstreamId)
    state.writes += 1
    this.#purge(upstreamId, undefined)
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      state.writes -= 1
      this.#purge(upstreamId, undefined)
    }
  }

  /** Drops a client's answers. @returns how many there were */
  purgeOf({ keyDigest }: Pick<Client, 'keyDigest'>): number {
    const before = this.#entries.size
    this.#purge(undefined, keyDigest)
    return before - this.#entries.size
  }

  /** @param notify that look-ups under way are not to be joined any more; `undefined` stands for all */
  onPurge(notify: (upstreamId: string | undefined, owner: string | undefined) => void): void {
    this.#onPurge.add(notify)
  }

  #purge(upstreamId: string | undefined, owner: string | undefined): void {
    for (const [id, state] of this.#states) if (upstreamId === undefined || id === upstreamId) state.generation += 1
    this.#removeWhere(
      (entry) =>
        (upstreamId === undefined || entry.upstream.id === upstreamId) &&
        (owner === undefined || entry.owner === owner),
    )
    for (const notify of this.#onPurge) notify(upstreamId, owner)
  }

  #dropOutdated(): void {
    const { upstreams } = this.#deps
    this.#removeWhere((entry) => {
      const { upstream } = entry
      return upstreams.find(upstream.id) !== upstream || !isCurrent(entry, upstream)
    })
  }

  #dropRevoked(): void {
    if (this.#entries.size === 0) return
    const valid = new Set(this.#deps.clients.all().map(({ keyDigest }) => keyDigest))
    this.#removeWhere(({ owner }) => !valid.has(owner))
  }

  #removeWhere(isGone: (entry: Entry) => boolean): void {
    for (const [key, entry] of this.#entries) if (isGone(entry)) this.#remove(key, entry)
  }

  #remove(key: string, { bytes }: Entry): void {
    if (this.#entries.delete(key)) this.#bytes -= bytes
  }

  #stateOf(upstreamId: string): UpstreamState {
    const known = this.#states.get(upstreamId)
    if (known) return known
    const opened: UpstreamState = { generation: 0, writes: 0, fault: undefined }
    this.#states.set(upstreamId, opened)
    return opened
  }
}

/** Whether what was learnt then may still be told: the same upstream, credential and settings, and no lock. */
function isCurrent(then: Pick<Ticket, 'upstream' | 'session' | 'settings'>, upstream: Upstream): boolean {
  const isSame = then.upstream === upstream && then.session === upstream.session && then.settings === upstream.cache
  return isSame && !upstream.locked
}

function bytesOf(key: string, { headers, body }: KeptResponse): number {
  const text = headers.reduce((sum, part) => sum + part.length, key.length)
  return body.length + 2 * text + entryOverheadBytes
}
