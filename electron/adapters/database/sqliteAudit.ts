import { existsSync, readdirSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { AuditRow } from '#contract/audit.ts'
import { beginning, type ChainEnd } from '#core/audit/auditChain.ts'
import type { AuditStore } from '#core/audit/auditTrail.ts'
import { Fault } from '#core/base/fault.ts'
import { inTransaction, openPrivateFile, PrivateDatabase } from './privateDatabase.ts'
import { isBusy, isDamaged, isDiskFull, sqliteCodeOf } from './sqliteError.ts'

const schemaVersion = 1

const rowColumns = `
  sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, event TEXT NOT NULL, actor TEXT NOT NULL, subject TEXT NOT NULL,
  outcome TEXT NOT NULL, detail TEXT NOT NULL, previousHash TEXT NOT NULL, hash TEXT NOT NULL`

/** The last pruned row. A table that earlier versions do not know and leave alone. */
const prunedSchema = `CREATE TABLE IF NOT EXISTS pruned (${rowColumns}) STRICT;`

const schema = `
  CREATE TABLE rows (${rowColumns}) STRICT;
  CREATE TABLE ends (name TEXT PRIMARY KEY, sequence INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
  PRAGMA user_version = ${schemaVersion};`

/** A number that was tampered with may be none of JavaScript. It is shown as the nearest, which the check of the chain finds. */
function readable(column: string): string {
  return `min(max(${column}, ${Number.MIN_SAFE_INTEGER}), ${Number.MAX_SAFE_INTEGER}) AS ${column}`
}

const columns = `${readable('sequence')}, ${readable('at')}, event, actor, subject, outcome, detail, previousHash, hash`

/** A lock of another process must not hold the agent up: rows wait in memory until they can be written. */
const busyTimeoutMs = 0

/**
 * Stores the audit trail in `audit.sqlite` in the data directory, readable by this user only. A damaged file is renamed
 * to `audit.damaged-<date>.sqlite`, and a new trail begins.
 */
export function createSqliteAudit(dataDir: string): AuditStore {
  const file = join(dataDir, 'audit.sqlite')
  const database = new PrivateDatabase(() => openOrReplace(file))

  function use<Result>(act: (open: DatabaseSync) => Result): Result {
    try {
      return database.use(act)
    } catch (thrown) {
      if (isDamaged(thrown)) setAside(file)
      if (thrown instanceof Fault || !isExpected(thrown)) throw thrown
      throw new Fault('AUDIT_UNAVAILABLE', describe(thrown, basename(file)))
    }
  }

  return {
    ends: () =>
      use((open) => {
        const pruned = copyOf(open.prepare(`SELECT ${columns} FROM pruned ORDER BY sequence DESC LIMIT 1`).get())
        return { anchor: readEnd(open, 'anchor') ?? beginning, pruned, head: readHead(open) }
      }),
    append: (rows) => use((open) => inTransaction(open, () => append(open, rows))),
    after: (sequence, max) =>
      use((open) => selectRows(open, 'WHERE sequence > ? ORDER BY sequence LIMIT ?', sequence, max)),
    before: (sequence, max) =>
      use((open) => selectRows(open, 'WHERE sequence < ? ORDER BY sequence DESC LIMIT ?', sequence, max)),
    lastFromBefore: (at) =>
      use((open) => {
        const [newer] = selectRows(open, 'WHERE at >= ? ORDER BY sequence LIMIT ?', at, 1)
        return newer ? newer.sequence - 1 : readHead(open).sequence
      }),
    prune: (last, row) =>
      use((open) =>
        inTransaction(open, () => {
          append(open, [row])
          writeEnd(open, 'anchor', last)
          open.prepare('DELETE FROM pruned').run()
          inserterInto(open, 'pruned')(last)
          open.prepare('DELETE FROM rows WHERE sequence <= ?').run(last.sequence)
        }),
      ),
    setAside: () => damagedTrails(dirname(file)),
    close: () => database.close(),
  }
}

function openOrReplace(file: string): DatabaseSync {
  try {
    return openFile(file)
  } catch (thrown) {
    if (!isDamaged(thrown)) throw thrown
    setAside(file)
    return openFile(file)
  }
}

function openFile(file: string): DatabaseSync {
  return openPrivateFile(file, busyTimeoutMs, (database) => {
    const { user_version: found } = database.prepare('PRAGMA user_version').get() as { user_version: number }
    if (found > schemaVersion) throw new Fault('AUDIT_UNAVAILABLE', 'A newer till agent made the audit trail.')
    if (found === 0) inTransaction(database, () => database.exec(schema))
    database.exec(prunedSchema)
    // Reads a page, which fails when the file is damaged.
    readEnd(database, 'head')
  })
}

function append(open: DatabaseSync, rows: readonly AuditRow[]): void {
  const insertRow = inserterInto(open, 'rows')
  for (const row of rows) insertRow(row)
  const head = rows.at(-1)
  if (head) writeEnd(open, 'head', head)
}

function inserterInto(open: DatabaseSync, table: 'rows' | 'pruned'): (row: AuditRow) => void {
  const statement = open.prepare(`INSERT INTO ${table} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  return ({ sequence, at, event, actor, subject, outcome, detail, previousHash, hash }) =>
    void statement.run(sequence, at, event, actor, subject, outcome, detail, previousHash, hash)
}

function writeEnd(open: DatabaseSync, name: 'anchor' | 'head', { sequence, hash }: ChainEnd): void {
  open.prepare('INSERT OR REPLACE INTO ends VALUES (?, ?, ?)').run(name, sequence, hash)
}

function readEnd(open: DatabaseSync, name: 'anchor' | 'head'): ChainEnd | undefined {
  return open.prepare(`SELECT ${readable('sequence')}, hash FROM ends WHERE name = ?`).get(name) as ChainEnd | undefined
}

/** Rows without a head were tampered with. The chain goes on from the last row with a hash that never matches. */
function readHead(open: DatabaseSync): ChainEnd {
  const head = readEnd(open, 'head')
  if (head) return head
  const [last] = selectRows(open, 'WHERE sequence < ? ORDER BY sequence DESC LIMIT ?', Number.MAX_SAFE_INTEGER, 1)
  return last ? { sequence: last.sequence, hash: '' } : beginning
}

function selectRows(open: DatabaseSync, where: string, value: number, max: number): AuditRow[] {
  return open
    .prepare(`SELECT ${columns} FROM rows ${where}`)
    .all(value, max)
    .flatMap((row) => copyOf(row) ?? [])
}

/** Copied, since some libraries do not accept SQLite's null-prototype objects as plain ones. */
function copyOf(row: object | undefined): AuditRow | undefined {
  return row && ({ ...row } as AuditRow)
}

function setAside(file: string): void {
  const date = new Date().toISOString().replaceAll(/[:.]/g, '-')
  const aside = join(dirname(file), `audit.damaged-${date}.sqlite`)
  for (const suffix of ['', '-wal', '-shm']) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
}

function damagedTrails(directory: string): string[] {
  try {
    return readdirSync(directory).filter((name) => /^audit\.damaged-.*\.sqlite$/.test(name))
  } catch {
    return []
  }
}

function isExpected(thrown: unknown): boolean {
  return thrown instanceof Error && (sqliteCodeOf(thrown) !== undefined || 'syscall' in thrown)
}

function describe(thrown: unknown, name: string): string {
  if (isBusy(thrown)) return `Another program holds the audit trail ${name} locked.`
  if (isDiskFull(thrown)) return `The disk is full, so the audit trail ${name} cannot be written.`
  if (isDamaged(thrown)) return `The audit trail ${name} is damaged; it is set aside.`
  const code = sqliteCodeOf(thrown)
  const reason = code === undefined ? (thrown as NodeJS.ErrnoException).code : `SQLite ${code}`
  return `The audit trail ${name} cannot be read or written (${reason}).`
}
