import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import { closeAll } from '#core/base/closeAll.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import type { Secret } from '#core/base/secret.ts'
import { withinTime } from '#core/base/withinTime.ts'
import type { Network } from '#core/network/network.ts'
import type { Reachability } from '#core/network/reachability.ts'
import type { Scheme, Session } from '#core/scheme/scheme.ts'
import type { UpstreamCredentials } from '#core/secrets/credentials.ts'
import { divideProxy } from '#core/secrets/proxyPasswords.ts'
import type { SecretJournal } from '#core/secrets/secretJournal.ts'
import { planSecrets, storedNames } from '#core/secrets/secretNames.ts'
import type { StoredUpstream } from '#core/settings/settings.ts'
import { openUpstream, type Upstream } from '#core/upstream/upstream.ts'
import { schemeOf } from './entry.ts'
import type { UpstreamRecords } from './records.ts'
import type { UpstreamSessions } from './sessions.ts'
import { keychainSilent, noCredential, notUsable, summaryOf } from './summary.ts'

interface Deps {
  records: UpstreamRecords
  credentials: UpstreamCredentials
  journal: SecretJournal
  sessions: UpstreamSessions
  schemes: ReadonlyMap<string, Scheme>
  network: Network
  clock: Clock
  log: Log
  changes: ChangeFeed
  reachability: Pick<Reachability, 'forget'>
}

/** How soon a keychain that was locked or absent is asked again. */
const keychainRetryMs = 5_000
/** How long a request waits for the keychain, and the connections of an upstream for their secrets. */
const saleWaitMs = 2_000
const connectionWaitMs = 1_500

