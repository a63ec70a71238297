import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readGuardedText } from '#adapters/files/guardedFile.ts'
import type { ServiceManager } from '#adapters/service/serviceManager.ts'
import { syncDirectory } from '#adapters/system/fsync.ts'
import { digestFile } from '#adapters/updates/checkedCopy.ts'
import { pickPackage } from '#adapters/updates/pickPackage.ts'
import { stageChecked } from '#adapters/updates/stagingDirectory.ts'
import type { Clock } from '#core/base/clock.ts'
import { parseJson } from '#core/base/parseJson.ts'
import type { Release } from '#core/releases/release.ts'
import { type Trust, verifySignedRelease } from '#core/releases/signedRelease.ts'
import { UpdateError } from '#core/releases/updateError.ts'
import { stillTrusted } from '#core/signing/signedDocument.ts'
import { type KeptPackage, UpdateRecord } from '#core/updates/journalStore.ts'
import {
  type MachineOutcome,
  MachineRequest,
  type MachineState,
  notInstalledBecause,
  packagesWith,
  packageToRestore,
} from '#core/updates/machineUpdate.ts'
import type { Packages } from './debian.ts'
import type { MachinePlace } from './machinePlace.ts'
import { readMachineState, writeMachineState } from './machineState.ts'

interface Deps {
  place: MachinePlace
  /** The installed version, which this is part of. */
  version: string
  trust: Trust
  packages: Packages
  /** With the dot. */
  extension: string
  service: Pick<ServiceManager, 'start' | 'stop'>
  clock: Clock
}

type Trial = NonNullable<MachineState['trial']>

const maxRequestBytes = 128 * 1024
const maxJournalBytes = 1024 * 1024
const checkEveryMs = 5_000
/** Without a change in the journal for this long, the new version is stuck: it takes less to show that it works, or to ask to go back. */
const stuckAfterMs = 5 * 60_000

/**
 * Does with the rights of an administrator what the service of the machine has asked for, and then watches the new version until
 * it works. The service may be anybody's by then: only what head office has signed is installed, from a copy that nobody else can
 * change, and never an older version than is there, but for the way back of the last hour (attacks.md T57, T58, T59).
 */
export class MachineUpdate {
  readonly #deps: Deps
  #state: MachineState

  constructor(deps: Deps) {
    this.#deps = deps
    this.#state = readMachineState(deps.place)
  }

  /** @returns how it ended, as the state tells the service; `undefined` when nothing is asked for */
  async run(): Promise<MachineOutcome | undefined> {
    const { place } = this.#deps
    mkdirSync(place.folder, { recursive: true, mode: 0o755 })
    // Under whatever mask this runs.
    chmodSync(place.folder, 0o755)
    try {
      const { trial } = this.#state
      const request = this.#readRequest()
      if (request?.action === 'go-back') await this.#goBack(this.#deps.version, 'it asked to')
      else if (trial) await this.#resume(trial)
      else if (request) await this.#take(request)
      else return undefined
    } catch (thrown) {
      this.#end({ result: 'refused', reason: reasonOf(thrown) })
    }
    return this.#state.outcome
  }

  /** `undefined` where there is none. @throws an Error when it cannot be read */
  #readRequest(): MachineRequest | undefined {
    const file = readOfService(this.#deps.place.request, maxRequestBytes)
    if (file.outcome === 'refused') throw new Error(file.reason)
    if (file.outcome === 'text') {
      const request = MachineRequest.safeParse(parseJson(file.text))
      if (request.success) return request.data
      throw new Error('it is no request')
    }
    if (file.code === 'ENOENT') return undefined
    throw new Error(`it cannot be read (${file.code})`)
  }

  async #take({ action, signed, path }: Exclude<MachineRequest, { action: 'go-back' }>): Promise<void> {
    const { trust, clock, version } = this.#deps
    const seen = stillTrusted(this.#state.seen, trust.keys)
    const { release, trusted } = verifySignedRelease(Buffer.from(signed, 'base64'), trust, seen, clock.now())
    this.#write({ ...this.#state, seen: trusted, outcome: undefined })
    if (action === 'keep') {
      if (release.version !== version) throw new Error(`${version} is installed, and ${release.version} was offered`)
      await this.#keep(release, path)
      this.#end({ result: 'kept', version, reason: '' })
      return
    }
    const problem = notInstalledBecause(release, version)
    if (problem !== undefined) throw new Error(problem)
    const fresh = await this.#keep(release, path)
    await this.#install(fresh, version)
    await this.#prove(fresh.version)
  }

