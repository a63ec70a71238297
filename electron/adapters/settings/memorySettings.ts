import type { Settings, SettingsStore } from '#core/settings/settings.ts'
import { defaultSettings } from './defaultSettings.ts'
import { snapshotOf } from './settingsSnapshot.ts'

/** Settings that end with the process: for the demo and for tests. */
export function createMemorySettings(initial: Settings = defaultSettings()): SettingsStore {
  let current = snapshotOf(initial)
  return {
    read: () => current,
    write: (settings) => {
      current = snapshotOf(settings)
    },
  }
}
