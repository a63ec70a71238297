import type { UpdateProblemCode } from '#contract/update.ts'
import type { Clock } from '#core/base/clock.ts'
import type { Log } from '#core/base/log.ts'
import { UpdateError } from '#core/releases/updateError.ts'
import { resumeStepOf, trialVerdict } from './handoverDecision.ts'
import { type Health, unhealthyBecause } from './health.ts'
import type { ExitMode, Installer, Staged } from './installer.ts'
import type { UpdateJournal } from './journal.ts'
import type { Attempt, KeptPackage } from './journalStore.ts'
import type { Offer } from './phase.ts'

interface Deps {
  clock: Clock
  log: Log
  /** The running version. */
  version: string
  installer: Installer | undefined
  journal: UpdateJournal
  /** `undefined` while the agent is not open. */
  health(): Health | undefined
  /** As `UpdateDeps.leave`. */
  leave(lastStep: () => ExitMode): Promise<void>
  isSaleUnderWay(): boolean
  onStep(step: 'idle' | 'proving' | 'rolling-back'): void
  onProblem(code: UpdateProblemCode): void
}

/** A release that is handed over to. */
type Handed = Pick<Offer, 'file' | 'signed'> & { release: { version: string } }

const checkEveryMs = 5_000
const maxTries = 3

/**
 * Hands over from one version to the next, and rolls back if the next one is not healthy. Each step is recorded before it
 * is taken, so that whichever version starts after a crash or a power cut continues from there (attacks.md T60).
 */
export class UpdateHandover {
  readonly #deps: Deps
  #cancelCheck: (() => void) | undefined

  constructor(deps: Deps) {
    this.#deps = deps
  }

  close(): void {
    this.#cancelCheck?.()
  }

  /**
   * Installs a package in place of the running version and leaves the process.
   *
   * @param isBlocked asked again once the package has been checked, which takes a moment
   * @returns `false` when it is blocked; nothing was changed then
   * @throws UpdateError, also from what `leave` does
   */
  async handOver(path: string, offer: Handed, isBlocked: () => boolean): Promise<boolean> {
    const { file, signed, release } = offer
    const to = release.version
    const { installer, leave } = this.#deps
    if (!installer) throw new UpdateError('INSTALL_FAILED', 'no installer')
    const tries = this.#countTry(to)
    const staged = await installer.stage(path, file, signed)
    let kept: KeptPackage | undefined
    let isLeaving = false
    try {
      kept = await installer.keepRunning()
      if (isBlocked()) return false
      this.#recordInstall(to, tries, kept)
      isLeaving = true
    } finally {
      if (!isLeaving) staged.discard()
    }
    await leave(() => staged.commit(kept))
    return true
  }

  /** Continues what the process before was doing. */
  resume(): void {
    const { journal, version } = this.#deps
    const { attempt } = journal.record
    if (!attempt) return
    switch (resumeStepOf(attempt, version)) {
      case 'confirm-healthy':
        this.#confirmHealthy(attempt)
        break
      case 'roll-back':
        void this.#rollBack(attempt, 'it is not healthy')
        break
      case 'record-rolled-back':
        this.#tryRecord(() => journal.recordOutcome('rolled-back', attempt.to, 'the new version was not healthy'))
        this.#checkPrevious(attempt, this.#deps.clock.monotonicMs(), 0)
        break
      case 'discard':
        this.#tryRecord(() => journal.discardAttempt())
        break
      case 'install-again':
        // The next look for a release installs it.
        break
    }
  }

