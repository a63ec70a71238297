import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Fault } from '../core/fault.ts'

/** SQLite's names for "somebody else has it". */
const busyCodes = [5, 6]

/**
 * Makes this the only agent on a data directory, until released or dead: the operating system drops the lock of a
 * process that ended, however it ended, so none is ever stale. `lock.json` only tells others who holds it.
 *
 * @throws Fault `ALREADY_RUNNING` · `SETTINGS_UNWRITABLE` when the directory cannot hold a lock
 */
export function lockDataDir(dataDir: string): { release(): void } {
  const note = join(dataDir, 'lock.json')
  const database = lockedDatabase(dataDir, note)
  leaveNote(note)
  return {
    release: () => {
      if (!database.isOpen) return
      rmSync(note, { force: true })
      database.close()
    },
  }
}

function lockedDatabase(dataDir: string, note: string): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    database = new DatabaseSync(join(dataDir, 'lock.sqlite'))
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return database
  } catch (thrown) {
    if (database?.isOpen) database.close()
    if (isBusy(thrown)) throw alreadyRunning(dataDir, note)
    throw new Fault('SETTINGS_UNWRITABLE', `The data directory ${dataDir} cannot be locked (${codeOf(thrown)}).`)
  }
}

function isBusy(thrown: unknown): boolean {
  return thrown instanceof Error && 'errcode' in thrown && busyCodes.includes(Number(thrown.errcode) & 0xff)
}

/** Without it the lock holds all the same. */
function leaveNote(note: string): void {
  try {
    writeFileSync(note, JSON.stringify({ pid: process.pid }), { mode: 0o600 })
  } catch {
    rmSync(note, { force: true })
  }
}

function alreadyRunning(dataDir: string, note: string): Fault {
  const pid = holderIn(note)
  const who = pid === undefined ? 'Another till agent' : `The till agent with process id ${pid}`
  return new Fault('ALREADY_RUNNING', `${who} uses the data directory ${dataDir}.`, pid === undefined ? {} : { pid })
}

/** Who uses a data directory, as far as it was noted. */
export function holderOf(dataDir: string): number | undefined {
  return holderIn(join(dataDir, 'lock.json'))
}

function holderIn(note: string): number | undefined {
  try {
    const { pid } = JSON.parse(readFileSync(note, 'utf8'))
    return Number.isInteger(pid) ? pid : undefined
  } catch {
    return undefined
  }
}

function codeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'UNKNOWN'
  if ('errcode' in thrown) return `SQLite ${thrown.errcode}`
  return (thrown as NodeJS.ErrnoException).code ?? thrown.name
}
