import { type Bar, type DirectivesProblem, emptyContents, type FleetStatus } from '#contract/fleet/directives.ts'
import { Fault } from '#core/base/fault.ts'
import { KeyedLock } from '#core/base/keyedLock.ts'
import type { Random } from '#core/base/random.ts'
import { headOfficeKeys } from '#core/fleet/headOfficeKeys.ts'
import { isInShare } from '#core/releases/rings.ts'
import { readLayer } from '#core/settings/policy.ts'
import type { StoredHeadOffice } from '#core/settings/settings.ts'
import { defaultUpdates } from '#core/settings/updates.ts'
import type { PublicKeys } from '#core/signing/signatures.ts'
import type { LastTrusted } from '#core/signing/signedDocument.ts'
import { installBlockedBy } from '#core/updates/installGate.ts'
import { UpdateSchedule } from '#core/updates/schedule.ts'
import type { NextRecord } from './applyContents.ts'
import type { Asks } from './asks.ts'
import { barOf, withLaterBar } from './bar.ts'
import { contentsDigest, contentsOf, type Directives, directivesFile } from './directives.ts'
import { DirectivesTrial, type TrialDeps } from './directivesTrial.ts'
import { detailOf, failedView, inForceView, problemOf } from './directivesViews.ts'
import { Forgetting } from './forgetting.ts'
import { newestOf, withNewest } from './newest.ts'
import { mayPass, type Pending } from './pending.ts'
import { needsRestart } from './trialRules.ts'
import { verifyDirectives } from './verifyDirectives.ts'

export interface DirectivesDeps extends TrialDeps {
  random: Random
  asks: Pick<Asks, 'list' | 'isWaiting' | 'consider' | 'advance' | 'drop' | 'close'>
  /** @throws UnreachableError · DocumentError `too-large` */
  read(folder: string, channel: string): Promise<Uint8Array>
  /** Removes every secret of a till that is barred; may be called again after it has failed. @throws the vault's and the settings' faults */
  forget(): Promise<void>
  /** Of the build, where tests have others. */
  builtInKeys?: PublicKeys | undefined
}

const defaultChannel = 'tills'
/** Where an upstream or the keychain could not be asked. */
const retryMs = 15 * 60_000

/**
 * Directives of head office: looked for as often as releases, obeyed at a quiet moment, and taken back where the till is not
 * well with them.
 */
export class DirectivesService {
  readonly #deps: DirectivesDeps
  readonly #trial: DirectivesTrial
  readonly #schedule: UpdateSchedule
  readonly #forgetting: Forgetting
  readonly #lock = new KeyedLock()
  #feed: () => string | undefined = () => this.#deps.settings.read().updates?.feed
  #pending: Pending | undefined
  #problem: DirectivesProblem | undefined
  /** When the time with the newest directives was last counted. */
  #countedAtMs: number

  constructor(deps: DirectivesDeps) {
    this.#deps = deps
    this.#countedAtMs = deps.clock.monotonicMs()
    this.#trial = new DirectivesTrial(deps)
    this.#forgetting = new Forgetting(deps)
    const check = async () => {
      await this.look()
      return this.#problem === 'unreachable'
    }
    const isWaiting = () => this.#pending !== undefined || deps.asks.isWaiting
    this.#schedule = new UpdateSchedule({ ...deps, check, isWaiting, advance: () => void this.#advance() })
  }

