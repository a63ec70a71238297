import type { AuditEntry } from '#contract/audit.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import type { SettingsStore, StoredHeadOffice } from '#core/settings/settings.ts'

interface Deps {
  settings: SettingsStore
  clock: Clock
  log: Log
  audit: { record(entry: AuditEntry): void }
  /** Does nothing on a till that is not barred any more. @throws the vault's and the settings' faults */
  forget(): Promise<void>
  onChange(): void
}

/** A keychain that is locked may be open by then. */
const retryMs = 60_000

/** Has a barred till forget its secrets, and tries again until it has. */
export class Forgetting {
  readonly #deps: Deps
  #cancel: (() => void) | undefined
  #isClosed = false

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Also of a till that has forgotten them once: somebody may have put a copy of its keychain back. */
  async run(): Promise<void> {
    const { forget, audit, log, clock, onChange } = this.#deps
    try {
      await forget()
      // Head office may have set the till up again before a try, or while one waited.
      if (!this.#bar) return
      this.#write(this.#bar)
      audit.record({ event: 'secrets-forgotten', actor: 'agent', subject: '', outcome: 'done', detail: 'barred' })
    } catch (thrown) {
      if (thrown instanceof Fault) log.warn('secrets-not-forgotten', { code: thrown.code, detail: thrown.detail })
      else log.error('secrets-not-forgotten', thrown)
      if (!this.#isClosed) this.#cancel = clock.after(retryMs, () => void this.run())
    }
    onChange()
  }

  close(): void {
    this.#isClosed = true
    this.#cancel?.()
  }

  get #bar(): StoredHeadOffice['bar'] {
    return this.#deps.settings.read().headOffice?.bar
  }

  #write(bar: NonNullable<StoredHeadOffice['bar']>): void {
    const { settings } = this.#deps
    const now = settings.read()
    settings.write({ ...now, headOffice: { ...now.headOffice, bar: { ...bar, isForgotten: true } } })
  }
}
