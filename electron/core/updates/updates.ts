import type { UpdateProblem, UpdateProblemCode, UpdateSettings, UpdateStatus, UpdateWait } from '#contract/update.ts'
import type { Clock } from '#core/base/clock.ts'
import type { Log } from '#core/base/log.ts'
import type { Random } from '#core/base/random.ts'
import type { Release } from '#core/releases/release.ts'
import { type Trust, verifySignedRelease } from '#core/releases/signedRelease.ts'
import { UpdateError } from '#core/releases/updateError.ts'
import { compareVersions } from '#core/releases/version.ts'
import { UpdateHandover } from './handover.ts'
import type { Health } from './health.ts'
import type { ExitMode, Installer } from './installer.ts'
import {
  type Activity,
  defaultQuietHours,
  installBlockedBy,
  isBelowFloor,
  isSaleUnderWay,
  notEligibleBecause,
} from './installGate.ts'
import { UpdateJournal } from './journal.ts'
import type { UpdateJournalStore } from './journalStore.ts'
import { type Offer, offerOf, type Phase } from './phase.ts'
import { UpdateSchedule } from './schedule.ts'
import { problemsOf, statusOf } from './updateStatus.ts'

export interface UpdateDeps {
  /** The running version. */
  version: string
  installation: string
  clock: Clock
  random: Random
  log: Log
  /** @returns minutes since midnight, local time */
  minuteOfDay(at: number): number
  settings(): UpdateSettings
  /** The signed release of this machine's channel, at most `maxSignedBytes` of it. @throws UpdateError */
  readFeed(): Promise<Uint8Array>
  /** Absent where a package manager or an administrator updates the program. */
  installer?: Installer | undefined
  store: UpdateJournalStore
  trust: Trust
  activity(): Activity
  /** `undefined` while the agent is not open. */
  health(): Health | undefined
  /** Closes the agent in order, releases its locks, runs the last step and exits as it says; restarts this version if it throws. */
  leave(lastStep: () => ExitMode): Promise<void>
  /** Called when the status has changed. */
  onChange?(): void
}

/**
 * Brings this machine to the version that head office wants: finds it, downloads it, waits until it may be installed, and
 * hands over. `UpdateHandover` then decides whether the new version stays.
 */
export class Updates {
  readonly #deps: UpdateDeps
  readonly #journal: UpdateJournal
  readonly #handover: UpdateHandover
  readonly #schedule: UpdateSchedule
  #phase: Phase
  #checked: Promise<void> | undefined
  #problem: UpdateProblemCode | undefined
  #isClosed = false