/** The upstreams in use, each with its connections and its session. */
export class OpenUpstreams {
  readonly #deps: Deps
  readonly #upstreams = new Map<string, Upstream>()
  readonly #askedKeychainAtMs = new Map<string, number>()
  /** Calls to the keychain under way. */
  readonly #loading = new Map<Upstream, Promise<void>>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  find(id: string): Upstream | undefined {
    return this.#upstreams.get(id)
  }

  all(): Upstream[] {
    return [...this.#upstreams.values()]
  }

  /** @throws Fault `UNKNOWN_UPSTREAM` */
  get(id: string): Upstream {
    const upstream = this.find(id)
    if (!upstream) throw new Fault('UNKNOWN_UPSTREAM', `No upstream is named "${id}".`)
    return upstream
  }

  /**
   * Opens every upstream in the settings. One that cannot be opened, as with settings that a newer version has left, has its
   * `problem` set or stays closed; the others sell.
   */
  async openAll(): Promise<void> {
    const opening = this.#deps.records.all().map(async ({ id }) => {
      try {
        await this.reopen(id)
        await this.#moveProxyPassword(id)
      } catch (thrown) {
        this.#deps.log.error('upstream-not-opened', thrown, { upstream: id })
      }
    })
    await Promise.all(opening)
  }

  /** Opens an upstream as the settings now describe it, in place of the one that is open. */
  async reopen(id: string): Promise<void> {
    const { records, credentials, schemes, network, log } = this.#deps
    await this.#awaitConnectionSecrets(records.get(id))
    const record = records.find(id)
    if (!record) return
    const scheme = schemeOf(record.scheme, schemes)
    const upstream = openUpstream(credentials.endpointOf(record), scheme, network)
    upstream.problem ??= keychainSilent()
    const before = this.#upstreams.get(id)
    this.#upstreams.set(id, upstream)
    this.#deps.reachability.forget(id)
    if (before) await closeUpstream(before)
    if (upstream.link) await this.#loadSession(upstream, record)
    log.info('upstream-opened', { upstream: id, scheme: scheme.id, problem: upstream.problem?.code })
    if (!upstream.session) this.publishState(id)
  }

  /**
   * Uses another credential from now on, over the same connections. It is stored already: where the keychain does not give out
   * what the session needs besides, that is the upstream's `problem`, and is asked for again.
   */
  async replaceSession(record: StoredUpstream, storedCredential: Secret): Promise<void> {
    const upstream = this.get(record.id)
    upstream.session?.close?.()
    const session = this.#deps.sessions.open(upstream.scheme, record.settings, storedCredential, record)
    Object.assign(upstream, { session, problem: undefined, proof: undefined, unexpected: undefined, locked: false })
    try {
      await session.load?.()
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
      session.close?.()
      upstream.session = undefined
      upstream.problem = thrown
    }
    this.publishState(record.id)
  }

  /** @throws Fault `UNKNOWN_UPSTREAM` · `UPSTREAM_LOCKED` · `UPSTREAM_NOT_READY` with the reason */
  async sessionOf(id: string): Promise<Session> {
    const upstream = this.get(id)
    if (!upstream.session) await this.#retryKeychain(upstream)
    await upstream.proof
    if (upstream.locked) throw new Fault('UPSTREAM_LOCKED')
    if (upstream.session) return upstream.session
    throw upstream.problem ?? noCredential(id)
  }

  /**
   * The session of an upstream that had none: its keychain may be unlocked by now.
   *
   * @throws Fault `UPSTREAM_NOT_READY` with the reason
   */
  async openLate(upstream: Upstream): Promise<Session> {
    await this.#retryKeychain(upstream)
    if (upstream.session) return upstream.session
    const problem = upstream.problem ?? noCredential(upstream.id)
    if (problem.code === 'UPSTREAM_NOT_READY') throw problem
    throw new Fault('UPSTREAM_NOT_READY', problem.detail, { retryAfterSeconds: 5 }, problem.remedy)
  }

  /** Tells subscribers that the state of an upstream may have changed. */
  publishState(id: string): void {
    const { records, changes } = this.#deps
    const record = records.find(id)
    if (record) changes.publish('upstreams', { type: 'upstream', id, state: summaryOf(record, this.find(id)).state })
    else changes.publish('upstreams')
  }

  /** Replaces idle connections, after the machine slept or changed networks: they may have died meanwhile. */
  rewarm(): void {
    for (const { link, mounts = [] } of this.#upstreams.values()) {
      link?.rewarm()
      for (const mount of mounts) mount.rewarm()
    }
  }

  async close(id: string): Promise<void> {
    const upstream = this.#upstreams.get(id)
    this.#upstreams.delete(id)
    this.#deps.reachability.forget(id)
    if (upstream) await closeUpstream(upstream)
  }

  /** Closes every one, also when some fail to. @throws the first failure */
  async closeAll(): Promise<void> {
    const steps = [...this.#upstreams.keys()].map((id) => () => this.close(id))
    const [failure] = await closeAll(steps, this.#deps.clock)
    if (failure !== undefined) throw failure
  }

  /** Asks the keychain again, or waits for the call that is under way; not for long, since a sale waits. */
  async #retryKeychain(upstream: Upstream): Promise<void> {
    const { clock, records } = this.#deps
    const nowMs = clock.monotonicMs()
    const askedAtMs = this.#askedKeychainAtMs.get(upstream.id) ?? 0
    const underWay = this.#loading.get(upstream)
    if (!underWay && nowMs - askedAtMs < keychainRetryMs) return
    this.#askedKeychainAtMs.set(upstream.id, nowMs)
    const loading = underWay ?? this.#loadSession(upstream, records.get(upstream.id))
    await withinTime(clock, saleWaitMs, loading, () => {})
  }

  /** Without them a proxy or the upstream refuses each connection. A keychain that hangs must not hold it up. */
  async #awaitConnectionSecrets(record: StoredUpstream): Promise<void> {
    const { clock, credentials } = this.#deps
    const loading = credentials.loadForConnections(record).then(
      () => {},
      // The credential will not be found either, and that is said.
      () => {},
    )
    await withinTime(clock, connectionWaitMs, loading, () => {})
  }

  /** Earlier versions kept a proxy's password in the settings. Where it cannot be moved, it is used from there. */
  async #moveProxyPassword(id: string): Promise<void> {
    const { records, credentials, journal, log } = this.#deps
    const record = records.find(id)
    const { proxy, password } = divideProxy(record?.proxy)
    if (!record || !password || !credentials.proxyPasswords.isLasting) return
    const keeps = { credential: true, storage: true, proxy: false, certificate: true }
    const { names, fresh } = planSecrets(record.id, record, keeps, records.settings())
    try {
      journal.reserve(fresh)
      await credentials.proxyPasswords.store(names.proxy, proxy, password)
      records.update(record.id, { proxy, ...storedNames(record.id, names) })
    } catch (thrown) {
      log.error('proxy-password-not-moved', thrown, { upstream: record.id })
    } finally {
      journal.release(fresh)
    }
  }

  #loadSession(upstream: Upstream, record: StoredUpstream): Promise<void> {
    const loading = this.#load(upstream, record).finally(() => this.#loading.delete(upstream))
    this.#loading.set(upstream, loading)
    return loading
  }

  async #load(upstream: Upstream, record: StoredUpstream): Promise<void> {
    const { credentials, sessions } = this.#deps
    let session: Session | undefined
    try {
      if (await credentials.loadForConnections(record)) upstream.link?.rewarm()
      const storedCredential = await credentials.read(record)
      session = storedCredential && sessions.open(upstream.scheme, record.settings, storedCredential, record)
      await session?.load?.()
      // Meanwhile it may have been closed, opened anew or given another credential.
      if (upstream.session || this.find(upstream.id) !== upstream) return session?.close?.()
      upstream.session = session
      upstream.problem = session ? undefined : noCredential(record.id)
      if (session) this.publishState(record.id)
    } catch (thrown) {
      session?.close?.()
      if (!(thrown instanceof Fault)) this.#deps.log.error('upstream-not-opened', thrown, { upstream: record.id })
      if (!upstream.session) upstream.problem = thrown instanceof Fault ? thrown : notUsable(record.id)
    }
  }
}

async function closeUpstream({ session, link, mounts = [] }: Upstream): Promise<void> {
  session?.close?.()
  await Promise.all([link?.close(), ...mounts.map((mount) => mount.close())])
}
