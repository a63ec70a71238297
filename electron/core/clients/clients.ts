import { type ClientEntry, ClientKey, type ClientView } from '#contract/client.ts'
import type { Grant, Route } from '#contract/grant.ts'
import type { Proof, ProofRequest } from '#contract/pos/proof.ts'
import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { invalid } from '#core/base/inputIssues.ts'
import type { Random } from '#core/base/random.ts'
import { TokenBucket } from '#core/pacing/tokenBucket.ts'
import type { Limits } from '#core/settings/limits.ts'
import type { SettingsStore, StoredClient } from '#core/settings/settings.ts'
import { agentProof } from './agentProof.ts'
import { digestOf, makeClientKey, md5DigestOf } from './clientKey.ts'
import { RouteTable } from './routeTable.ts'
import { SignedRequests } from './signedRequests.ts'

/** A client prepared for fast decisions on each request. */
export interface Client {
  readonly id: string
  readonly keyDigest: string
  readonly origins: ReadonlySet<string>
  readonly expiresAt: number | undefined
  readonly watchesAll: boolean
  /** Whether it signs its requests, and sends its key with none. */
  readonly isSigned: boolean
  readonly bucket: Pick<TokenBucket, 'take'>
  /** Whether its writes go by the outbox without asking for it. */
  readonly usesOutbox: boolean
  /** Granted routes by id of the upstream. */
  readonly grants: ReadonlyMap<string, RouteTable>
  /** Names of the granted presets, `hand-over` included, by id of the upstream. */
  readonly presets: ReadonlyMap<string, ReadonlySet<string>>
}

interface Deps {
  settings: SettingsStore
  clock: Clock
  random: Random
  limits: Limits
  changes: ChangeFeed
  /** The routes of a preset. @throws Fault `UNKNOWN_UPSTREAM` · `INVALID_INPUT` */
  presetRoutes(upstream: string, preset: string): readonly Route[]
}

/** The local programs that may call. Follows changes of the upstreams, since a preset's routes depend on them. */
export class Clients {
  readonly signedRequests: SignedRequests
  readonly #deps: Deps
  #byDigest = new Map<string, Client>()
  #origins = new Set<string>()
  /** The upstreams that `#byDigest` was made for. */
  #upstreams = ''
  /** By digest of the key: a client that gets the name of an earlier one was not used before. */
  readonly #lastUsedAt = new Map<string, number>()
  /** Digests of keys that were fetched in this run. */
  readonly #fetched = new Set<string>()
  /** Outlive a reload: a change of the settings gives no client a fresh burst. */
  readonly #buckets = new Map<string, TokenBucket>()