  /** @returns which try this is @throws UpdateError `INSTALL_FAILED` after too many */
  #countTry(to: string): number {
    const { journal } = this.#deps
    const { attempt } = journal.record
    const tries = attempt?.to === to ? attempt.tries : 0
    if (tries < maxTries) return tries + 1
    journal.recordOutcome('stuck', to, 'it could not be installed')
    throw new UpdateError('INSTALL_FAILED')
  }

  #recordInstall(to: string, tries: number, kept: KeptPackage | undefined): void {
    const { journal, version: from, health } = this.#deps
    const readyBefore = [...(health()?.loadedUpstreams ?? [])]
    journal.recordAttempt({ step: 'installing', from, to, readyBefore, tries, ...(kept && { kept }) })
  }

  #confirmHealthy(attempt: Attempt): void {
    const tries = attempt.step === 'proving' ? attempt.tries + 1 : 1
    const proving: Attempt = { ...attempt, step: 'proving', tries }
    this.#tryRecord(() => this.#deps.journal.recordAttempt(proving))
    if (tries > maxTries) {
      void this.#rollBack(proving, 'it did not stay up')
      return
    }
    this.#deps.onStep('proving')
    this.#checkHealth(proving, this.#deps.clock.monotonicMs(), 0)
  }

  #checkHealth(attempt: Attempt, sinceMs: number, healthyBefore: number): void {
    const { clock, isSaleUnderWay } = this.#deps
    const reason = this.#unhealthyBecause(attempt)
    const healthyChecks = reason === undefined ? healthyBefore + 1 : 0
    const elapsedMs = clock.monotonicMs() - sinceMs
    const verdict = trialVerdict({ healthyChecks, elapsedMs, isSaleUnderWay: isSaleUnderWay() })
    if (verdict === 'healthy') this.#confirmed(attempt)
    else if (verdict === 'roll-back') void this.#rollBack(attempt, reason ?? 'it was not healthy for long enough')
    else this.#cancelCheck = clock.after(checkEveryMs, () => this.#checkHealth(attempt, sinceMs, healthyChecks))
  }

  /** After a rollback: where the previous version is no healthier, the new one was not what made this machine unhealthy. */
  #checkPrevious(attempt: Attempt, sinceMs: number, healthyBefore: number): void {
    const { clock, journal } = this.#deps
    const healthyChecks = this.#unhealthyBecause(attempt) === undefined ? healthyBefore + 1 : 0
    const elapsedMs = clock.monotonicMs() - sinceMs
    const verdict = trialVerdict({ healthyChecks, elapsedMs, isSaleUnderWay: false })
    if (verdict === 'roll-back') this.#tryRecord(() => journal.recordUnproven(attempt.to))
    else if (verdict === 'check-again')
      this.#cancelCheck = clock.after(checkEveryMs, () => this.#checkPrevious(attempt, sinceMs, healthyChecks))
  }

  #unhealthyBecause({ readyBefore }: Attempt): string | undefined {
    return unhealthyBecause(this.#deps.health(), readyBefore)
  }

  #confirmed({ to }: Attempt): void {
    const { journal, onStep } = this.#deps
    this.#tryRecord(() => journal.recordOutcome('done', to))
    onStep('idle')
  }

  async #rollBack(attempt: Attempt, reason: string): Promise<void> {
    const { onStep, leave, log } = this.#deps
    log.warn('update-unwell', { version: attempt.to, reason })
    onStep('rolling-back')
    const staged = await this.#stagePrevious(attempt, reason)
    if (!staged) return onStep('idle')
    try {
      await leave(() => staged.commit())
    } catch (thrown) {
      this.#isStuck(attempt, reason, thrown)
      onStep('idle')
    }
  }

  /** The new version stays, and the status says so. */
  #isStuck({ to }: Attempt, reason: string, thrown: unknown): void {
    const { log, journal, onProblem } = this.#deps
    log.error('update-no-way-back', thrown)
    this.#tryRecord(() => journal.recordOutcome('stuck', to, reason))
    onProblem('NO_WAY_BACK')
  }

  /** `undefined` when there is no way back: the new version stays, and the status says so. */
  async #stagePrevious(attempt: Attempt, reason: string): Promise<Staged | undefined> {
    const { installer, journal } = this.#deps
    const tries = attempt.step === 'rolling-back' ? attempt.tries + 1 : 1
    let staged: Staged | undefined
    try {
      if (!attempt.kept || !installer) throw new UpdateError('NO_WAY_BACK', 'nothing was kept')
      if (tries > maxTries) throw new UpdateError('NO_WAY_BACK', 'tried often enough')
      staged = await installer.stage(attempt.kept.path, attempt.kept.file)
      journal.recordAttempt({ ...attempt, step: 'rolling-back', tries })
      return staged
    } catch (thrown) {
      staged?.discard()
      this.#isStuck(attempt, reason, thrown)
      return undefined
    }
  }

  /** A full disk must not keep a healthy version from working, so it becomes a problem in the status. */
  #tryRecord(record: () => void): void {
    try {
      record()
    } catch {
      this.#deps.onProblem('RECORD_UNWRITABLE')
    }
  }
}
