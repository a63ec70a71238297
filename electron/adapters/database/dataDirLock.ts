import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { writeFailure } from '#adapters/system/systemError.ts'
import { Fault } from '#core/base/fault.ts'
import { isBusy } from './sqliteError.ts'

/** The locks of this process. A database that nobody refers to is collected and closed, and its lock with it. */
const held = new Set<DatabaseSync>()

/**
 * Locks a data directory for this process until `release`. The lock is an open SQLite transaction: the operating system
 * drops it when the process ends in any way, so a lock is never stale. `lock.json` only names the holder.
 *
 * @throws Fault `ALREADY_RUNNING` · `SETTINGS_UNWRITABLE` when the directory cannot hold a lock
 */
export function lockDataDir(dataDir: string): { release(): void } {
  const holderFile = holderFileIn(dataDir)
  const database = openLocked(dataDir)
  held.add(database)
  writeHolder(holderFile)
  return {
    release: () => {
      if (!database.isOpen) return
      removeHolder(holderFile)
      database.close()
      held.delete(database)
    },
  }
}

function openLocked(dataDir: string): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    database = new DatabaseSync(join(dataDir, 'lock.sqlite'))
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return database
  } catch (thrown) {
    if (database?.isOpen) database.close()
    if (isBusy(thrown)) throw alreadyRunning(dataDir)
    throw new Fault(
      'SETTINGS_UNWRITABLE',
      `The data directory ${dataDir} cannot be locked: ${reasonOf(thrown, dataDir)}.`,
    )
  }
}

/** A file that cannot be written is removed: the lock holds without it, and an old one would name the wrong process. */
function writeHolder(holderFile: string): void {
  try {
    writeFileSync(holderFile, JSON.stringify({ pid: process.pid }), { mode: 0o600 })
  } catch {
    removeHolder(holderFile)
  }
}

/** What cannot be removed, as in a data directory that is gone, names nobody: the lock is gone with the process. */
function removeHolder(holderFile: string): void {
  try {
    rmSync(holderFile, { force: true })
  } catch {
    // See above.
  }
}

function alreadyRunning(dataDir: string): Fault {
  const pid = notedHolderOf(dataDir)
  const holder = pid === undefined ? 'Another till agent' : `The till agent with process id ${pid}`
  return new Fault('ALREADY_RUNNING', `${holder} uses the data directory ${dataDir}.`, pid === undefined ? {} : { pid })
}

/** Whether a process uses a data directory now. */
export function isLocked(dataDir: string): boolean {
  if (!existsSync(dataDir)) return false
  try {
    openLocked(dataDir).close()
    return false
  } catch (thrown) {
    return thrown instanceof Fault && thrown.code === 'ALREADY_RUNNING'
  }
}

/** Id of the process that uses a data directory now; `undefined` when there is none, or it could not be noted. */
export function holderOf(dataDir: string): number | undefined {
  // A process that was killed leaves its id behind, which may be that of any program by now; the lock went with it.
  return isLocked(dataDir) ? notedHolderOf(dataDir) : undefined
}

function notedHolderOf(dataDir: string): number | undefined {
  try {
    const { pid } = JSON.parse(readFileSync(holderFileIn(dataDir), 'utf8'))
    return Number.isInteger(pid) ? pid : undefined
  } catch {
    return undefined
  }
}

function holderFileIn(dataDir: string): string {
  return join(dataDir, 'lock.json')
}

function reasonOf(thrown: unknown, dataDir: string): string {
  if (!(thrown instanceof Error)) return 'UNKNOWN'
  if ('errcode' in thrown) return `SQLite ${thrown.errcode}`
  return writeFailure(causeOf(thrown, dataDir))
}

/** Making a whole path, Node says ENOENT whatever was in the way; making its first missing directory tells. */
function causeOf(thrown: Error, dataDir: string): unknown {
  if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') return thrown
  let missing = resolve(dataDir)
  while (!existsSync(dirname(missing)) && dirname(missing) !== missing) missing = dirname(missing)
  try {
    mkdirSync(missing, { mode: 0o700 })
    return thrown
  } catch (cause) {
    return cause
  }
}
