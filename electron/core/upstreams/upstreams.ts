import type { CacheSettings } from '#contract/cache.ts'
import type { Route } from '#contract/grant.ts'
import type { SchemeForm } from '#contract/schemeForm.ts'
import type { Identity, UpstreamEntry } from '#contract/upstream.ts'
import type { AuditTrail } from '#core/audit/auditTrail.ts'
import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import type { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import type { Random } from '#core/base/random.ts'
import type { Vault } from '#core/base/vault.ts'
import { withinTime } from '#core/base/withinTime.ts'
import type { Network, UpstreamEndpoint } from '#core/network/network.ts'
import type { Reachability } from '#core/network/reachability.ts'
import { presetRoutesOf } from '#core/scheme/presetRoutes.ts'
import type { Scheme, Session } from '#core/scheme/scheme.ts'
import { schemeFormOf } from '#core/scheme/schemeForm.ts'
import { UpstreamCredentials } from '#core/secrets/credentials.ts'
import { SecretJournal } from '#core/secrets/secretJournal.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import type { WatchedSettings } from '#core/settings/watchedSettings.ts'
import { Suspicions } from '#core/upstream/suspicions.ts'
import type { Upstream } from '#core/upstream/upstream.ts'
import type { CustomerChange, SuspectRequest, UpstreamEvents, Verdict } from '#core/upstream/upstreamEvents.ts'
import { CredentialTest } from './credentialTest.ts'
import { type ParsedEntry, schemeOf } from './entry.ts'
import { UpstreamIncidents } from './incidents.ts'
import { OpenUpstreams } from './openUpstreams.ts'
import type { PreparedUpstreams } from './preparation.ts'
import { ProofAtStart } from './proofAtStart.ts'
import type { SetupCause } from './record.ts'
import { UpstreamRecords } from './records.ts'
import { UpstreamSessions } from './sessions.ts'
import { type SetUpUpstream, UpstreamSetup } from './setup.ts'
import { signInNeeded, summaryOf, type UpstreamSummary } from './summary.ts'

interface Deps {
  settings: SettingsStore
  watchedSettings: Pick<WatchedSettings, 'defer'>
  vault: Vault
  network: Network
  reachability: Reachability
  clock: Clock
  random: Random
  log: Log
  audit: AuditTrail
  changes: ChangeFeed
  schemes: ReadonlyMap<string, Scheme>
}

/** How long the start waits for the keychain. */
const startWaitMs = 2_000
/** Nothing is kept under this name. */
const trialAccount = 'trial'

/** The clouds that this till calls: how they are set up, opened, tested and locked. */
export class Upstreams implements UpstreamEvents {
  readonly #schemes: ReadonlyMap<string, Scheme>
  readonly #clock: Clock
  readonly #records: UpstreamRecords
  readonly #journal: SecretJournal
  readonly #credentials: UpstreamCredentials
  readonly #open: OpenUpstreams
  readonly #vault: Vault
  readonly #incidents: UpstreamIncidents
  readonly #setup: UpstreamSetup
  readonly #credentialTest: CredentialTest
  readonly #suspicions: Suspicions
  readonly #proofAtStart: ProofAtStart
  #loading: Promise<unknown> = Promise.resolve()

  constructor(deps: Deps) {
    const records = new UpstreamRecords(deps.settings)
    const journal = new SecretJournal(deps)
    const credentials = new UpstreamCredentials(journal, deps.vault.forgets !== true)
    const sessions = new UpstreamSessions({ ...deps, credentials })
    const upstreams = new OpenUpstreams({ ...deps, records, credentials, journal, sessions })
    const incidents = new UpstreamIncidents({ ...deps, settings: deps.watchedSettings, records, upstreams })
    this.#schemes = deps.schemes
    this.#clock = deps.clock
    this.#vault = deps.vault
    this.#records = records
    this.#journal = journal
    this.#credentials = credentials
    this.#open = upstreams
    this.#incidents = incidents
    this.#setup = new UpstreamSetup({ ...deps, records, upstreams, credentials, journal, sessions })
    this.#credentialTest = new CredentialTest({ ...deps, records, upstreams, credentials, sessions, events: incidents })
    this.#proofAtStart = new ProofAtStart({ ...deps, records, upstreams, prove: (id) => this.#credentialTest.run(id) })
    deps.reachability.probeWith((id) => this.#answers(id, deps.network))
    this.#suspicions = new Suspicions({
      ...deps,
      upstreams,
      events: incidents,
      prove: (id) => this.#credentialTest.run(id),
    })
  }

  /**
   * Opens every upstream in the settings. One that cannot be opened is listed with its problem. Then removes the secrets of
   * changes that were cut off. A keychain that does not answer holds the start up for a moment only.
   */
  async load(): Promise<void> {
    this.#loading = this.#open.openAll().then(() => this.#journal.trySweep())
    await withinTime(this.#clock, startWaitMs, this.#loading, () => {})
    // A till that is not set up reads no secret: what keeps the vault from working is to be known before somebody types one.
    if (this.#records.all().length === 0) void this.#vault.read(trialAccount).catch(() => {})
  }

  /**
   * Proves in the background whose credentials they are, where somebody is expected. To be called once in a start, after
   * its provisioning file was applied: that asks no upstream, and may name the first ones.
   */
  proveExpected(): void {
    void this.#loading.then(() => this.#proofAtStart.run()).catch(() => {})
  }

  find(id: string): Upstream | undefined {
    return this.#open.find(id)
  }

  all(): Upstream[] {
    return this.#open.all()
  }

  list(): UpstreamSummary[] {
    return this.#records.all().map((record) => summaryOf(record, this.#open.find(record.id)))
  }

  /** Where its connections lead, its connections' secrets included. @throws Fault `UNKNOWN_UPSTREAM` */
  endpointOf(id: string): UpstreamEndpoint & { id: string } {
    return this.#credentials.endpointOf(this.#records.get(id))
  }

  /** One form for each scheme, with the fields of an entry. */
  forms(): SchemeForm[] {
    return [...this.#schemes.values()].map(schemeFormOf)
  }

  /** @throws as `UpstreamSetup.add` */
  add(entry: UpstreamEntry, probe: boolean, asksPerson = false, gone?: AbortSignal): Promise<SetUpUpstream> {
    return this.#setup.add(entry, probe, asksPerson, gone)
  }

  /** A person has said that its identity is the right one. @throws as `UpstreamSetup.confirm` */
  confirm(id: string): void {
    this.#setup.confirm(id)
  }

  /** @throws as `UpstreamSetup.rotate` */
  rotate(id: string, secrets: Record<string, string>, probe: boolean, proxy?: string): Promise<SetUpUpstream> {
    return this.#setup.rotate(id, secrets, probe, proxy)
  }

  /** @throws as `UpstreamSetup.changeCache` */
  changeCache(id: string, cache: CacheSettings | undefined): Promise<UpstreamSummary> {
    return this.#setup.changeCache(id, cache)
  }

  /** As `UpstreamSetup.exclusively`. */
  exclusively<Result>(ids: Iterable<string>, change: () => Promise<Result>): Promise<Result> {
    return this.#setup.exclusively(ids, change)
  }

  /** To be called in `exclusively`. @throws as `UpstreamPreparation.prepare` */
  prepare(entries: readonly ParsedEntry[], cause: SetupCause['cause'], probe: boolean): Promise<PreparedUpstreams> {
    return this.#setup.prepare(entries, cause, probe)
  }

  /** @throws as `UpstreamSetup.remove` */
  remove(id: string, force: boolean): Promise<void> {
    return this.#setup.remove(id, force)
  }

  /** Removes the secrets that no upstream uses. @returns their names @throws the vault's faults */
  sweepSecrets(): Promise<string[]> {
    return this.#journal.sweep()
  }

  /** @throws as `CredentialTest.run` */
  test(id: string): Promise<Identity> {
    return this.#credentialTest.run(id)
  }

  lock(id: string, session?: Session): boolean {
    return this.#incidents.lock(id, session)
  }

  suspect(id: string, request: SuspectRequest): Promise<Verdict> {
    return this.#suspicions.suspect(id, request)
  }

  raiseAlarm(id: string, alarm: string): void {
    this.#incidents.raiseAlarm(id, alarm)
  }

  recordCustomer(id: string, clientId: string, change: CustomerChange): void {
    this.#incidents.recordCustomer(id, clientId, change)
  }

  /** @throws as `OpenUpstreams.sessionOf` */
  sessionOf(id: string): Promise<Session> {
    return this.#open.sessionOf(id)
  }

  /** @throws as `OpenUpstreams.openLate` */
  openLate(upstream: Upstream): Promise<Session> {
    return this.#open.openLate(upstream)
  }

  /** Tells subscribers that the state of an upstream may have changed. */
  publishState(id: string): void {
    this.#open.publishState(id)
  }

  signInNeeded(upstream: Upstream): Fault | undefined {
    return signInNeeded(upstream)
  }

  /** The routes of a preset. @throws Fault `UNKNOWN_UPSTREAM` · `INVALID_INPUT` when the scheme has no such preset */
  presetRoutes = (upstream: string, preset: string): readonly Route[] =>
    presetRoutesOf(schemeOf(this.#records.get(upstream).scheme, this.#schemes), upstream, preset)

  /** Replaces idle connections, after the machine slept or changed networks. */
  rewarm(): void {
    this.#open.rewarm()
  }

  /** Whether anybody answers there, whatever the answer. Nothing of the till's goes with the question. */
  async #answers(id: string, network: Network): Promise<boolean> {
    try {
      const { kind } = await network.http(this.endpointOf(id)).request({ method: 'GET', path: '/', headers: {} })
      return kind === 'reply'
    } catch {
      return false
    }
  }

  close(): Promise<void> {
    this.#proofAtStart.close()
    return this.#open.closeAll()
  }
}
