import type { UpdateProblemCode, UpdateSettings, UpdateStatus } from '../../contract/update.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Random } from '../random.ts'
import type { Health } from './health.ts'
import { type Doings, defaultQuietHours, defaultRing, isInASale, whyNotNow, whyNotTaken } from './hindrances.ts'
import type { Ending, Installer } from './installer.ts'
import type { Release, ReleaseFile } from './release.ts'
import { readSigned, type Trust } from './signedRelease.ts'
import { Succession } from './succession.ts'
import { UpdateLedger } from './updateLedger.ts'
import { problemOf, UpdateStopped } from './updateStopped.ts'
import type { UpdateStore } from './updateStore.ts'
import { compareVersions } from './version.ts'

export interface UpdatePorts {
  /** The one that runs. */
  version: string
  installation: string
  clock: Clock
  random: Random
  log: Log
  /** Of the clock on the wall, since midnight. */
  minuteOfDay(at: number): number
  settings(): UpdateSettings
  /** The signed release of this machine's channel, at most `mostSignedBytes` of it. @throws UpdateStopped */
  readFeed(): Promise<Uint8Array>
  /** Absent where others keep the program up to date. */
  installer?: Installer | undefined
  store: UpdateStore
  trust: Trust
  doings(): Doings
  /** `undefined` while the agent is not open. */
  health(): Health | undefined
  /** Closes the agent in its order, gives up its locks, runs the last step and ends as that says; starts anew when it throws. */
  leave(last: () => Ending): Promise<void>
  /** Something in the status is different. */
  onChange?(): void
}

interface Offer {
  release: Release
  file: ReleaseFile
  digest: string
  /** As it came: it is checked again before anything is run. */
  signed: Uint8Array
}

type Phase =
  | { step: 'off' | 'idle' | 'checking' | 'proving' | 'rolling-back' }
  | { step: 'available'; offer: Offer }
  | { step: 'downloading'; offer: Offer; bytes: number }
  | { step: 'ready'; offer: Offer; path: string }
  | { step: 'installing'; offer: Offer }

const minuteMs = 60_000
const firstCheckMs = minuteMs
const checkEveryMs = 4 * 60 * minuteMs
/** After the network was the trouble. */
const checkAgainMs = 15 * minuteMs
const frozenMs = 7 * 24 * 60 * minuteMs

/**
 * Brings this machine to the version that head office wants: finds it, downloads it, waits for a good moment and hands
 * over. What the new version then has to show stands in `Succession`.
 */
export class Updates {
  readonly #ports: UpdatePorts
  readonly #ledger: UpdateLedger
  readonly #succession: Succession
  #phase: Phase = { step: 'idle' }
  #problem: UpdateProblemCode | undefined
  #callOff: (() => void)[] = []
  #isClosed = false

