import type { UpdateSettings, UpdateStatus } from '../../contract/update.ts'
import { Fault } from '../fault.ts'
import type { SettingsStore } from '../settings.ts'
import type { Updates } from './updates.ts'

type Updating = Pick<Updates, 'status' | 'check' | 'install'>

/** Where the doors ask about updates. Only a host that can install them brings any. */
export class UpdateDesk {
  readonly #settings: SettingsStore
  #updates: Updating | undefined

  constructor(settings: SettingsStore) {
    this.#settings = settings
  }

  /** Gives this installation its place in the order of tills. */
  get installation(): string {
    return this.#settings.read().installation
  }

  /** As they are in force: head office's, then the shop's. */
  settings(): UpdateSettings {
    return this.#settings.read().updates ?? {}
  }

  attach(updates: Updating): void {
    this.#updates = updates
  }

  /** @throws Fault `NOT_SUPPORTED`, as the other two */
  status(): UpdateStatus {
    return this.#attached().status()
  }

  check(): Promise<UpdateStatus> {
    return this.#attached().check()
  }

  install(): Promise<UpdateStatus> {
    return this.#attached().install()
  }

  #attached(): Updating {
    if (this.#updates) return this.#updates
    throw new Fault(
      'NOT_SUPPORTED',
      'This till agent does not update itself.',
      undefined,
      'Update it the way it was installed.',
    )
  }
}
