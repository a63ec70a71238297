import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../core/fault.ts'
import { issuesOf } from '../core/issues.ts'
import { Settings, type SettingsStore } from '../core/settings.ts'
import { settingsDamaged } from './damagedSettings.ts'
import { freshSettings } from './freshSettings.ts'
import { makeOwnDirectory } from './ownDirectory.ts'
import { snapshotOf } from './settingsSnapshot.ts'

/** A JSON file that is written whole or not at all. */
export interface StoreFile {
  /** Read from the disk and written to it. */
  store: unknown
}

/** @throws SyntaxError when the file is there and is no JSON · a system error */
export type OpenStoreFile = (directory: string, name: string) => StoreFile

/**
 * The settings in `settings.json` below the data directory; both are made at the first start, for this user alone.
 *
 * @throws Fault `SETTINGS_DAMAGED` when there is a file that is no settings: it stays, a copy is set aside, and nothing
 * is ever started over silently · `SETTINGS_UNWRITABLE` · `FILE_UNREADABLE` when there is one that may not be read
 */
export function openSettingsFile(dataDir: string, openStoreFile: OpenStoreFile): SettingsStore {
  const file = join(dataDir, 'settings.json')
  orUnwritable(dataDir, () => makeOwnDirectory(dataDir))
  const isFirstStart = !existsSync(file)
  if (!isFirstStart) keepToOwner(file)
  const stored = orDamaged(file, () => openStoreFile(dataDir, 'settings'))
  let current = isFirstStart ? snapshotOf(freshSettings()) : checked(stored.store, file)
  const write = (settings: Settings) => {
    const next = snapshotOf(settings)
    orUnwritable(dataDir, () => {
      stored.store = next
    })
    current = next
  }
  if (isFirstStart) write(current)
  return { read: () => current, write }
}

/** A file that others may read or write is made ours alone again (attacks.md T23). Windows keeps no such bits. */
function keepToOwner(file: string): void {
  if (process.platform === 'win32') return
  const { mode } = statSync(file)
  if ((mode & 0o077) === 0) return
  try {
    chmodSync(file, 0o600)
  } catch (thrown) {
    throw new Fault(
      'SETTINGS_UNWRITABLE',
      `The settings file ${file} is open to other users and cannot be closed to them (${codeOf(thrown)}).`,
      undefined,
      'Make it your own, with mode 0600.',
    )
  }
}

function orDamaged(file: string, open: () => StoreFile): StoreFile {
  try {
    return open()
  } catch (thrown) {
    if (thrown instanceof SyntaxError) throw settingsDamaged(file, lookOf(file))
    if (!isSystemError(thrown)) throw thrown
    throw new Fault('FILE_UNREADABLE', `The settings file ${file} cannot be read (${codeOf(thrown)}).`)
  }
}

function lookOf(file: string): string {
  const bytes = readFileSync(file)
  if (bytes.length === 0) return 'it is empty'
  if (bytes.every((byte) => byte === 0)) return 'it holds nothing but NUL bytes'
  return 'it is not JSON'
}

function checked(store: unknown, file: string): Settings {
  const read = Settings.safeParse(store)
  if (read.success) return snapshotOf(read.data)
  const issues = issuesOf(read.error).map(({ path, message }) => `${path}: ${message}`)
  throw settingsDamaged(file, issues.slice(0, 5).join('; '))
}

function orUnwritable(dataDir: string, act: () => void): void {
  try {
    act()
  } catch (thrown) {
    if (!isSystemError(thrown)) throw thrown
    throw new Fault('SETTINGS_UNWRITABLE', `The settings in ${dataDir} could not be written (${codeOf(thrown)}).`)
  }
}

function isSystemError(thrown: unknown): boolean {
  return thrown instanceof Error && 'syscall' in thrown
}

function codeOf(thrown: unknown): string {
  return (thrown as NodeJS.ErrnoException).code ?? 'UNKNOWN'
}
