import ElectronStore from 'electron-store'
import type { SettingsStore } from '../core/settings.ts'
import { openSettingsFile, type StoreFile } from './settingsFile.ts'
import { storeFileOptions } from './storeFileOptions.ts'

/** The settings, as the Electron host keeps them: in the file that the command line reads. @throws as `openSettingsFile` */
export function openElectronStoreSettings(dataDir: string): SettingsStore {
  return openSettingsFile(dataDir, openElectronStore)
}

/** @throws SyntaxError when the file is there and is no JSON · a system error */
export function openElectronStore(directory: string, name: string): StoreFile {
  return new ElectronStore({ ...storeFileOptions, cwd: directory, name })
}
