import type { LimitSettings } from '../contract/limits.ts'
import type { SettingView } from '../contract/setting.ts'
import type { Changes } from './changes.ts'
import type { SettingsStore } from './settings.ts'

interface Ports {
  settings: SettingsStore
  changes: Changes
  /** Given when the agent was started: above those in the settings. */
  started: { limits?: LimitSettings | undefined }
}

/** What can be set, what it is and where that comes from. */
export class SettingsDesk {
  readonly #ports: Ports

  constructor(ports: Ports) {
    this.#ports = ports
  }

  list(): SettingView[] {
    return []
  }

  /** @throws Fault `INVALID_INPUT` · `SETTINGS_UNWRITABLE` */
  set(_name: string, _value: string | number | boolean | undefined): SettingView {
    throw new Error(`not built yet ${this.#ports}`)
  }
}
