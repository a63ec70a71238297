import type {
  ExportedEntry,
  OutboxCounts,
  OutboxEntryDetail,
  OutboxEntryView,
  OutboxFilter,
  OutboxList,
  OutboxPart,
  RequestFate,
} from '#contract/outbox/entry.ts'
import type { OutboxEntryForPeople, OutboxGroup } from '#contract/outbox/people.ts'
import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import type { Random } from '#core/base/random.ts'
import { Timer } from '#core/base/timer.ts'
import type { Vault } from '#core/base/vault.ts'
import type { BrokerRequest } from '#core/broker/admission.ts'
import type { Broker } from '#core/broker/broker.ts'
import type { Caller } from '#core/broker/responsePipeline.ts'
import type { Transfer } from '#core/network/link.ts'
import { UpstreamFingerprints } from '#core/settings/fingerprints.ts'
import type { Limits } from '#core/settings/limits.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'
import type { OfflineApprovals } from './approval/approvals.ts'
import { OutboxContents, unreadable } from './contents.ts'
import { Courier } from './courier.ts'
import { OutboxCorrections } from './decisions/corrections.ts'
import { OutboxDecisions } from './decisions/decisions.ts'
import { Dispatcher } from './dispatcher.ts'
import { isOpen, isOver, type OutboxEntry, type Reader } from './entry.ts'
import { EntryWatch } from './entryWatch.ts'
import { Intake } from './intake.ts'
import { OutboxOpening } from './opening.ts'
import { outcomesKeptMs, type RequestOutcomes } from './outcomes.ts'
import { OutboxRepository } from './repository.ts'
import type { OutboxSeal } from './seal.ts'
import type { OutboxStore } from './store.ts'
import { countsOf, fateOfEntry, fateOfOutcome, groupOf, isMeant, viewOf, type Which } from './views.ts'

interface Deps {
  store: OutboxStore
  outcomes: RequestOutcomes
  broker: Broker
  upstreams: Upstreams
  settings: SettingsStore
  vault: Vault
  clock: Clock
  random: Random
  log: Log
  limits: Limits
  changes: ChangeFeed
  approvals: OfflineApprovals
}

/** A store or a keychain that failed at the start is tried again. */
const reopenMs = 5_000
const pruneMs = 60 * 60_000

/** Keeps writes that must not be lost, and sees to it that each has one effect. */
export class Outbox {
  readonly decisions: OutboxDecisions
  readonly approvals: OfflineApprovals
  readonly #deps: Deps
  readonly #repository: OutboxRepository
  readonly #opening: OutboxOpening
  readonly #contents: OutboxContents
  readonly #corrections: OutboxCorrections
  readonly #dispatcher: Dispatcher
  readonly #intake: Intake
  readonly #watch: EntryWatch
  readonly #timer: Timer
  #prunedAt = 0
  #isSender = false

