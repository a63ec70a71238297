import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { writeWholeFile } from '#adapters/system/wholeFile.ts'
import { Fault, type FaultRemedy } from '#core/base/fault.ts'
import { parseJson } from '#core/base/parseJson.ts'
import type { StoredVerification, VerificationStore } from '#core/verification/store.ts'
import { readStoredVerification } from '#core/verification/storedVerification.ts'
import { inTransaction, openPrivateFile, PrivateDatabase } from './privateDatabase.ts'
import { isBusy, isDamaged, isDiskFull, sqliteCodeOf } from './sqliteError.ts'

const schema = `
  CREATE TABLE IF NOT EXISTS verifications (id TEXT PRIMARY KEY, facts TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS sends (customer TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS sendsByCustomer ON sends (customer, at);
  CREATE INDEX IF NOT EXISTS sendsByTime ON sends (at);
  CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`

const StoredMark = z.object({ budgetMs: z.int(), wallMs: z.int() })

/** Another program's lock must not hold up requests: a call fails at once, and its caller may try again. */
const busyTimeoutMs = 0

/**
 * Stores verifications and the times of sent codes in `verifications.sqlite` in the data directory, readable by this
 * user only. A damaged file is never replaced: every customer's budget of codes would start afresh (attacks.md T54).
 */
export function createSqliteVerifications(dataDir: string): VerificationStore {
  const database = new PrivateDatabase(() => openFile(join(dataDir, 'verifications.sqlite')))
  let isClosed = false

  function use<Result>(act: (open: DatabaseSync) => Result): Result {
    // A call that ends after `close` must not open the file again: no later `close` would follow.
    if (isClosed) throw new Fault('VERIFICATIONS_UNAVAILABLE', 'The till agent is ending.')
    try {
      return database.use(act)
    } catch (thrown) {
      throw unavailable(thrown)
    }
  }

  return {
    all: () =>
      use((open) => {
        const rows = open.prepare('SELECT id, facts FROM verifications').all() as unknown as Row[]
        const read = rows.map((row) => ({ row, verification: verificationIn(row) }))
        const damaged = read.flatMap(({ row, verification }) => (verification ? [] : [row]))
        if (damaged.length > 0) setAside(open, dataDir, damaged)
        return read.flatMap(({ verification }) => verification ?? [])
      }),
    save: (verification) =>
      use((open) => {
        const facts = JSON.stringify(verification)
        open.prepare('INSERT OR REPLACE INTO verifications VALUES (?, ?)').run(verification.id, facts)
      }),
    remove: (id) => use((open) => void open.prepare('DELETE FROM verifications WHERE id = ?').run(id)),
    sends: () =>
      use((open) =>
        open
          // What damage made of a time may be more than a number of JavaScript holds.
          .prepare('SELECT customer, min(at, ?) AS at FROM sends')
          .all(Number.MAX_SAFE_INTEGER)
          .map(({ customer, at }) => ({ key: customer as string, at: at as number })),
      ),
    countSend: (keys, at, mark) =>
      use((open) =>
        inTransaction(open, () => {
          const insert = open.prepare('INSERT INTO sends VALUES (?, ?)')
          for (const key of keys) insert.run(key, at)
          writeNote(open, 'clock', JSON.stringify(mark))
        }),
      ),
    uncountSend: (keys, at) =>
      use((open) =>
        inTransaction(open, () => {
          const first = 'SELECT rowid FROM sends WHERE customer = ? AND at = ? LIMIT 1'
          const remove = open.prepare(`DELETE FROM sends WHERE rowid IN (${first})`)
          for (const key of keys) remove.run(key, at)
        }),
      ),
    removeSendsBefore: (at) => use((open) => void open.prepare('DELETE FROM sends WHERE at < ?').run(at)),
    mark: () => use((open) => StoredMark.safeParse(parseJson(readNote(open, 'clock') ?? '')).data),
    saveMark: (mark) => use((open) => writeNote(open, 'clock', JSON.stringify(mark))),
    counterKey: () => use((open) => readNote(open, 'counter-key')),
    saveCounterKey: (key) => use((open) => writeNote(open, 'counter-key', key)),
    setAside: () => damagedFiles(dataDir),
    close: () => {
      isClosed = true
      database.close()
    },
  }
}

function openFile(file: string): DatabaseSync {
  return openPrivateFile(file, busyTimeoutMs, (database) => {
    // Overwrites what is deleted, so that no phone number stays in the file, not even encrypted.
    database.exec(`PRAGMA secure_delete = ON; ${schema}`)
  })
}

interface Row {
  id: string
  facts: string
}

function verificationIn({ id, facts }: Row): StoredVerification | undefined {
  const verification = readStoredVerification(parseJson(facts))
  return verification?.id === id ? verification : undefined
}

/** Moves rows that cannot be read into a file of their own. Where that cannot be written, they stay and are left out. */
function setAside(open: DatabaseSync, dataDir: string, damaged: readonly Row[]): void {
  const date = new Date().toISOString().replaceAll(/[:.]/g, '-')
  try {
    writeWholeFile(join(dataDir, `verifications.damaged-${date}.json`), JSON.stringify(damaged))
  } catch {
    return
  }
  const remove = open.prepare('DELETE FROM verifications WHERE id = ?')
  for (const { id } of damaged) remove.run(id)
}

function damagedFiles(dataDir: string): string[] {
  try {
    return readdirSync(dataDir).filter((name) => /^verifications\.damaged-.*\.json$/.test(name))
  } catch {
    return []
  }
}

type NoteName = 'clock' | 'counter-key'

function readNote(open: DatabaseSync, name: NoteName): string | undefined {
  return open.prepare('SELECT value FROM notes WHERE name = ?').get(name)?.value as string | undefined
}

function writeNote(open: DatabaseSync, name: NoteName, value: string): void {
  open.prepare('INSERT OR REPLACE INTO notes VALUES (?, ?)').run(name, value)
}

/** Errors of SQLite and of the system have a code. Anything else is a bug and stays as it is. */
function unavailable(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || !('code' in thrown)) return thrown
  return new Fault('VERIFICATIONS_UNAVAILABLE', describe(thrown), undefined, remedyFor(thrown))
}

function describe(thrown: Error): string {
  if (isBusy(thrown)) return 'Another program holds verifications.sqlite locked, so codes cannot be counted.'
  if (isDiskFull(thrown))
    return 'The disk is full, so verifications.sqlite cannot be written and codes cannot be counted.'
  if (isDamaged(thrown)) return 'verifications.sqlite is damaged, so codes cannot be counted.'
  const code = sqliteCodeOf(thrown)
  const reason = code === undefined ? (thrown as NodeJS.ErrnoException).code : `SQLite ${code}`
  return `verifications.sqlite cannot be read or written (${reason}), so codes cannot be counted.`
}

/** A damaged file is never replaced without being asked: every customer would have a fresh budget. */
function remedyFor(thrown: Error): FaultRemedy {
  if (!isDamaged(thrown)) return { usualFor: 'VERIFICATIONS_UNAVAILABLE' }
  return 'Find out why. Then end the agent and move verifications.sqlite out of the data directory: the count of codes begins anew.'
}