  /** After a power cut: what was begun is installed whole, and watched. */
  async #resume({ from, to }: Trial): Promise<void> {
    const { outcome, packages } = this.#state
    const fresh = packages.find(({ version }) => version === to)
    if (fresh && !(outcome?.result === 'installed' && outcome.version === to)) await this.#install(fresh, from)
    await this.#prove(to)
  }

  async #prove(version: string): Promise<void> {
    if ((await this.#watch()) === 'works') this.#write({ ...this.#state, trial: undefined })
    else await this.#goBack(version, 'it did not show that it works')
  }

  /** Copies the package of a release to where nobody else can write, and checks the copy. @throws UpdateError */
  async #keep(release: Release, path: string): Promise<KeptPackage> {
    const { place, extension, version } = this.#deps
    const file = pickPackage(release.files, extension, process.arch)
    if (!file) throw new UpdateError('NO_PACKAGE')
    const name = `${release.version}${extension}`
    const { copy, staging } = await stageChecked(path, file, { parent: place.folder, name })
    const kept: KeptPackage = { version: release.version, path: join(place.folder, name), file }
    renameSync(copy, kept.path)
    staging.remove()
    syncDirectory(place.folder)
    this.#write({ ...this.#state, packages: packagesWith(this.#state, kept, version) })
    this.#removeOthers()
    return kept
  }

  /** @throws an Error when it could not be installed; the version before runs then */
  async #install({ version: to, path }: KeptPackage, from: string): Promise<void> {
    const { packages, service, clock } = this.#deps
    this.#write({ ...this.#state, trial: { from, to, startedAt: clock.now() } })
    try {
      // It ends in order: a sale under way is waited for.
      await service.stop()
      await packages.install(path)
    } catch (thrown) {
      const before = this.#state.packages.find(({ version }) => version === from)
      // Half of the new one may be in place.
      if (before) await packages.install(before.path).catch(() => {})
      await service.start()
      this.#write({ ...this.#state, trial: undefined })
      throw thrown
    }
    this.#end({ result: 'installed', version: to, reason: '' })
    await service.start()
  }

  /** Whether the new version works, as it says itself; one that says nothing is stuck. */
  async #watch(): Promise<'works' | 'does-not-work'> {
    const { clock } = this.#deps
    let last = ''
    let deadlineMs = 0
    for (;;) {
      const attempt = this.#readAttempt() ?? last
      if (attempt === 'ended') return 'works'
      if (attempt !== last || deadlineMs === 0) deadlineMs = clock.monotonicMs() + stuckAfterMs
      last = attempt
      if (clock.monotonicMs() >= deadlineMs || this.#wantsBack()) return 'does-not-work'
      await new Promise<void>((resolve) => void clock.after(checkEveryMs, resolve))
    }
  }

  /** The attempt as the journal of the service has it; `undefined` for a journal that cannot be read, which is no sign of health. */
  #readAttempt(): string | undefined {
    const file = readOfService(this.#deps.place.journal, maxJournalBytes)
    const record = UpdateRecord.safeParse(file.outcome === 'text' ? parseJson(file.text) : undefined)
    if (!record.success) return undefined
    return record.data.attempt ? JSON.stringify(record.data.attempt) : 'ended'
  }

  #wantsBack(): boolean {
    try {
      return this.#readRequest()?.action === 'go-back'
    } catch {
      return false
    }
  }

  /** @param replaced the version that does not work @throws an Error where there is no way back */
  async #goBack(replaced: string, reason: string): Promise<void> {
    const { packages, service, clock } = this.#deps
    const kept = packageToRestore(this.#state, replaced, clock.now())
    if (!kept) throw new Error(`no package to restore in place of ${replaced}`)
    const { size, sha512 } = await digestFile(kept.path)
    if (size !== kept.file.size || sha512 !== kept.file.sha512) throw new UpdateError('PACKAGE_MISMATCH')
    try {
      await service.stop()
      await packages.install(kept.path)
      this.#end({ result: 'restored', version: kept.version, replaced, reason })
      this.#write({ ...this.#state, trial: undefined, packages: [kept] })
    } finally {
      await service.start()
    }
  }

  #end(outcome: Omit<MachineOutcome, 'at'>): void {
    const reason = outcome.reason.slice(0, 200)
    this.#write({ ...this.#state, outcome: { ...outcome, reason, at: this.#deps.clock.now() } })
  }

  #write(state: MachineState): void {
    this.#state = state
    writeMachineState(this.#deps.place, state)
  }

  /** Packages that are not kept any more, and what a process that was killed has left. */
  #removeOthers(): void {
    const { folder } = this.#deps.place
    const kept = new Set(['state.json', ...this.#state.packages.map(({ path }) => basename(path))])
    for (const name of readdirSync(folder))
      if (!kept.has(name)) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** What the service writes: whoever has taken it over may have put a link there, which root would follow anywhere. */
function readOfService(path: string, maxBytes: number) {
  return readGuardedText(path, { maxBytes, owner: 'anybody', followsLinks: false })
}

function reasonOf(thrown: unknown): string {
  if (thrown instanceof UpdateError) return [thrown.code, thrown.detail].filter(Boolean).join(': ')
  return thrown instanceof Error ? thrown.message.split('\n').slice(-2).join(' ').trim() : String(thrown)
}
