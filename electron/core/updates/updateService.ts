import type { UpdateProblem, UpdateSettings, UpdateStatus } from '#contract/update.ts'
import { Fault } from '#core/base/fault.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import { defaultUpdates } from '#core/settings/updates.ts'
import type { Updates } from './updates.ts'

type AttachedUpdates = Pick<Updates, 'status' | 'problems' | 'check' | 'install'>

/** Updates as the APIs reach them. Only a host that can install updates attaches them. */
export class UpdateService {
  readonly #settings: SettingsStore
  #updates: AttachedUpdates | undefined

  constructor(settings: SettingsStore) {
    this.#settings = settings
  }

  /** Decides which of a ring's tills this one is. */
  get installation(): string {
    return this.#settings.read().installation
  }

  /** The effective settings: head office's policy, then the shop's own. */
  settings(): UpdateSettings {
    return this.#settings.read().updates ?? {}
  }

  /** For the metrics: the ring of this till, and how its last update ended. */
  facts(): Pick<UpdateStatus, 'ring' | 'last'> {
    const { last } = this.#updates?.status() ?? {}
    return { ring: this.settings().ring ?? defaultUpdates.ring, ...(last && { last }) }
  }

  /** `undefined` where no updates are attached. */
  current(): UpdateStatus | undefined {
    return this.#updates?.status()
  }

  attach(updates: AttachedUpdates): void {
    this.#updates = updates
  }

  /** What is wrong with the record of updates, which holds off older releases. None where no updates are attached. */
  recordProblems(): UpdateProblem[] {
    // Not by the status, which asks the agent what is under way: the agent asks for this.
    const problems = this.#updates?.problems() ?? []
    return problems.filter(({ code }) => code === 'RECORD_DAMAGED' || code === 'RECORD_UNWRITABLE')
  }

  /** @throws Fault `NOT_SUPPORTED`, as do `check` and `install`, when no updates are attached */
  status(): UpdateStatus {
    return this.#attached().status()
  }

  check(): Promise<UpdateStatus> {
    return this.#attached().check()
  }

  install(): Promise<UpdateStatus> {
    return this.#attached().install()
  }

  #attached(): AttachedUpdates {
    if (this.#updates) return this.#updates
    throw new Fault(
      'NOT_SUPPORTED',
      'This till agent does not update itself.',
      undefined,
      'Update it the way it was installed.',
    )
  }
}
