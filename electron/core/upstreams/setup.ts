import type { CacheSettings } from '#contract/cache.ts'
import type { Identity, UpstreamEntry } from '#contract/upstream.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { KeyedLock } from '#core/base/keyedLock.ts'
import { damagedIsAbsent } from '#core/base/vault.ts'
import type { Network } from '#core/network/network.ts'
import type { Scheme } from '#core/scheme/scheme.ts'
import type { UpstreamCredentials } from '#core/secrets/credentials.ts'
import type { SecretJournal } from '#core/secrets/secretJournal.ts'
import type { StoredUpstream } from '#core/settings/settings.ts'
import { cacheOf } from '#core/upstream/upstream.ts'
import { checkCache, type ParsedEntry, parseRotation, parseUpstreamEntry, schemeOf } from './entry.ts'
import type { OpenUpstreams } from './openUpstreams.ts'
import { type PreparedUpstreams, UpstreamPreparation } from './preparation.ts'
import type { SetupCause } from './record.ts'
import type { UpstreamRecords } from './records.ts'
import type { UpstreamSessions } from './sessions.ts'
import { summaryOf, type UpstreamSummary } from './summary.ts'

interface Deps {
  records: UpstreamRecords
  upstreams: OpenUpstreams
  credentials: UpstreamCredentials
  journal: SecretJournal
  sessions: UpstreamSessions
  schemes: ReadonlyMap<string, Scheme>
  network: Network
  clock: Clock
}

export interface SetUpUpstream {
  upstream: UpstreamSummary
  /** Present when there was a probe. */
  identity?: Identity
}

/** Adds and removes upstreams and replaces their credentials. */
export class UpstreamSetup {
  readonly #deps: Deps
  readonly #preparation: UpstreamPreparation
  /** By id of the upstream. */
  readonly #lock = new KeyedLock()

  constructor(deps: Deps) {
    this.#deps = deps
    this.#preparation = new UpstreamPreparation(deps)
  }

  /**
   * @param probe whether the upstream has to accept the credential first
   * @param asksPerson whether a person has yet to say that the identity is the right one
   * @param gone gives it up, because its caller is gone
   * @throws Fault `INVALID_INPUT` · `ALREADY_EXISTS` · `CREDENTIAL_REFUSED` or `CREDENTIAL_UNPROVEN` from the probe · the
   * vault's and the settings' faults. Nothing is stored then
   */
  async add(entry: UpstreamEntry, probe: boolean, asksPerson = false, gone?: AbortSignal): Promise<SetUpUpstream> {
    const { schemes, network } = this.#deps
    const parsed = parseUpstreamEntry(entry, schemes)
    network.check(parsed.common)
    return this.exclusively([entry.id], async () => {
      this.#checkNew(entry.id)
      const prepared = await this.#preparation.prepare([parsed], 'added', probe, gone)
      if (gone?.aborted) {
        await prepared.undo()
        throw new Fault('CREDENTIAL_UNPROVEN', 'The set-up was cancelled.', {})
      }
      return this.#apply(asksPerson ? unconfirmed(prepared) : prepared)
    })
  }

  /**
   * Replaces the credential, the way to the upstream, or both. What was there is used until the new one is verified and stored.
   *
   * @param proxy another way, as in an entry. With it and no secret but that of the proxy, the credential stays
   * @throws as `add`, and Fault `UNKNOWN_UPSTREAM`
   */
  rotate(id: string, secrets: Record<string, string>, probe: boolean, proxy?: string): Promise<SetUpUpstream> {
    const { records, schemes } = this.#deps
    return this.exclusively([id], async () => {
      const record = records.get(id)
      const scheme = schemeOf(record.scheme, schemes)
      const entry = parseRotation(record, secrets, proxy, scheme)
      return this.#apply(await this.prepare([entry], 'rotated', probe))
    })
  }

  /**
   * For how long answers to look-ups are kept from now on. Connections and credential stay; what is kept is dropped.
   *
   * @param cache absent to keep none
   * @throws Fault `UNKNOWN_UPSTREAM` · `INVALID_INPUT` where the scheme has no such look-ups · `SETTINGS_UNWRITABLE`
   */
  changeCache(id: string, cache: CacheSettings | undefined): Promise<UpstreamSummary> {
    const { records, upstreams, schemes } = this.#deps
    return this.exclusively([id], async () => {
      const { cache: _, ...record } = records.get(id)
      const scheme = schemeOf(record.scheme, schemes)
      checkCache({ cache }, scheme)
      records.put({ ...record, ...(cache && { cache }) })
      upstreams.get(id).cache = cacheOf({ cache }, scheme)
      upstreams.publishState(id)
      return summaryOf(records.get(id), upstreams.find(id))
    })
  }

  /** @throws Fault `UNKNOWN_UPSTREAM` · `SETTINGS_UNWRITABLE` */
  confirm(id: string): void {
    const { records, upstreams } = this.#deps
    const { isUnconfirmed, ...confirmed } = records.get(id)
    if (isUnconfirmed === undefined) return
    records.put(confirmed)
    upstreams.publishState(id)
  }

  /**
   * Runs a change of these upstreams once every earlier one has ended. Two side by side would each begin from what the
   * other one replaces, and lose it.
   */
  exclusively<Result>(ids: Iterable<string>, change: () => Promise<Result>): Promise<Result> {
    return this.#lock.runWithAll(ids, change)
  }

  /** To be called in `exclusively`. @throws as `UpstreamPreparation.prepare` */
  prepare(entries: readonly ParsedEntry[], cause: SetupCause['cause'], probe: boolean): Promise<PreparedUpstreams> {
    return this.#preparation.prepare(entries, cause, probe)
  }

  /**
   * Removes an upstream and its secrets.
   *
   * @throws Fault `UNKNOWN_UPSTREAM` · `UPSTREAM_IN_USE` when clients have grants for it, unless forced · the vault's and
   * the settings' faults. A keychain that fails in the middle keeps the secrets, and the next start removes them
   */
  remove(id: string, force: boolean): Promise<void> {
    const { records, upstreams, credentials, journal } = this.#deps
    return this.exclusively([id], async () => {
      const record = records.get(id)
      const clients = records.clientsOf(id)
      if (clients.length > 0 && !force)
        throw new Fault('UPSTREAM_IN_USE', `Clients with grants for "${id}": ${clients.join(', ')}.`, { clients })
      // A keychain that cannot be used is found out before anything is changed.
      await credentials.read(record).catch(damagedIsAbsent)
      records.remove(id)
      await upstreams.close(id)
      upstreams.publishState(id)
      await journal.sweep()
    })
  }

  #checkNew(id: string): void {
    if (this.#deps.records.find(id)) throw new Fault('ALREADY_EXISTS', `An upstream named "${id}" is already set up.`)
  }

  async #apply({ records: prepared, identity, commit, undo }: PreparedUpstreams): Promise<SetUpUpstream> {
    const { records, upstreams } = this.#deps
    const [record] = prepared() as [StoredUpstream]
    try {
      records.put(record)
    } catch (thrown) {
      await undo()
      throw thrown
    }
    await commit()
    const upstream = summaryOf(records.get(record.id), upstreams.find(record.id))
    return { upstream, ...(identity && { identity }) }
  }
}

/** The same, with a record that says so until a person confirms it. */
function unconfirmed(prepared: PreparedUpstreams): PreparedUpstreams {
  return {
    ...prepared,
    records: () => prepared.records().map((record) => ({ ...record, isUnconfirmed: true as const })),
  }
}