  /** To be called once the agent is open. */
  start(): void {
    if (this.#record.bar) void this.#forgetting.run()
    else this.#trial.resume()
    this.#schedule.start()
  }

  close(): void {
    this.#schedule.close()
    this.#forgetting.close()
    this.#trial.close()
    this.#deps.asks.close()
  }

  /** @param feed where this till looks for releases; until then, the setting says it */
  lookAt(feed: () => string | undefined): void {
    this.#feed = feed
  }

  /** Looks now, and obeys if the moment is quiet. */
  async look(): Promise<FleetStatus> {
    // A look from the schedule and one that a person asks for would count the same time twice.
    await this.#lock.run('look', () => this.#look())
    await this.#advance()
    return this.status()
  }

  status(): FleetStatus {
    const { settings } = this.#deps
    const { installation, enrolment } = settings.read()
    const { inForce, trial, failed, bar } = this.#record
    const newest = newestOf(this.#record, this.#channel)
    const asks = this.#deps.asks.list()
    const address = this.#address
    const till = enrolment?.last?.till
    const waits = this.#pending ? 'obey' : trial ? 'trial' : undefined
    return {
      ...{ installation, channel: this.#channel },
      ...(till !== undefined && { till }),
      ...(address !== undefined && { address: `${address}/${directivesFile(this.#channel)}` }),
      ...(newest && { counter: newest.counter, seenAt: newest.at }),
      ...(inForce && { inForce: inForceView(inForce) }),
      ...(waits && { waits }),
      ...(this.#problem && { problem: this.#problem }),
      ...(failed && { failed: failedView(failed) }),
      ...(asks.length > 0 && { asks: [...asks] }),
      ...(bar && { bar: { since: bar.since, ...(bar.reason !== undefined && { reason: bar.reason }) } }),
    }
  }

  async #look(): Promise<void> {
    const address = this.#address
    if (address === undefined) return
    const { read, settings, log, onChange } = this.#deps
    try {
      const bytes = await read(address, this.#channel)
      const { document, trusted } = verifyDirectives(bytes, this.#known())
      this.#recordSeen(trusted)
      this.#problem = undefined
      const bar = barOf(document.barred, settings.read())
      const { bar: standing } = this.#record
      if (bar && !standing) await this.#bar(bar, document.counter)
      else if (bar && standing && bar.since > standing.since) this.#write((record) => withLaterBar(record, bar))
      if (this.#record.bar) this.#obeyNothing()
      else {
        this.#consider(document)
        this.#deps.asks.consider(document, address)
        this.#schedule.watch()
      }
    } catch (thrown) {
      this.#problem = problemOf(thrown)
      if (this.#problem) log.warn('directives-not-believed', { problem: this.#problem, detail: detailOf(thrown) })
      else log.error('directives-not-read', thrown)
    }
    onChange()
  }

  /** Written down before anything is forgotten: a machine that ends in the middle goes on when it starts. */
  async #bar({ since, reason }: Bar, counter: number): Promise<void> {
    const { audit, log } = this.#deps
    this.#write(({ trial: _, ...record }) => ({
      ...record,
      bar: { since, ...(reason !== undefined && { reason }), isForgotten: false },
    }))
    this.#trial.stop()
    log.warn('till-barred', { counter })
    audit.record({
      event: 'till-barred',
      actor: 'agent',
      subject: '',
      outcome: 'done',
      detail: `directives ${counter}`,
    })
    await this.#forgetting.run()
  }

  #obeyNothing(): void {
    this.#pending = undefined
    this.#deps.asks.drop()
  }

  #consider(document: Directives): void {
    const { settings, clock } = this.#deps
    const contents = contentsOf(document)
    const digest = contentsDigest(contents)
    const { inForce, failed } = this.#record
    const { updates, installation } = settings.read()
    const isTaken = isInShare(document.rings, updates?.ring ?? defaultUpdates.ring, installation, digest)
    const isNew = digest !== (inForce?.digest ?? contentsDigest(emptyContents)) && digest !== failed?.digest
    // Head office has put back what this till follows already.
    if (failed && digest !== failed.digest && !isNew) this.#write(({ failed: _, ...record }) => record)
    if (!isTaken || !isNew) this.#pending = undefined
    else if (this.#pending?.digest !== digest)
      this.#pending = { contents, digest, counter: document.counter, since: clock.now(), notBeforeMs: 0 }
  }

  async #advance(): Promise<void> {
    await this.#obeyPending()
    await this.#deps.asks.advance((since) => this.#isBlocked(since))
  }

  /** Obeys what waits, if nothing speaks against it now. */
  #obeyPending(): Promise<void> {
    return this.#lock.run('obey', async () => {
      const pending = this.#pending
      if (!pending || this.#record.trial?.step === 'going-back') return
      if (this.#deps.clock.monotonicMs() < pending.notBeforeMs || this.#isBlocked(pending.since)) return
      await this.#tryToObey(pending)
      if (this.#pending === pending && pending.notBeforeMs === 0) this.#pending = undefined
      this.#deps.onChange()
    })
  }

  /** @param since when what is to be done began to wait; wall clock */
  #isBlocked(since: number): boolean {
    const { clock, activity } = this.#deps
    const time = { now: clock.now(), minuteOfDay: 0, quietHours: undefined, isUrgent: true, waitingSince: since }
    return installBlockedBy(activity(), time) !== undefined
  }