  constructor(deps: UpdateDeps) {
    this.#deps = deps
    this.#phase = { step: deps.installer ? 'idle' : 'off' }
    this.#journal = new UpdateJournal({ ...deps, keys: deps.trust.keys })
    const { clock, random, log, version, installer, health, leave } = deps
    this.#handover = new UpdateHandover({
      ...{ clock, log, version, installer, health, leave, journal: this.#journal },
      isSaleUnderWay: () => isSaleUnderWay(deps.activity()),
      onStep: (step) => this.#enter({ step }),
      onProblem: (code) => this.#fail(code),
    })
    const check = async () => {
      await this.check()
      return this.#problem === 'FEED_UNREACHABLE' || this.#problem === 'DOWNLOAD_FAILED'
    }
    const isWaiting = () => this.#phase.step === 'available' || this.#phase.step === 'ready'
    this.#schedule = new UpdateSchedule({ clock, random, check, isWaiting, advance: () => void this.#advance() })
  }

  /** Continues what an earlier run began, then looks for updates every few hours. */
  start(): void {
    if (this.#phase.step === 'off') return
    this.#journal.startFreshness()
    this.#handover.resume()
    this.#schedule.start()
  }

  close(): void {
    this.#isClosed = true
    this.#handover.close()
    this.#schedule.close()
  }

  status(): UpdateStatus {
    const waitsFor = this.#waitsFor(this.#quietHours())
    return statusOf({ ...this.#facts(), settings: this.#deps.settings(), waitsFor })
  }

  problems(): UpdateProblem[] {
    return problemsOf(this.#facts())
  }

  #facts() {
    const { version, clock } = this.#deps
    const isRecordDamaged = this.#journal.damaged.length > 0
    const { record } = this.#journal
    return { phase: this.#phase, problem: this.#problem, record, isRecordDamaged, version, now: clock.now() }
  }

  /** Looks for a release now, downloads it if this till takes it, and installs it if nothing blocks that. */
  async check(): Promise<UpdateStatus> {
    const checked = this.#lookForRelease().then(() => this.#advance())
    this.#checked = checked
    await checked
    return this.status()
  }

  /**
   * Installs without waiting for quiet hours, because a person asks. A sale under way is still waited for, and so is a check: what it
   * downloads would wait for quiet hours else.
   */
  async install(): Promise<UpdateStatus> {
    await this.#checked
    if (this.#phase.step === 'idle') await this.#lookForRelease()
    await this.#advance({ isRequested: true })
    return this.status()
  }

  async #lookForRelease(): Promise<void> {
    const before = this.#phase
    if (before.step !== 'idle' && before.step !== 'available' && before.step !== 'ready') return
    this.#enter({ step: 'checking' })
    try {
      const signed = await this.#deps.readFeed()
      const { release, trusted } = this.#verify(signed)
      this.#journal.recordTrusted(trusted, this.#deps.clock.now())
      this.#problem = undefined
      // A downloaded package stays good while the feed offers the same release.
      if (offerOf(before)?.digest === trusted.digest) this.#enter(before)
      else this.#offer(release, trusted.digest, signed)
    } catch (thrown) {
      this.#report(thrown)
      this.#enter(before)
    }
  }

  #verify(signed: Uint8Array) {
    const { trust, clock } = this.#deps
    return verifySignedRelease(signed, trust, this.#journal.record.seen, clock.now())
  }

  #offer(release: Release, digest: string, signed: Uint8Array): void {
    const order = compareVersions(release.version, this.#deps.version)
    if (order <= 0) {
      this.#enter({ step: 'idle' })
      if (order === 0) this.#keepRelease(release, signed)
      return
    }
    const file = this.#deps.installer?.pick(release)
    if (!file) throw new UpdateError('NO_PACKAGE')
    this.#deps.log.info('update-found', { version: release.version })
    this.#enter({ step: 'available', offer: { release, file, digest, signed } })
  }

  /** For a way back from the next version. Without it that one is installed all the same. */
  #keepRelease(release: Release, signed: Uint8Array): void {
    const kept = this.#deps.installer?.keepRelease?.(release, signed)
    kept?.catch((thrown) => this.#deps.log.warn('update-not-kept', { detail: String(thrown) }))
  }

  /** Goes on as far as the install gate allows. */
  async #advance({ isRequested = false } = {}): Promise<void> {
    try {
      if (this.#phase.step === 'available' && !this.#notEligibleBecause(this.#phase.offer.release))
        await this.#download(this.#phase.offer)
      const quietHours = isRequested ? undefined : this.#quietHours()
      if (this.#phase.step === 'ready' && !this.#waitsFor(quietHours))
        await this.#install(this.#phase.offer, this.#phase.path, quietHours)
    } catch (thrown) {
      this.#report(thrown)
      // The next check starts again from the signed release.
      this.#enter({ step: 'idle' })
    }
  }

  async #download(offer: Offer): Promise<void> {
    const onBytes = (bytes: number) => {
      this.#phase = { step: 'downloading', offer, bytes }
    }
    this.#enter({ step: 'downloading', offer, bytes: 0 })
    const path = await this.#deps.installer?.download(offer.release, offer.file, onBytes)
    if (path === undefined) return
    this.#journal.recordWaiting(offer.release.version)
    this.#enter({ step: 'ready', offer, path })
  }

  async #install(offer: Offer, path: string, quietHours: string | undefined): Promise<void> {
    this.#enter({ step: 'installing', offer })
    const { release } = this.#verify(offer.signed)
    const isBlocked = () => this.#isClosed || this.#waitsWith(release, quietHours) !== undefined
    const isHandingOver = await this.#handover.handOver(path, { ...offer, release }, isBlocked)
    if (!isHandingOver) this.#enter({ step: 'ready', offer, path })
  }

  #waitsFor(quietHours: string | undefined): UpdateWait | undefined {
    const phase = this.#phase
    if (phase.step === 'ready') return this.#waitsWith(phase.offer.release, quietHours)
    const offer = offerOf(phase)
    return offer && this.#notEligibleBecause(offer.release)
  }

  /** Why a downloaded release is not installed now. */
  #waitsWith(release: Release, quietHours: string | undefined): UpdateWait | undefined {
    return this.#notEligibleBecause(release) ?? this.#installBlockedBy(release, quietHours)
  }

  #notEligibleBecause(release: Release): UpdateWait | undefined {
    const { version, settings, installation, clock } = this.#deps
    const { record } = this.#journal
    return notEligibleBecause({ release, version, installation, settings: settings(), record, now: clock.now() })
  }

  #installBlockedBy(release: Release, quietHours: string | undefined): UpdateWait | undefined {
    const { clock, activity, minuteOfDay, version } = this.#deps
    const { waiting } = this.#journal.record
    const now = clock.now()
    return installBlockedBy(activity(), {
      ...{ now, minuteOfDay: minuteOfDay(now), quietHours },
      isUrgent: release.urgent || isBelowFloor(version, release),
      waitingSince: waiting?.version === release.version ? waiting.since : undefined,
    })
  }

  #quietHours(): string {
    return this.#deps.settings().quietHours ?? defaultQuietHours
  }

  #report(thrown: unknown): void {
    const { log } = this.#deps
    if (thrown instanceof UpdateError) log.warn('update-stopped', { code: thrown.code, detail: thrown.detail })
    else log.error('update-stopped', thrown)
    this.#fail(thrown instanceof UpdateError ? thrown.code : 'INSTALL_FAILED')
  }

  #fail(code: UpdateProblemCode): void {
    this.#problem = code
    this.#deps.onChange?.()
  }

  #enter(phase: Phase): void {
    this.#phase = phase
    this.#schedule.watch()
    this.#deps.onChange?.()
  }
}
