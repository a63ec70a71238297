import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { AuditRow } from '../contract/audit.ts'
import { beginning, type ChainEnd } from '../core/auditChain.ts'
import type { AuditStore } from '../core/auditTrail.ts'
import { Fault } from '../core/fault.ts'

/** SQLite's names for "this is no database" and "this was one". */
const damagedCodes = [11, 26]
const schemaVersion = 1

const schema = `
  CREATE TABLE rows (
    sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, event TEXT NOT NULL, actor TEXT NOT NULL, subject TEXT NOT NULL,
    outcome TEXT NOT NULL, detail TEXT NOT NULL, previousHash TEXT NOT NULL, hash TEXT NOT NULL
  ) STRICT;
  CREATE TABLE ends (name TEXT PRIMARY KEY, sequence INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
  PRAGMA user_version = ${schemaVersion};`

/**
 * The audit trail in `audit.sqlite` below the data directory, for this user alone. It is opened when it is first
 * needed, and again after trouble. A damaged one is set aside under a name with the date, and a new one is begun.
 */
export function createSqliteAudit(dataDir: string): AuditStore {
  const file = join(dataDir, 'audit.sqlite')
  let database: DatabaseSync | undefined

  function close(): void {
    if (database?.isOpen) database.close()
    database = undefined
  }

  function orUnavailable<Answer>(use: (open: DatabaseSync) => Answer): Answer {
    try {
      database ??= openDatabase(file)
      return use(database)
    } catch (thrown) {
      close()
      if (isDamage(thrown)) setAside(file)
      if (thrown instanceof Fault || !isExpected(thrown)) throw thrown
      throw new Fault('AUDIT_UNAVAILABLE', troubleOf(thrown, file))
    }
  }

  return {
    ends: () => orUnavailable((open) => ({ anchor: endIn(open, 'anchor') ?? beginning, head: headIn(open) })),
    append: (rows) => orUnavailable((open) => atOnce(open, () => insert(open, rows))),
    after: (sequence, most) =>
      orUnavailable((open) => rowsOf(open, 'WHERE sequence > ? ORDER BY sequence LIMIT ?', sequence, most)),
    before: (sequence, most) =>
      orUnavailable((open) => rowsOf(open, 'WHERE sequence < ? ORDER BY sequence DESC LIMIT ?', sequence, most)),
    lastFromBefore: (at) =>
      orUnavailable((open) => {
        const [newer] = rowsOf(open, 'WHERE at >= ? ORDER BY sequence LIMIT ?', at, 1)
        return newer ? newer.sequence - 1 : headIn(open).sequence
      }),
    prune: (anchor, row) =>
      orUnavailable((open) =>
        atOnce(open, () => {
          insert(open, [row])
          setEnd(open, 'anchor', anchor)
          open.prepare('DELETE FROM rows WHERE sequence <= ?').run(anchor.sequence)
        }),
      ),
    setAside: () => setAsideBeside(file),
    close,
  }
}

function openDatabase(file: string): DatabaseSync {
  try {
    return openAsItIs(file)
  } catch (thrown) {
    if (!isDamage(thrown)) throw thrown
    setAside(file)
    return openAsItIs(file)
  }
}

function openAsItIs(file: string): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // SQLite gives the files beside it the same mode.
  closeSync(openSync(file, 'a', 0o600))
  if (process.platform !== 'win32') chmodSync(file, 0o600)
  // Whoever else holds the database must not hold us up: the rows wait in memory.
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;')
    const { user_version: found } = database.prepare('PRAGMA user_version').get() as { user_version: number }
    if (found > schemaVersion) throw new Fault('AUDIT_UNAVAILABLE', 'A newer till agent made the audit trail.')
    if (found === 0) atOnce(database, () => database.exec(schema))
    endIn(database, 'head')
    return database
  } catch (thrown) {
    database.close()
    throw thrown
  }
}

function atOnce(open: DatabaseSync, act: () => void): void {
  open.exec('BEGIN IMMEDIATE')
  try {
    act()
    open.exec('COMMIT')
  } catch (thrown) {
    if (open.isTransaction) open.exec('ROLLBACK')
    throw thrown
  }
}

function insert(open: DatabaseSync, rows: readonly AuditRow[]): void {
  const statement = open.prepare('INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  for (const { sequence, at, event, actor, subject, outcome, detail, previousHash, hash } of rows)
    statement.run(sequence, at, event, actor, subject, outcome, detail, previousHash, hash)
  const head = rows.at(-1)
  if (head) setEnd(open, 'head', head)
}

function setEnd(open: DatabaseSync, name: 'anchor' | 'head', { sequence, hash }: ChainEnd): void {
  open.prepare('INSERT OR REPLACE INTO ends VALUES (?, ?, ?)').run(name, sequence, hash)
}

function endIn(open: DatabaseSync, name: 'anchor' | 'head'): ChainEnd | undefined {
  return open.prepare('SELECT sequence, hash FROM ends WHERE name = ?').get(name) as ChainEnd | undefined
}

/** Rows without a head were tampered with: they are gone on from, with a hash that never fits. */
function headIn(open: DatabaseSync): ChainEnd {
  const head = endIn(open, 'head')
  if (head) return head
  const [last] = rowsOf(open, 'WHERE sequence < ? ORDER BY sequence DESC LIMIT ?', Number.MAX_SAFE_INTEGER, 1)
  return last ? { sequence: last.sequence, hash: '' } : beginning
}

function rowsOf(open: DatabaseSync, which: string, value: number, most: number): AuditRow[] {
  // Null-prototype objects, which not every library takes for plain ones.
  return open
    .prepare(`SELECT * FROM rows ${which}`)
    .all(value, most)
    .map((row) => ({ ...row })) as unknown as AuditRow[]
}

function setAside(file: string): void {
  const date = new Date().toISOString().replaceAll(/[:.]/g, '-')
  const aside = join(dirname(file), `audit.damaged-${date}.sqlite`)
  for (const suffix of ['', '-wal', '-shm']) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
}

function setAsideBeside(file: string): string[] {
  try {
    return readdirSync(dirname(file)).filter((name) => /^audit\.damaged-.*\.sqlite$/.test(name))
  } catch {
    return []
  }
}

/** SQLite's primary result code. */
function sqliteCodeOf(thrown: unknown): number | undefined {
  return thrown instanceof Error && 'errcode' in thrown ? Number(thrown.errcode) & 0xff : undefined
}

function isDamage(thrown: unknown): boolean {
  return damagedCodes.includes(sqliteCodeOf(thrown) ?? 0)
}

function isExpected(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false
  // A number that no row of ours holds.
  const isOutOfRange = 'code' in thrown && thrown.code === 'ERR_OUT_OF_RANGE'
  return isOutOfRange || sqliteCodeOf(thrown) !== undefined || 'syscall' in thrown
}

function troubleOf(thrown: unknown, file: string): string {
  const code = sqliteCodeOf(thrown)
  const name = basename(file)
  if (code === 5 || code === 6) return `Another program holds the audit trail ${name} locked.`
  if (code === 13) return `The disk is full, so the audit trail ${name} cannot be written.`
  if (isDamage(thrown)) return `The audit trail ${name} is damaged; it is set aside.`
  const reason = code === undefined ? (thrown as NodeJS.ErrnoException).code : `SQLite ${code}`
  return `The audit trail ${name} cannot be read or written (${reason}).`
}