  async #tryToObey(pending: Pending): Promise<void> {
    const { clock, log } = this.#deps
    try {
      await this.#obey(pending)
    } catch (thrown) {
      // A refusal that cannot be written down, say.
      log.error('directives-not-obeyed', thrown)
      pending.notBeforeMs = clock.monotonicMs() + retryMs
    }
  }

  async #obey(pending: Pending): Promise<void> {
    const { contents, counter, digest } = pending
    const { apply, clock, log, health } = this.#deps
    // What has yet to show itself is no way back.
    const { inForce, trial: earlier } = this.#record
    const before = earlier ? earlier.before : inForce
    const step: 'restart' | 'running' = needsRestart(before?.contents ?? emptyContents, contents)
      ? 'restart'
      : 'running'
    const loadedBefore = earlier?.loadedBefore ?? [...health().loadedUpstreams]
    const trial = { step, ...(before && { before }), loadedBefore, starts: 0 }
    try {
      const changed = await apply(contents, true, ({ failed: _, ...record }) => ({
        ...record,
        ...{ trial, inForce: { counter, digest, contents, at: clock.now() } },
      }))
      const unknown = readLayer(contents.settings).problems
      for (const name of unknown) log.warn('directives-not-understood', { detail: name.slice(0, 100) })
      this.#audit('done', [`directives ${counter}`, ...changed].join(', '))
      this.#trial.watch()
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
      log.warn('directives-not-followed', { counter, code: thrown.code, detail: thrown.detail })
      if (mayPass(thrown.code)) pending.notBeforeMs = clock.monotonicMs() + retryMs
      else this.#refuse(pending, thrown)
    }
  }

  #refuse({ counter, digest }: Pending, { code, detail }: Fault): void {
    const failed = { counter, digest, outcome: 'refused', reason: detail, at: this.#deps.clock.now() } as const
    this.#write((record) => ({ ...record, failed }))
    this.#audit(code, `directives ${counter}: ${detail}`)
  }

  #audit(outcome: string, detail: string): void {
    this.#deps.audit.record({ event: 'directives-obeyed', actor: 'agent', subject: '', outcome, detail })
  }

  #known() {
    const { clock } = this.#deps
    const newest = newestOf(this.#record, this.#channel)
    return { keys: this.#keys, channel: this.#channel, newest, now: clock.now() }
  }

  #recordSeen(trusted: LastTrusted): void {
    const { clock } = this.#deps
    const elapsedMs = clock.monotonicMs() - this.#countedAtMs
    this.#countedAtMs += elapsedMs
    this.#write((record) => withNewest(record, this.#channel, trusted, elapsedMs, clock.now()))
  }

  #write(change: NextRecord): void {
    const { settings } = this.#deps
    const now = settings.read()
    settings.write({ ...now, headOffice: change({ ...now.headOffice }) })
  }

  get #record(): StoredHeadOffice {
    return this.#deps.settings.read().headOffice ?? {}
  }

  get #channel(): string {
    return this.#deps.settings.read().fleet?.channel ?? defaultChannel
  }

  get #keys(): PublicKeys {
    return headOfficeKeys(this.#deps.settings.read(), this.#deps.builtInKeys)
  }

  /** `undefined` where nobody's directives are believed, or no host is known. */
  get #address(): string | undefined {
    if (Object.keys(this.#keys).length === 0) return undefined
    return this.#feed() || undefined
  }
}
