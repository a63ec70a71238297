import type { ClientEntry, ClientView } from '../contract/client.ts'
import { ClientKey } from '../contract/client.ts'
import type { Grant, Route } from '../contract/grant.ts'
import type { Changes } from './changes.ts'
import { digestOf, makeClientKey, md5DigestOf } from './clientKey.ts'
import type { Clock } from './clock.ts'
import { Fault } from './fault.ts'
import { invalid } from './issues.ts'
import type { Limits } from './limits.ts'
import type { Random } from './random.ts'
import { RouteTable } from './routes.ts'
import type { SettingsStore, StoredClient } from './settings.ts'
import { TokenBucket } from './tokenBucket.ts'

/** A client made ready for deciding quickly. */
export interface Client {
  readonly id: string
  /** Of its key. */
  readonly keyDigest: string
  readonly origins: ReadonlySet<string>
  readonly expiresAt: number | undefined
  readonly watchesAll: boolean
  readonly bucket: TokenBucket
  /** Routes by upstream. */
  readonly grants: ReadonlyMap<string, RouteTable>
  /** Upstreams of which it may have a token. */
  readonly handOvers: ReadonlySet<string>
}

interface Ports {
  settings: SettingsStore
  clock: Clock
  random: Random
  limits: Limits
  changes: Changes
  /** The routes behind a preset at an upstream, or the fault that says why there are none. */
  presetRoutes(upstream: string, preset: string): readonly Route[]
}

/** The local programs that were let in. */
export class Clients {
  readonly #ports: Ports
  #byDigest = new Map<string, Client>()
  #origins = new Set<string>()
  readonly #lastUsedAt = new Map<string, number>()
  /** Outlive a reload: changing the settings gives nobody a fresh burst. */
  readonly #buckets = new Map<string, TokenBucket>()

  constructor(ports: Ports) {
    this.#ports = ports
    this.reload()
  }

  /** Makes ready what the settings hold, after they or the upstreams changed. */
  reload(): void {
    const byDigest = new Map<string, Client>()
    const origins = new Set<string>()
    for (const stored of this.#stored()) {
      const client = this.#ready(stored)
      byDigest.set(stored.keyDigest, client).set(stored.md5KeyDigest, client)
      for (const origin of stored.origins) origins.add(origin)
    }
    this.#byDigest = byDigest
    this.#origins = origins
    this.#ports.changes.tell('clients')
  }

