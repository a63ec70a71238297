import type { Settings, SettingsStore } from '../core/settings.ts'
import { freshSettings } from './freshSettings.ts'
import { snapshotOf } from './settingsSnapshot.ts'

export function createMemorySettings(initial: Settings = freshSettings()): SettingsStore {
  let current = snapshotOf(initial)
  return {
    read: () => current,
    write: (settings) => {
      current = snapshotOf(settings)
    },
  }
}
