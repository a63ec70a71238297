import type { AuditEntry } from '#contract/audit.ts'
import { emptyContents } from '#contract/fleet/directives.ts'
import type { Clock } from '#core/base/clock.ts'
import type { Log } from '#core/base/log.ts'
import type { SettingsStore, StoredHeadOffice } from '#core/settings/settings.ts'
import { trialVerdict } from '#core/updates/handoverDecision.ts'
import { type Health, unhealthyBecause } from '#core/updates/health.ts'
import { type Activity, isSaleUnderWay } from '#core/updates/installGate.ts'
import type { NextRecord } from './applyContents.ts'
import { takenBack } from './trialRules.ts'

export interface TrialDeps {
  settings: SettingsStore
  clock: Clock
  log: Log
  audit: { record(entry: AuditEntry): void }
  apply(contents: typeof emptyContents, probe: boolean, nextRecord: NextRecord): Promise<string[]>
  activity(): Activity
  health(): Health
  onChange(): void
}

const checkEveryMs = 5_000
/** What was before is put back again where that failed: a keychain may be locked. */
const retryMs = 60_000

/** Watches whether the till is well with the directives in force, as after an update, and takes them back where it is not. */
export class DirectivesTrial {
  readonly #deps: TrialDeps
  #cancel: (() => void) | undefined
  #isClosed = false

  constructor(deps: TrialDeps) {
    this.#deps = deps
  }

  /** Continues what the process before had begun. What takes effect at a start alone is in force now. */
  resume(): void {
    const { trial } = this.#record
    if (trial?.step === 'going-back') void this.#goBack()
    else if (trial) this.watch()
  }

  /** Begins to watch; one that is watched already begins anew. */
  watch(): void {
    this.#cancel?.()
    this.#check(this.#deps.clock.monotonicMs(), 0)
  }

  /** Ends what is watched; the next directives are watched again. */
  stop(): void {
    this.#cancel?.()
  }

  close(): void {
    this.#isClosed = true
    this.stop()
  }

  #check(sinceMs: number, healthyBefore: number): void {
    const { clock, health, activity } = this.#deps
    const { trial, bar } = this.#record
    if (!trial || bar || this.#isClosed) return
    const reason = unhealthyBecause(health(), trial.loadedBefore)
    const healthyChecks = reason === undefined ? healthyBefore + 1 : 0
    const elapsedMs = clock.monotonicMs() - sinceMs
    const verdict = trialVerdict({ healthyChecks, elapsedMs, isSaleUnderWay: isSaleUnderWay(activity()) })
    if (verdict === 'healthy') this.#passed(trial)
    else if (verdict === 'roll-back') this.#takeBack(reason ?? 'the till was not well for long enough')
    else this.#cancel = clock.after(checkEveryMs, () => this.#check(sinceMs, healthyChecks))
  }

  /** @param trial that of a start ends here; that before one goes on until then */
  #passed({ step, starts }: NonNullable<StoredHeadOffice['trial']>): void {
    if (step === 'restart' && starts === 0) return
    this.#write(({ trial: _, ...record }) => record)
  }

  #takeBack(reason: string): void {
    const { clock, log } = this.#deps
    log.warn('directives-unwell', { counter: this.#record.inForce?.counter, reason })
    this.#write((record) => takenBack(record, reason, clock.now()))
    void this.#goBack()
  }

  async #goBack(): Promise<void> {
    const { apply, audit, clock, log, onChange } = this.#deps
    const { inForce, failed, trial } = this.#record
    // A bar has ended it.
    if (!trial) return
    try {
      // Nothing is proven: this is what was in use, and a till that is offline goes back as well.
      await apply(inForce?.contents ?? emptyContents, false, ({ trial: _, ...record }) => record)
      const detail = `directives ${failed?.counter}: ${failed?.reason}`
      audit.record({ event: 'directives-taken-back', actor: 'agent', subject: '', outcome: 'done', detail })
      onChange()
    } catch (thrown) {
      log.error('directives-not-taken-back', thrown)
      if (!this.#isClosed) this.#cancel = clock.after(retryMs, () => void this.#goBack())
    }
  }

  #write(change: NextRecord): void {
    const { settings, log, onChange } = this.#deps
    const now = settings.read()
    try {
      settings.write({ ...now, headOffice: change({ ...now.headOffice }) })
    } catch (thrown) {
      // Said by the status already; the next check tries again.
      log.error('directives-not-recorded', thrown)
    }
    onChange()
  }

  get #record(): StoredHeadOffice {
    return this.#deps.settings.read().headOffice ?? {}
  }
}
