import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Fault } from '../core/fault.ts'
import type { StoredVerification, VerificationStore } from '../core/verificationStore.ts'

const schema = `
  CREATE TABLE IF NOT EXISTS verifications (id TEXT PRIMARY KEY, facts TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS sends (customer TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS sendsByCustomer ON sends (customer, at);
  CREATE INDEX IF NOT EXISTS sendsByTime ON sends (at);`

/**
 * Verifications and the count of codes in `verifications.sqlite` below the data directory, for this user alone. A
 * damaged file is never put aside by itself: with it every customer's budget would be fresh (attacks.md T54).
 */
export function createSqliteVerifications(dataDir: string): VerificationStore {
  const file = join(dataDir, 'verifications.sqlite')
  let database: DatabaseSync | undefined
  let isClosed = false

  function orUnavailable<Answer>(use: (open: DatabaseSync) => Answer): Answer {
    // What was still under way then must not open it again: nobody would close it.
    if (isClosed) throw new Fault('VERIFICATIONS_UNAVAILABLE', 'The till agent is ending.')
    try {
      database ??= opened(file)
      return use(database)
    } catch (thrown) {
      if (database?.isOpen) database.close()
      database = undefined
      if (!(thrown instanceof Error) || !('code' in thrown)) throw thrown
      throw new Fault(
        'VERIFICATIONS_UNAVAILABLE',
        `verifications.sqlite cannot be read or written (${thrown.message}).`,
      )
    }
  }

  return {
    all: () =>
      orUnavailable((open) =>
        open
          .prepare('SELECT facts FROM verifications')
          .all()
          .map(({ facts }) => JSON.parse(facts as string) as StoredVerification),
      ),
    keep: (verification) =>
      orUnavailable((open) => {
        const facts = JSON.stringify(verification)
        open.prepare('INSERT OR REPLACE INTO verifications VALUES (?, ?)').run(verification.id, facts)
      }),
    forget: (id) => orUnavailable((open) => void open.prepare('DELETE FROM verifications WHERE id = ?').run(id)),
    sendsTo: (customer, since) =>
      orUnavailable((open) =>
        open
          .prepare('SELECT at FROM sends WHERE customer = ? AND at >= ? ORDER BY at')
          .all(customer, since)
          .map(({ at }) => at as number),
      ),
    countSend: (customer, at) =>
      orUnavailable((open) => void open.prepare('INSERT INTO sends VALUES (?, ?)').run(customer, at)),
    uncountSend: (customer, at) =>
      orUnavailable((open) => {
        const one = 'SELECT rowid FROM sends WHERE customer = ? AND at = ? LIMIT 1'
        open.prepare(`DELETE FROM sends WHERE rowid IN (${one})`).run(customer, at)
      }),
    forgetSendsBefore: (at) => orUnavailable((open) => void open.prepare('DELETE FROM sends WHERE at < ?').run(at)),
    bringSendsBackTo: (at) =>
      orUnavailable((open) => void open.prepare('UPDATE sends SET at = ? WHERE at > ?').run(at, at)),
    close: () => {
      isClosed = true
      if (database?.isOpen) database.close()
      database = undefined
    },
  }
}

function opened(file: string): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // SQLite gives the files beside it the same mode.
  closeSync(openSync(file, 'a', 0o600))
  if (process.platform !== 'win32') chmodSync(file, 0o600)
  const database = new DatabaseSync(file, { timeout: 1_000 })
  try {
    // What is deleted is overwritten: sealed or not, nobody's number stays behind.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;')
    database.exec(schema)
    return database
  } catch (thrown) {
    database.close()
    throw thrown
  }
}
