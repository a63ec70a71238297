import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { makeOwnDirectory } from '#adapters/system/ownDirectory.ts'
import { writeFailure } from '#adapters/system/systemError.ts'
import { sweepUnfinished } from '#adapters/system/wholeFile.ts'
import { Fault } from '#core/base/fault.ts'
import { issuesOf } from '#core/base/inputIssues.ts'
import type { Settings, SettingsStore } from '#core/settings/settings.ts'
import { settingsDamaged } from './damagedSettings.ts'
import { defaultSettings } from './defaultSettings.ts'
import { readSettings } from './readSettings.ts'
import { snapshotOf } from './settingsSnapshot.ts'
import { type OpenStoreFile, type StoreFile, writeStoreFile } from './storeFile.ts'

/**
 * Opens `settings.json` in the data directory. The first start creates both, readable by this user only.
 *
 * @throws Fault `SETTINGS_DAMAGED` when the file holds no valid settings: it stays, a copy is made, and the agent does not
 * start over with defaults · `SETTINGS_UNWRITABLE` · `FILE_UNREADABLE` when this user may not read the file
 */
export function openSettingsFile(dataDir: string, openStoreFile: OpenStoreFile): SettingsStore {
  const file = join(dataDir, 'settings.json')
  writeOrFault(dataDir, () => makeOwnDirectory(dataDir))
  const isFirstStart = !existsSync(file)
  if (!isFirstStart) restrictToOwner(file)
  sweepUnfinished(file)
  const stored = openOrFault(file, () => openStoreFile(dataDir, 'settings'))
  let current = isFirstStart ? snapshotOf(defaultSettings()) : parseSettings(stored.store, file)
  const write = (settings: Settings) => {
    const next = snapshotOf(settings)
    writeOrFault(dataDir, () => writeStoreFile(stored.path, next))
    current = next
  }
  if (isFirstStart) write(current)
  return { read: () => current, write }
}

const heldCodes = new Set(['EPERM', 'EACCES', 'EBUSY'])

/** Takes other users' access away from the file (attacks.md T23). Windows has no such mode bits. */
function restrictToOwner(file: string): void {
  if (process.platform === 'win32') return
  const { mode } = statSync(file)
  if ((mode & 0o077) === 0) return
  try {
    chmodSync(file, 0o600)
  } catch (thrown) {
    throw new Fault(
      'SETTINGS_UNWRITABLE',
      `The settings file ${file} is open to other users and cannot be closed to them: ${writeFailure(thrown)}.`,
      undefined,
      'Make it your own, with mode 0600.',
    )
  }
}

function openOrFault(file: string, open: () => StoreFile): StoreFile {
  try {
    return open()
  } catch (thrown) {
    if (thrown instanceof SyntaxError) throw settingsDamaged(file, describeDamage(file))
    if (!isSystemError(thrown)) throw thrown
    throw new Fault('FILE_UNREADABLE', `The settings file ${file} cannot be read (${codeOf(thrown)}).`)
  }
}

function describeDamage(file: string): string {
  const bytes = readFileSync(file)
  if (bytes.length === 0) return 'it is empty'
  if (bytes.every((byte) => byte === 0)) return 'it holds nothing but NUL bytes'
  return 'it is not JSON'
}

function parseSettings(store: unknown, file: string): Settings {
  const read = readSettings(store)
  if (read.success) return snapshotOf(read.data)
  const issues = issuesOf(read.error).map(({ path, message }) => `${path}: ${message}`)
  throw settingsDamaged(file, issues.slice(0, 5).join('; '))
}

function writeOrFault(dataDir: string, act: () => void): void {
  try {
    act()
  } catch (thrown) {
    if (!isSystemError(thrown)) throw thrown
    if (!existsSync(dataDir)) throw new Fault('SETTINGS_UNWRITABLE', `The data directory ${dataDir} is gone.`)
    const detail = `The settings in ${dataDir} could not be written: ${writeFailure(thrown)}.`
    throw new Fault('SETTINGS_UNWRITABLE', detail, undefined, remedyFor(codeOf(thrown), process.platform))
  }
}

/** Editors, backups and virus scanners hold files on Windows; `undefined` where the usual remedy fits. */
export function remedyFor(code: string, platform: NodeJS.Platform): string | undefined {
  if (platform !== 'win32' || !heldCodes.has(code)) return undefined
  return 'Close the program that has settings.json open, such as an editor, a backup or a virus scanner, and try again. If none has, check that this user may write there.'
}

function isSystemError(thrown: unknown): boolean {
  return thrown instanceof Error && 'syscall' in thrown
}

function codeOf(thrown: unknown): string {
  return (thrown as NodeJS.ErrnoException).code ?? 'UNKNOWN'
}