  constructor(deps: Deps) {
    this.#deps = deps
    this.signedRequests = new SignedRequests({ ...deps, all: () => this.all() })
    this.reload()
    deps.changes.subscribe(() => {
      if (this.#upstreams !== this.#upstreamsNow()) this.reload()
    }, 'upstreams')
  }

  /** Prepares the clients of the settings anew. */
  reload(): void {
    this.#upstreams = this.#upstreamsNow()
    const byDigest = new Map<string, Client>()
    const origins = new Set<string>()
    for (const stored of this.#stored()) {
      const client = this.#prepare(stored)
      byDigest.set(stored.keyDigest, client).set(stored.md5KeyDigest, client)
      for (const origin of stored.origins) origins.add(origin)
    }
    this.#byDigest = byDigest
    this.#origins = origins
    this.#deps.changes.publish('clients')
  }

  /** The client with this key, unless it has expired. Notes that the key was used. */
  identify(key: string): Client | undefined {
    return this.identifyByDigest(digestOf(key))
  }

  /** As `identify`. @param digest of the key */
  identifyByDigest(digest: string): Client | undefined {
    const client = this.#byDigest.get(digest)
    if (!client || this.#isExpired(client)) return undefined
    this.#lastUsedAt.set(client.keyDigest, this.#deps.clock.now())
    return client
  }

  /**
   * The client as the settings have it now; `undefined` once its key was revoked, replaced or has expired. Long calls ask
   * again, so that a withdrawn grant ends what it had opened.
   */
  current({ keyDigest }: Client): Client | undefined {
    const client = this.#byDigest.get(keyDigest)
    return client && !this.#isExpired(client) ? client : undefined
  }

  /** Every client whose key is valid. */
  all(): Client[] {
    return [...new Set(this.#byDigest.values())].filter((client) => !this.#isExpired(client))
  }

  /** @throws Fault `UNKNOWN_CLIENT` */
  named(id: string): Client {
    const client = this.all().find((candidate) => candidate.id === id)
    if (!client) throw new Fault('UNKNOWN_CLIENT', `No client is named "${id}".`)
    return client
  }

  /** Whether a key with this digest is set up, expired or not. What belonged to any other key is nobody's. */
  hasKey(keyDigest: string): boolean {
    return this.#byDigest.get(keyDigest)?.keyDigest === keyDigest
  }

  /** Proves to a client, which has shown no key yet, that the agent listens at this port. */
  prove(request: ProofRequest, port: number): Proof {
    const stored = this.#stored().find(({ id }) => id === request.client)
    return agentProof(stored?.keyDigest, request.nonce, port, this.#deps.random)
  }

  /** Counts a call of the POS API itself; the broker counts the requests it sends. @throws Fault `TOO_MANY_REQUESTS` */
  countCall({ bucket }: Client): void {
    if (!bucket.take(this.#deps.clock.monotonicMs()))
      throw new Fault('TOO_MANY_REQUESTS', undefined, { retryAfterSeconds: 1 })
  }

  /** The origins of all clients: a first filter, before the key is known. */
  get origins(): ReadonlySet<string> {
    return this.#origins
  }

  list(): ClientView[] {
    return this.#stored().map((stored) => this.#view(stored))
  }

  /**
   * @returns the key, which is shown once and not stored
   * @throws Fault `ALREADY_EXISTS` · `INVALID_INPUT` for an unknown preset · `UNKNOWN_UPSTREAM` · `SETTINGS_UNWRITABLE`
   */
  add(entry: ClientEntry): { client: ClientView; key: string } {
    return this.#add(entry, {})
  }

  /** The same for a program that fetches its key later. @throws as `add` */
  addPaired(entry: ClientEntry): { client: ClientView; key: string } {
    return this.#add(entry, { isUnfetched: true })
  }

  /** The keys are handed out. Where that cannot be noted now, it is noted with the next change. */
  noteFetched(...keys: string[]): void {
    if (keys.length === 0) return
    for (const key of keys) this.#fetched.add(digestOf(key))
    this.#tryWrite()
  }

  /**
   * Removes the clients whose key an earlier run of the agent had in memory and nobody has fetched.
   *
   * @returns their ids
   * @throws Fault `SETTINGS_UNWRITABLE`
   */
  withdrawUnfetched(): string[] {
    // A key that was used was fetched, though that could not be noted.
    const isLost = ({ isUnfetched, lastUsedAt }: StoredClient) => isUnfetched === true && lastUsedAt === undefined
    const lost = this.#stored().filter(isLost)
    if (lost.length > 0) this.#write(this.#stored().filter((stored) => !isLost(stored)))
    return lost.map(({ id }) => id)
  }

  /** @throws Fault `UNKNOWN_CLIENT` · `SETTINGS_UNWRITABLE` */
  revoke(id: string): void {
    const rest = this.#stored().filter((stored) => stored.id !== id)
    if (rest.length === this.#stored().length) throw new Fault('UNKNOWN_CLIENT', `No client is named "${id}".`)
    this.#write(rest)
  }

  /** A client as the settings store it, and its key. Stores nothing yet. @throws Fault `INVALID_INPUT` for a malformed key */
  storedFrom(
    entry: ClientEntry,
    key = makeClientKey(entry.id, this.#deps.random),
  ): { stored: StoredClient; key: string } {
    if (!ClientKey.safeParse(key).success || !key.startsWith(`ta_${entry.id}_`))
      throw invalid([{ path: 'key', message: `must look like ta_${entry.id}_<43 letters, digits, - or _>` }])
    const digests = { keyDigest: digestOf(key), md5KeyDigest: md5DigestOf(key) }
    return { stored: { ...entry, ...digests, createdAt: this.#deps.clock.now() }, key }
  }

  /** @throws Fault `INVALID_INPUT` or `UNKNOWN_UPSTREAM` */
  checkGrants(grants: readonly Grant[], presetRoutes = this.#deps.presetRoutes): void {
    for (const { upstream, allow } of grants)
      for (const permission of allow) if (typeof permission === 'string') presetRoutes(upstream, permission)
  }

  /**
   * Writes when each client was last seen. Called at the end, since a write per request would be too much. Where the settings
   * cannot be written this is lost; no more depends on it than what a person reads.
   */
  storeLastUse(): void {
    if (this.#lastUsedAt.size > 0) this.#tryWrite((stored) => ({ ...stored, ...this.#use(stored) }))
  }

  #add(entry: ClientEntry, marks: Pick<StoredClient, 'isUnfetched'>): { client: ClientView; key: string } {
    if (this.#stored().some(({ id }) => id === entry.id))
      throw new Fault('ALREADY_EXISTS', `A client named "${entry.id}" is already set up.`)
    this.checkGrants(entry.grants)
    const { stored, key } = this.storedFrom(entry)
    this.#write([...this.#stored(), { ...stored, ...marks }])
    return { client: this.#view(stored), key }
  }

  #prepare(stored: StoredClient): Client {
    const routes = new Map<string, Route[]>()
    const presets = new Map<string, Set<string>>()
    for (const { upstream, allow } of stored.grants) {
      const known = routes.get(upstream) ?? []
      routes.set(upstream, [...known, ...allow.flatMap((permission) => this.#routesOf(upstream, permission))])
      const names = allow.filter((permission) => typeof permission === 'string')
      presets.set(upstream, new Set([...(presets.get(upstream) ?? []), ...names]))
    }
    return {
      id: stored.id,
      keyDigest: stored.keyDigest,
      origins: new Set(stored.origins),
      expiresAt: stored.expiresAt,
      watchesAll: stored.watchesAll ?? false,
      isSigned: stored.signed ?? false,
      usesOutbox: stored.outbox ?? false,
      bucket: this.#bucketOf(stored.id),
      grants: new Map([...routes].map(([upstream, list]) => [upstream, new RouteTable(list)])),
      presets,
    }
  }

  #isExpired({ expiresAt }: Client): boolean {
    return expiresAt !== undefined && expiresAt <= this.#deps.clock.now()
  }

  #bucketOf(id: string): TokenBucket {
    const { limits, clock } = this.#deps
    const bucket = this.#buckets.get(id) ?? new TokenBucket(limits.requestsPerSecond, limits.burst, clock.monotonicMs())
    this.#buckets.set(id, bucket)
    return bucket
  }

  /** None for a preset whose upstream was removed by force. */
  #routesOf(upstream: string, permission: string | Route): readonly Route[] {
    if (typeof permission !== 'string') return [permission]
    try {
      return this.#deps.presetRoutes(upstream, permission)
    } catch (thrown) {
      if (thrown instanceof Fault) return []
      throw thrown
    }
  }

  #view({ keyDigest, md5KeyDigest: _, isUnfetched: __, ...view }: StoredClient): ClientView {
    return { ...view, ...this.#use({ keyDigest }) }
  }

  #use({ keyDigest }: Pick<StoredClient, 'keyDigest'>): { lastUsedAt?: number } {
    const lastUsedAt = this.#lastUsedAt.get(keyDigest)
    return lastUsedAt === undefined ? {} : { lastUsedAt }
  }

  /** What the routes of presets depend on: each upstream's id and scheme. */
  #upstreamsNow(): string {
    return JSON.stringify(this.#deps.settings.read().upstreams.map(({ id, scheme }) => [id, scheme]))
  }

  #stored(): StoredClient[] {
    return this.#deps.settings.read().clients
  }

  #tryWrite(change = (stored: StoredClient) => stored): void {
    try {
      this.#write(this.#stored().map(change))
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
    }
  }

  #write(clients: StoredClient[]): void {
    const noted = clients.map((stored) => (this.#fetched.has(stored.keyDigest) ? withoutMark(stored) : stored))
    this.#deps.settings.write({ ...this.#deps.settings.read(), clients: noted })
    this.reload()
  }
}

function withoutMark({ isUnfetched: _, ...stored }: StoredClient): StoredClient {
  return stored
}
