import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SettingsStore } from '#core/settings/settings.ts'
import { openSettingsFile } from './settingsFile.ts'
import { parseStore, type StoreFile, storeFileOptions } from './storeFile.ts'

/**
 * The settings file without Electron. Not through `conf`: its `atomically` loads `when-exit`, which raises each signal once
 * more with `process.kill`, and on Windows that ends the process in the middle of a sale.
 *
 * @throws as `openSettingsFile`
 */
export function openJsonSettings(dataDir: string): SettingsStore {
  return openSettingsFile(dataDir, openJsonFile)
}

/** @throws SyntaxError when the file is there and is no JSON · a system error */
function openJsonFile(directory: string, name: string): StoreFile {
  const path = join(directory, `${name}.${storeFileOptions.fileExtension}`)
  return { path, store: existsSync(path) ? { ...parseStore(readFileSync(path, 'utf8')) } : {} }
}
