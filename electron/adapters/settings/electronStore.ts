import ElectronStore from 'electron-store'
import type { SettingsStore } from '#core/settings/settings.ts'
import { openSettingsFile } from './settingsFile.ts'
import { type StoreFile, storeFileOptions } from './storeFile.ts'

/** The same settings file, opened with `electron-store`: for the Electron host. @throws as `openSettingsFile` */
export function openElectronStoreSettings(dataDir: string): SettingsStore {
  return openSettingsFile(dataDir, openElectronStore)
}

/** @throws SyntaxError when the file is there and is no JSON · a system error */
export function openElectronStore(directory: string, name: string): StoreFile {
  return new ElectronStore({ ...storeFileOptions, cwd: directory, name })
}
