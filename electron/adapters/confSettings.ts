import Conf from 'conf'
import type { SettingsStore } from '../core/settings.ts'
import { openSettingsFile } from './settingsFile.ts'
import { storeFileOptions } from './storeFileOptions.ts'

/** The settings, as the headless host keeps them. @throws as `openSettingsFile` */
export function openConfSettings(dataDir: string): SettingsStore {
  return openSettingsFile(dataDir, (cwd, configName) => new Conf({ ...storeFileOptions, cwd, configName }))
}