  constructor(deps: Deps) {
    const { store, broker, upstreams, settings, clock, random, log } = deps
    const fingerprints = new UpstreamFingerprints(settings)
    this.#deps = deps
    this.approvals = deps.approvals
    this.#timer = new Timer(clock)
    this.#watch = new EntryWatch(clock)
    this.#repository = new OutboxRepository(store, (entry) => this.#onChange(entry))
    const repository = this.#repository
    this.#opening = new OutboxOpening({ ...deps, repository, onLoaded: () => this.#onLoaded() })
    this.#contents = new OutboxContents({ repository, seal: () => this.#opening.seal() })
    this.#dispatcher = new Dispatcher({
      ...{ repository, courier: new Courier({ broker, upstreams, fingerprints }), clock, random, log },
      contents: this.#contents,
      onConcern: ({ id, client, upstream, state }) =>
        log.warn('outbox-concern', { reference: id, client, upstream, outcome: state.name }),
      onUp: (upstream) => this.approvals.endOutage(upstream),
    })
    this.#intake = new Intake({
      ...{ ...deps, fingerprints, repository, dispatcher: this.#dispatcher, opening: this.#opening },
    })
    this.#corrections = new OutboxCorrections({ repository, contents: this.#contents, opening: this.#opening, ...deps })
    this.decisions = new OutboxDecisions({
      ...{ ...deps, fingerprints, repository, dispatcher: this.#dispatcher },
      ...{ contents: this.#contents, corrections: this.#corrections },
      find: (id, reader) => this.#find(id, reader),
    })
    deps.changes.subscribe(() => this.#dispatcher.retryNow(), 'upstreams')
  }

  /** Why nothing can be kept, or what is kept cannot be sent. */
  get problem(): Fault | undefined {
    return this.#repository.problem ?? this.#opening.problem
  }

  /**
   * Begins to send, and goes on with what an earlier run has kept. An agent that only answers a command does not. Never
   * rejects: what cannot be opened now is tried again.
   */
  async start(): Promise<void> {
    this.#isSender = true
    if (!this.#deps.store.isUsed()) return
    try {
      await this.#opening.load()
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
      this.#timer.start(reopenMs, () => void this.start())
    }
  }

  /** As `Intake.send`. */
  send(request: BrokerRequest, caller: Caller): Transfer {
    return this.#intake.send(request, caller)
  }

  /** As far as it is loaded. */
  counts(which: Which = {}): OutboxCounts {
    return countsOf([...this.#repository.all()].filter((entry) => isMeant(entry, which)))
  }

  /** @throws Fault `OUTBOX_UNAVAILABLE` */
  async loadedCounts(which: Which): Promise<OutboxCounts> {
    await this.#loaded()
    return this.counts(which)
  }

  /** Newest last. @param reader absent for a person @throws Fault `OUTBOX_UNAVAILABLE` */
  async list({ limit, after, state, ...which }: OutboxFilter & OutboxPart, reader?: Reader): Promise<OutboxList> {
    await this.#loaded()
    const owner = reader?.owner
    const found: OutboxEntry[] = []
    for (const entry of this.#repository.all()) {
      if (entry.sequence <= after || (state ?? entry.state.name) !== entry.state.name) continue
      if (isMeant(entry, { ...which, owner })) found.push(entry)
      if (found.length > limit) break
    }
    const part = found.slice(0, limit)
    const next = found.length > limit ? part.at(-1)?.sequence : undefined
    return {
      entries: part.map((entry) => this.#viewOf(entry)),
      counts: this.counts({ owner }),
      ...(next !== undefined && { next }),
    }
  }

  /** As `outbox.page` of the control contract. @throws Fault `OUTBOX_UNAVAILABLE` */
  async page(group: OutboxGroup, limit: number): Promise<{ entries: OutboxEntryForPeople[]; total: number }> {
    await this.#loaded()
    const all = [...this.#repository.all()].filter((entry) => groupOf(entry) === group)
    if (group === 'over') all.sort((one, other) => other.state.since - one.state.since)
    const entries = all.slice(0, limit).map(async (entry) => {
      const fields = await this.#corrections.fieldsOf(entry, this.#rulesOf(entry))
      return { ...this.#viewOf(entry), ...(fields && { fields }) }
    })
    return { entries: await Promise.all(entries), total: all.length }
  }

  /**
   * @param waitMs answers when its state is another, or after so long
   * @throws Fault `UNKNOWN_OUTBOX_ENTRY` · `OUTBOX_UNAVAILABLE` · the vault's
   */
  async get(id: string, reader?: Reader, waitMs = 0, gone?: AbortSignal): Promise<OutboxEntryDetail> {
    const before = await this.#find(id, reader)
    const entry = waitMs > 0 && isOpen(before) ? await this.#nextState(before, waitMs, gone) : before
    const answer = await this.#contents.answerOf(entry)
    return { ...this.#viewOf(entry), ...(answer && { answer }) }
  }

  /**
   * All of an entry, what it says included: for a person who has to bring it to the cloud in another way.
   *
   * @throws Fault `UNKNOWN_OUTBOX_ENTRY` · `OUTBOX_UNAVAILABLE` · the vault's
   */
  async exported(id: string): Promise<ExportedEntry> {
    const entry = await this.#find(id)
    const write = await this.#contents.writeOf(entry)
    if (!write) throw unreadable()
    const { method, path, query, body, original: kept } = write
    const original = kept && { path: path + kept.query, body: Buffer.from(kept.body, 'base64').toString('utf8') }
    const now = { method, path: path + query, body: body.toString('utf8') }
    return { entry: this.#viewOf(entry), ...now, ...(original && { original }) }
  }

  /** What came of a request. An id of which nothing is known may be of a request that the end of the agent cut off. */
  async fateOf(requestId: string, reader: Reader): Promise<RequestFate> {
    await this.#loaded()
    const entry = this.#repository.ofRequest(requestId)
    if (entry?.owner === reader.owner) return fateOfEntry(entry)
    const outcome = await this.#deps.outcomes.find(requestId)
    return outcome?.client === reader.id ? fateOfOutcome(outcome) : { requestId, state: 'unknown' }
  }

  /** @throws Fault `UPSTREAM_IN_USE` while something is kept for an upstream · `OUTBOX_UNAVAILABLE` */
  async checkUnused(upstream: string): Promise<void> {
    const { open, needPerson } = await this.loadedCounts({ upstream })
    if (open + needPerson === 0) return
    const detail = `The outbox holds ${open + needPerson} requests for "${upstream}" that are not over.`
    const remedy = 'Wait until they are sent, or discard them first.'
    throw new Fault('UPSTREAM_IN_USE', detail, { clients: [] }, remedy)
  }

  ageMs(createdAt: number): number {
    return Math.max(0, this.#deps.clock.now() - createdAt)
  }

  maySee(id: string, { owner }: Pick<Reader, 'owner'>): boolean {
    return this.#repository.find(id)?.owner === owner
  }

  /** Removes all that is kept. @returns how many of it the cloud does not have @throws Fault `OUTBOX_UNAVAILABLE` */
  async forget(): Promise<number> {
    await this.#loaded()
    const all = [...this.#repository.all()]
    if (all.length > 0) await this.#repository.remove(all)
    this.#opening.forgetKey()
    return all.filter((entry) => !isOver(entry)).length
  }

  /** The key of what is kept. @throws Fault `OUTBOX_UNAVAILABLE` */
  readySeal(): Promise<OutboxSeal> {
    return this.#opening.ready()
  }

  /** Whether something is being sent now, which an end would leave in doubt. */
  get isSending(): boolean {
    return this.#dispatcher.isBusy
  }

  async close(): Promise<void> {
    this.#timer.stop()
    this.approvals.close()
    await this.#dispatcher.close()
    await this.#deps.outcomes.close()
    await this.#deps.store.close()
  }

  async #loaded(): Promise<void> {
    if (this.#deps.store.isUsed()) await this.#opening.load()
  }

  /** @throws Fault `UNKNOWN_OUTBOX_ENTRY` · `OUTBOX_UNAVAILABLE` */
  async #find(id: string, reader?: Reader): Promise<OutboxEntry> {
    await this.#loaded()
    const entry = this.#repository.find(id)
    if (!entry || (reader && entry.owner !== reader.owner)) throw new Fault('UNKNOWN_OUTBOX_ENTRY')
    return entry
  }

  #rulesOf({ upstream }: Pick<OutboxEntry, 'upstream'>) {
    return this.#deps.upstreams.find(upstream)?.outbox
  }

  #viewOf(entry: OutboxEntry): OutboxEntryView {
    return viewOf(entry, this.#rulesOf(entry))
  }

  async #nextState(before: OutboxEntry, waitMs: number, gone?: AbortSignal): Promise<OutboxEntry> {
    await this.#watch.change(before, waitMs, gone)
    return this.#repository.find(before.id) ?? before
  }

  #onLoaded(): void {
    if (this.#isSender) this.#dispatcher.start()
    this.#pruneSoon()
  }

  /** Forgets what is over for long enough. What cannot be removed now is removed another time. */
  #pruneSoon(): void {
    const now = this.#deps.clock.now()
    if (now - this.#prunedAt < pruneMs) return
    this.#prunedAt = now
    const old = [...this.#repository.all()].filter((entry) => isOver(entry) && now - entry.state.since > outcomesKeptMs)
    if (old.length > 0) this.#repository.remove(old).catch(() => {})
    this.#deps.outcomes.prune().catch(() => {})
  }

  #onChange(entry: OutboxEntry): void {
    const { id, state } = entry
    this.#watch.notify(entry)
    this.#deps.changes.publish('outbox', { type: 'outbox', id, state: state.name })
    this.#pruneSoon()
  }
}