  /** Whose key this is, if anybody's and not expired. */
  identify(key: string): Client | undefined {
    const client = this.#byDigest.get(digestOf(key))
    if (!client || this.#isExpired(client)) return undefined
    this.#lastUsedAt.set(client.id, this.#ports.clock.now())
    return client
  }

  /**
   * The same client as it is now, if it is still let in: a key that was revoked or replaced, or a grant that was
   * withdrawn, opens nothing, not even what it holds open.
   */
  current({ keyDigest }: Client): Client | undefined {
    const client = this.#byDigest.get(keyDigest)
    return client && !this.#isExpired(client) ? client : undefined
  }

  /** Counts a call of the agent's own; the broker counts what it sends. @throws Fault `TOO_MANY_REQUESTS` */
  countCall({ bucket }: Client): void {
    if (!bucket.take(this.#ports.clock.monotonicMs()))
      throw new Fault('TOO_MANY_REQUESTS', undefined, { retryAfterSeconds: 1 })
  }

  /** Every origin that some client was paired with: a first sieve, before the key is known. */
  get origins(): ReadonlySet<string> {
    return this.#origins
  }

  list(): ClientView[] {
    return this.#stored().map((stored) => this.#view(stored))
  }

  /**
   * @throws Fault `ALREADY_EXISTS` · `INVALID_INPUT` or `UNKNOWN_UPSTREAM` when a grant names what is not there
   */
  add(entry: ClientEntry): { client: ClientView; key: string } {
    if (this.#stored().some(({ id }) => id === entry.id))
      throw new Fault('ALREADY_EXISTS', `A client named "${entry.id}" is already set up.`)
    this.checkGrants(entry.grants)
    const { stored, key } = this.store(entry)
    this.#write([...this.#stored(), stored])
    return { client: this.#view(stored), key }
  }

  /** @throws Fault `UNKNOWN_CLIENT` */
  revoke(id: string): void {
    const rest = this.#stored().filter((stored) => stored.id !== id)
    if (rest.length === this.#stored().length) throw new Fault('UNKNOWN_CLIENT', `No client is named "${id}".`)
    this.#write(rest)
  }

  /** What is kept of a client. Keeps nothing yet. */
  store(entry: ClientEntry, key = makeClientKey(entry.id, this.#ports.random)): { stored: StoredClient; key: string } {
    if (!ClientKey.safeParse(key).success || !key.startsWith(`ta_${entry.id}_`))
      throw invalid([{ path: 'key', message: `must look like ta_${entry.id}_<43 letters, digits, - or _>` }])
    const digests = { keyDigest: digestOf(key), md5KeyDigest: md5DigestOf(key) }
    return { stored: { ...entry, ...digests, createdAt: this.#ports.clock.now() }, key }
  }

  /** @throws Fault `INVALID_INPUT` or `UNKNOWN_UPSTREAM` */
  checkGrants(grants: readonly Grant[], presetRoutes = this.#ports.presetRoutes): void {
    for (const { upstream, allow } of grants)
      for (const permission of allow) if (typeof permission === 'string') presetRoutes(upstream, permission)
  }

  /** Keeps when each client was last seen: too frequent to be written at each request. */
  keepLastUse(): void {
    if (this.#lastUsedAt.size > 0) this.#write(this.#stored().map((stored) => ({ ...stored, ...this.#use(stored) })))
  }

  #ready(stored: StoredClient): Client {
    const routes = new Map<string, Route[]>()
    for (const { upstream, allow } of stored.grants) {
      const known = routes.get(upstream) ?? []
      routes.set(upstream, [...known, ...allow.flatMap((permission) => this.#routesOf(upstream, permission))])
    }
    return {
      id: stored.id,
      keyDigest: stored.keyDigest,
      origins: new Set(stored.origins),
      expiresAt: stored.expiresAt,
      watchesAll: stored.watchesAll ?? false,
      bucket: this.#bucketOf(stored.id),
      grants: new Map([...routes].map(([upstream, list]) => [upstream, new RouteTable(list)])),
      handOvers: new Set(
        stored.grants.filter(({ allow }) => allow.includes('hand-over')).map(({ upstream }) => upstream),
      ),
    }
  }

  #isExpired({ expiresAt }: Client): boolean {
    return expiresAt !== undefined && expiresAt <= this.#ports.clock.now()
  }

  #bucketOf(id: string): TokenBucket {
    const { limits, clock } = this.#ports
    const bucket = this.#buckets.get(id) ?? new TokenBucket(limits.requestsPerSecond, limits.burst, clock.monotonicMs())
    this.#buckets.set(id, bucket)
    return bucket
  }

  /** A preset whose upstream was removed by force grants nothing. */
  #routesOf(upstream: string, permission: string | Route): readonly Route[] {
    if (typeof permission !== 'string') return [permission]
    try {
      return this.#ports.presetRoutes(upstream, permission)
    } catch (thrown) {
      if (thrown instanceof Fault) return []
      throw thrown
    }
  }

  #view({ keyDigest: _, md5KeyDigest: __, ...view }: StoredClient): ClientView {
    return { ...view, ...this.#use(view) }
  }

  #use({ id }: { id: string }): { lastUsedAt?: number } {
    const lastUsedAt = this.#lastUsedAt.get(id)
    return lastUsedAt === undefined ? {} : { lastUsedAt }
  }

  #stored(): StoredClient[] {
    return this.#ports.settings.read().clients
  }

  #write(clients: StoredClient[]): void {
    this.#ports.settings.write({ ...this.#ports.settings.read(), clients })
    this.reload()
  }
}