  constructor(ports: UpdatePorts) {
    this.#ports = ports
    this.#ledger = new UpdateLedger(ports)
    const { clock, log, version, installer, health, leave } = ports
    this.#succession = new Succession({
      ...{ clock, log, version, installer, health, leave, ledger: this.#ledger },
      isBusy: () => isInASale(ports.doings()),
      onStep: (step) => this.#go({ step }),
      onProblem: (code) => this.#fail(code),
    })
    if (!ports.installer) this.#phase = { step: 'off' }
  }

  /** Takes up what an earlier run left, then looks for updates now and again. */
  start(): void {
    if (this.#phase.step === 'off') return
    this.#ledger.begin()
    this.#succession.takeUp()
    this.#in(firstCheckMs, () => void this.#checkAndAgain())
    this.#in(minuteMs, () => this.#minute())
  }

  close(): void {
    this.#isClosed = true
    this.#succession.close()
    for (const callOff of this.#callOff) callOff()
  }

  status(): UpdateStatus {
    const { version, settings, clock } = this.#ports
    const { ring = defaultRing } = settings()
    const quietHours = this.#quietHours()
    const { freshAt, last } = this.#ledger.record
    const offer = 'offer' in this.#phase ? this.#phase.offer : undefined
    const waitsFor = this.#whyNotNow(quietHours)
    return {
      step: this.#phase.step,
      version,
      ...(offer && { offered: offer.release.version }),
      ...(waitsFor && { waitsFor }),
      ...(this.#phase.step === 'downloading' && {
        progress: { bytes: this.#phase.bytes, of: this.#phase.offer.file.size },
      }),
      ...{ ring, quietHours },
      ...(freshAt !== undefined && { freshAt }),
      problems: this.#problems(clock.now()).map(problemOf),
      ...(last && { last }),
    }
  }

  /** Looks for a release now, and downloads it if this till takes it. */
  async check(): Promise<UpdateStatus> {
    await this.#look()
    await this.#advance()
    return this.status()
  }

  /** Installs what is there without waiting for quiet hours: somebody asked for it. Sales are waited for all the same. */
  async install(): Promise<UpdateStatus> {
    if (this.#phase.step === 'idle') await this.#look()
    await this.#advance(true)
    return this.status()
  }

  #problems(now: number): UpdateProblemCode[] {
    if (this.#phase.step === 'off') return []
    const { freshAt = now, seen } = this.#ledger.record
    return [
      ...(this.#problem ? [this.#problem] : []),
      ...(now - freshAt > frozenMs ? (['FEED_FROZEN'] as const) : []),
      ...(seen && compareVersions(this.#ports.version, seen.floor) < 0 ? (['BELOW_FLOOR'] as const) : []),
    ]
  }

  async #checkAndAgain(): Promise<void> {
    await this.check()
    const isNetwork = this.#problem === 'FEED_UNREACHABLE' || this.#problem === 'DOWNLOAD_FAILED'
    const [spread = 0] = this.#ports.random.bytes(1)
    // Not all tills at once.
    this.#in((isNetwork ? checkAgainMs : checkEveryMs) + spread * 10_000, () => void this.#checkAndAgain())
  }

  #minute(): void {
    this.#in(minuteMs, () => this.#minute())
    void this.#advance()
  }

  async #look(): Promise<void> {
    const before = this.#phase
    if (before.step !== 'idle' && before.step !== 'available' && before.step !== 'ready') return
    this.#go({ step: 'checking' })
    try {
      const signed = await this.#ports.readFeed()
      const { release, seen } = this.#believe(signed)
      this.#ledger.believed(seen, this.#ports.clock.now())
      this.#problem = undefined
      const { digest } = seen
      // What was downloaded stays good for as long as head office has said nothing else.
      if ('offer' in before && before.offer.digest === digest) this.#go(before)
      else this.#offer(release, digest, signed)
    } catch (thrown) {
      this.#stopped(thrown)
      this.#go(before)
    }
  }

  #believe(signed: Uint8Array) {
    const { trust, clock } = this.#ports
    return readSigned(signed, trust, this.#ledger.record.seen, clock.now())
  }

  #offer(release: Release, digest: string, signed: Uint8Array): void {
    if (compareVersions(release.version, this.#ports.version) <= 0) {
      this.#go({ step: 'idle' })
      return
    }
    const file = this.#ports.installer?.pick(release)
    if (!file) throw new UpdateStopped('NO_PACKAGE')
    this.#ports.log.info('update-found', { version: release.version })
    this.#go({ step: 'available', offer: { release, file, digest, signed } })
  }

  /** Goes as far as it may. @param isAsked by a person, who need not wait for the night */
  async #advance(isAsked = false): Promise<void> {
    try {
      if (this.#phase.step === 'available' && !this.#whyNotTaken()) await this.#download(this.#phase.offer)
      const hours = isAsked ? undefined : this.#quietHours()
      if (this.#phase.step === 'ready' && !this.#whyNotNow(hours))
        await this.#install(this.#phase.offer, this.#phase.path, hours)
    } catch (thrown) {
      this.#stopped(thrown)
      // Whatever was wrong, the next check begins from the signed release.
      this.#go({ step: 'idle' })
    }
  }

  async #download(offer: Offer): Promise<void> {
    this.#go({ step: 'downloading', offer, bytes: 0 })
    const path = await this.#ports.installer?.download(offer.release, offer.file, (bytes) =>
      this.#note({ step: 'downloading', offer, bytes }),
    )
    if (path !== undefined) this.#go({ step: 'ready', offer, path })
  }

  async #install(offer: Offer, path: string, hours: string | undefined): Promise<void> {
    this.#go({ step: 'installing', offer })
    const { release } = this.#believe(offer.signed)
    const isBadTime = () => this.#isClosed || this.#whenNot(release, hours) !== undefined
    const isHandingOver = await this.#succession.handOver(path, offer.file, release.version, isBadTime)
    if (!isHandingOver) this.#go({ step: 'ready', offer, path })
  }

  #whyNotTaken() {
    if (!('offer' in this.#phase)) return undefined
    const { version, settings, installation } = this.#ports
    const { failed } = this.#ledger.record
    return whyNotTaken({ release: this.#phase.offer.release, version, installation, settings: settings(), failed })
  }

  #whyNotNow(hours: string | undefined) {
    const notTaken = this.#whyNotTaken()
    if (notTaken || this.#phase.step !== 'ready') return notTaken
    return this.#whenNot(this.#phase.offer.release, hours)
  }

  #whenNot(release: Release, hours: string | undefined) {
    const { clock, doings, minuteOfDay, version } = this.#ports
    const now = clock.now()
    const isUrgent = release.urgent || compareVersions(version, release.floor) < 0
    return whyNotNow(doings(), { now, minuteOfDay: minuteOfDay(now), hours: isUrgent ? undefined : hours })
  }

  #quietHours(): string {
    return this.#ports.settings().quietHours ?? defaultQuietHours
  }

  #stopped(thrown: unknown): void {
    if (!(thrown instanceof UpdateStopped)) this.#ports.log.error('update-stopped', thrown)
    this.#fail(thrown instanceof UpdateStopped ? thrown.code : 'INSTALL_FAILED')
    if (thrown instanceof UpdateStopped)
      this.#ports.log.warn('update-stopped', { code: thrown.code, detail: thrown.detail })
  }

  #fail(code: UpdateProblemCode): void {
    this.#problem = code
    this.#ports.onChange?.()
  }

  #go(phase: Phase): void {
    this.#note(phase)
    this.#ports.onChange?.()
  }

  #note(phase: Phase): void {
    this.#phase = phase
  }

  #in(ms: number, run: () => void): void {
    if (this.#isClosed) return
    const callOff = this.#ports.clock.after(ms, () => {
      this.#callOff = this.#callOff.filter((one) => one !== callOff)
      run()
    })
    this.#callOff.push(callOff)
  }
}
