import type { UpdateProblemCode } from '../../contract/update.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { type Health, whyUnwell } from './health.ts'
import type { Ending, Installer, Staged } from './installer.ts'
import type { ReleaseFile } from './release.ts'
import type { UpdateLedger } from './updateLedger.ts'
import { UpdateStopped } from './updateStopped.ts'
import type { Attempt, KeptPackage } from './updateStore.ts'

interface Ports {
  clock: Clock
  log: Log
  version: string
  installer: Installer | undefined
  ledger: UpdateLedger
  health(): Health | undefined
  leave(last: () => Ending): Promise<void>
  /** Whether somebody would notice if the agent ended now. */
  isBusy(): boolean
  onStep(step: 'idle' | 'proving' | 'rolling-back'): void
  onProblem(code: UpdateProblemCode): void
}

/** How long a new version has to show that it works, and how long it has to go on doing so. */
const proofMs = 2 * 60_000
/** How long a sale may go on with a version that is not well. The watchman waits longer than both together. */
const saleMs = 2 * 60_000
const lookEveryMs = 5_000
const looksInARow = 4
const mostTries = 3

/**
 * From one version to the next, and back if the next one does not work. Each step is written down before it is taken, so
 * that whichever version starts after a crash or a power cut goes on from there (attacks.md T60).
 */
export class Succession {
  readonly #ports: Ports
  #callOff: (() => void) | undefined

  constructor(ports: Ports) {
    this.#ports = ports
  }

  close(): void {
    this.#callOff?.()
  }

  /**
   * @param isBadTime asked again when the package has been checked, which takes a moment
   * @returns `false` when it was a bad time
   * @throws UpdateStopped
   */
  async handOver(path: string, file: ReleaseFile, to: string, isBadTime: () => boolean): Promise<boolean> {
    const { installer, ledger, version, health, leave } = this.#ports
    if (!installer) throw new UpdateStopped('INSTALL_FAILED', 'no installer')
    const tries = ledger.record.attempt?.to === to ? ledger.record.attempt.tries : 0
    if (tries >= mostTries) {
      ledger.end('stuck', to, 'it could not be put in place')
      throw new UpdateStopped('INSTALL_FAILED')
    }
    const staged = await installer.stage(path, file)
    let kept: KeptPackage | undefined
    let isLeaving = false
    try {
      kept = await installer.keepRunning()
      if (isBadTime()) return false
      const readyBefore = [...(health()?.readyUpstreams ?? [])]
      ledger.attempt({ step: 'installing', from: version, to, readyBefore, tries: tries + 1, ...(kept && { kept }) })
      isLeaving = true
    } finally {
      if (!isLeaving) staged.discard()
    }
    await leave(() => staged.commit(kept))
    return true
  }

  /** Goes on with what the process before was doing. */
  takeUp(): void {
    const { attempt } = this.#ports.ledger.record
    if (!attempt) return
    const { version, ledger } = this.#ports
    if (version === attempt.to) {
      if (attempt.step === 'rolling-back') void this.#goBack(attempt, 'it is not well')
      else this.#prove(attempt)
    } else if (version !== attempt.from) this.#safely(() => ledger.forget())
    // Where it was being installed it can be tried again; what it was asked to prove it did not.
    else if (attempt.step !== 'installing')
      this.#safely(() => ledger.end('rolled-back', attempt.to, 'the new version was not well'))
  }

  #prove(attempt: Attempt): void {
    const tries = attempt.step === 'proving' ? attempt.tries + 1 : 1
    const proving: Attempt = { ...attempt, step: 'proving', tries }
    this.#safely(() => this.#ports.ledger.attempt(proving))
    if (tries > mostTries) {
      void this.#goBack(proving, 'it did not stay up')
      return
    }
    this.#ports.onStep('proving')
    this.#look(proving, this.#ports.clock.monotonicMs() + proofMs, 0)
  }

  #look(attempt: Attempt, untilMs: number, wellBefore: number): void {
    const { clock, health, ledger, isBusy, onStep } = this.#ports
    const nowMs = clock.monotonicMs()
    const unwell = whyUnwell(health(), attempt.readyBefore)
    const well = unwell === undefined ? wellBefore + 1 : 0
    if (well >= looksInARow) {
      this.#safely(() => ledger.end('done', attempt.to))
      onStep('idle')
    } else if (nowMs >= untilMs + (isBusy() ? saleMs : 0))
      void this.#goBack(attempt, unwell ?? 'it was not well for long')
    else this.#callOff = clock.after(lookEveryMs, () => this.#look(attempt, untilMs, well))
  }

  async #goBack(attempt: Attempt, why: string): Promise<void> {
    const { installer, ledger, onStep, onProblem, leave, log } = this.#ports
    const tries = attempt.step === 'rolling-back' ? attempt.tries + 1 : 1
    log.warn('update-unwell', { version: attempt.to, reason: why })
    onStep('rolling-back')
    let staged: Staged | undefined
    try {
      if (!attempt.kept || !installer) throw new UpdateStopped('NO_WAY_BACK', 'nothing was kept')
      if (tries > mostTries) throw new UpdateStopped('NO_WAY_BACK', 'tried often enough')
      staged = await installer.stage(attempt.kept.path, attempt.kept.file)
      ledger.attempt({ ...attempt, step: 'rolling-back', tries })
    } catch (thrown) {
      log.error('update-no-way-back', thrown)
      staged?.discard()
      this.#safely(() => ledger.end('stuck', attempt.to, why))
      onProblem('NO_WAY_BACK')
      onStep('idle')
      return
    }
    const ready = staged
    await leave(() => ready.commit())
  }

  /** A full disk must not keep a working version from working. */
  #safely(write: () => void): void {
    try {
      write()
    } catch {
      this.#ports.onProblem('RECORD_UNWRITABLE')
    }
  }
}
