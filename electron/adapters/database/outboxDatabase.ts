import { join } from 'node:path'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { syncDirectory } from '#adapters/system/fsync.ts'
import type { RequestOutcome, Sealed, SealedParts } from '#core/outbox/store.ts'
import { outboxFile } from './outboxMessages.ts'
import { openPrivateFile } from './privateDatabase.ts'

const schemaVersion = 1

const schema = `
  CREATE TABLE entries (
    sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, facts TEXT NOT NULL,
    keyId TEXT NOT NULL, contents BLOB NOT NULL, answerKeyId TEXT, answer BLOB) STRICT;
  CREATE TABLE outcomes (requestId TEXT PRIMARY KEY, at INTEGER NOT NULL, facts TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX outcomesByTime ON outcomes (at);
  PRAGMA user_version = ${schemaVersion};`

/** Files of drops came later than the rest. An older agent leaves the table alone. */
const filesSchema = `
  CREATE TABLE IF NOT EXISTS files (
    sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, facts TEXT NOT NULL, keyId TEXT, contents BLOB) STRICT;`

/** No other program has business with the file; one that scans it lets go soon. */
const busyTimeoutMs = 2_000

/** As much as the write-ahead log grows before it is moved into the database, in pages of 4 KiB, where it is never idle. */
const maxLogPages = 4_096

/** An entry as a row. @property facts text of `storedEntry.ts`, which the main thread writes and reads */
export interface EntryRow {
  sequence: number
  id: string
  facts: string
}

/** What the thread is asked for. */
export interface OutboxCalls {
  load(): EntryRow[]
  append(row: EntryRow, contents: Sealed): void
  update(id: string, facts: string, parts: Partial<SealedParts>): void
  read(id: string): SealedParts | undefined
  remove(ids: readonly string[]): void
  recordOutcomes(outcomes: readonly RequestOutcome[]): void
  outcomeOf(requestId: string): RequestOutcome | undefined
  removeOutcomesBefore(at: number): void
  loadFiles(): EntryRow[]
  addFile(row: EntryRow, contents: Sealed): void
  /** @param letsGo whether the contents go */
  updateFile(id: string, facts: string, letsGo: boolean): void
  readFile(id: string): Sealed | undefined
  removeFiles(ids: readonly string[]): void
}

/** The database was written by a newer agent, or holds what no agent wrote. */
export class UnreadableOutbox extends Error {}

/**
 * `outbox.sqlite` in the data directory, readable by this user only. A damaged file is never replaced nor repaired: it holds
 * sales that nobody else has.
 */
export class OutboxDatabase {
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  /** @throws UnreadableOutbox · an error of `node:sqlite` · a system error */
  constructor(dataDir: string) {
    this.#database = openPrivateFile(join(dataDir, outboxFile), busyTimeoutMs, prepare)
    // The name of a new file must survive a power cut as its pages do.
    syncDirectory(dataDir)
  }

  /** Runs several calls as one transaction, which is on the disk when this returns. @throws as the constructor */
  transact(act: (calls: OutboxCalls) => void): void {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      act(this.#calls)
      this.#database.exec('COMMIT')
    } catch (thrown) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw thrown
    }
  }

  /** Moves the write-ahead log into the database, which would hold up a commit. To be called when there is nothing to do. */
  checkpoint(): void {
    this.#database.exec('PRAGMA wal_checkpoint(PASSIVE)')
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close()
  }

  readonly #calls: OutboxCalls = {
    load: () =>
      this.#prepared('SELECT sequence, id, facts FROM entries ORDER BY sequence').all() as unknown as EntryRow[],
    append: ({ sequence, id, facts }, { keyId, bytes }) =>
      void this.#prepared('INSERT INTO entries (sequence, id, facts, keyId, contents) VALUES (?, ?, ?, ?, ?)').run(
        ...[sequence, id, facts, keyId],
        bytes,
      ),
    update: (id, facts, { contents, answer }) => {
      this.#prepared('UPDATE entries SET facts = ? WHERE id = ?').run(facts, id)
      if (contents)
        this.#prepared('UPDATE entries SET keyId = ?, contents = ? WHERE id = ?').run(
          contents.keyId,
          contents.bytes,
          id,
        )
      if (answer)
        this.#prepared('UPDATE entries SET answerKeyId = ?, answer = ? WHERE id = ?').run(
          answer.keyId,
          answer.bytes,
          id,
        )
    },
    read: (id) => {
      const row = this.#prepared('SELECT keyId, contents, answerKeyId, answer FROM entries WHERE id = ?').get(id)
      return row && readContents(row as unknown as ContentsRow)
    },
    remove: (ids) => {
      for (const id of ids) this.#prepared('DELETE FROM entries WHERE id = ?').run(id)
    },
    recordOutcomes: (outcomes) => {
      const insert = this.#prepared('INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?)')
      for (const outcome of outcomes) insert.run(outcome.requestId, outcome.at, JSON.stringify(outcome))
    },
    outcomeOf: (requestId) => {
      const row = this.#prepared('SELECT facts FROM outcomes WHERE requestId = ?').get(requestId)
      return row && (JSON.parse(row.facts as string) as RequestOutcome)
    },
    removeOutcomesBefore: (at) => void this.#prepared('DELETE FROM outcomes WHERE at < ?').run(at),
    loadFiles: () =>
      this.#prepared('SELECT sequence, id, facts FROM files ORDER BY sequence').all() as unknown as EntryRow[],
    addFile: ({ sequence, id, facts }, { keyId, bytes }) =>
      void this.#prepared('INSERT INTO files VALUES (?, ?, ?, ?, ?)').run(sequence, id, facts, keyId, bytes),
    updateFile: (id, facts, letsGo) => {
      this.#prepared('UPDATE files SET facts = ? WHERE id = ?').run(facts, id)
      if (letsGo) this.#prepared('UPDATE files SET keyId = NULL, contents = NULL WHERE id = ?').run(id)
    },
    readFile: (id) => {
      const row = this.#prepared('SELECT keyId, contents FROM files WHERE id = ?').get(id)
      return row?.contents ? { keyId: row.keyId as string, bytes: row.contents as Uint8Array } : undefined
    },
    removeFiles: (ids) => {
      for (const id of ids) this.#prepared('DELETE FROM files WHERE id = ?').run(id)
    },
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known) return known
    const prepared = this.#database.prepare(sql)
    this.#statements.set(sql, prepared)
    return prepared
  }
}

function prepare(database: DatabaseSync): void {
  // Overwrites what is deleted, so that no sale and no customer stays in the file, not even encrypted.
  database.exec('PRAGMA secure_delete = ON')
  // `fullfsync` has macOS empty the disk's own cache as well; elsewhere it means nothing.
  database.exec(`PRAGMA wal_autocheckpoint = ${maxLogPages}; PRAGMA fullfsync = 1; PRAGMA checkpoint_fullfsync = 1;`)
  const { user_version: found } = database.prepare('PRAGMA user_version').get() as { user_version: number }
  if (found > schemaVersion) throw new UnreadableOutbox('A newer till agent made the outbox')
  if (found === 0) database.exec(`BEGIN IMMEDIATE; ${schema} COMMIT`)
  database.exec(filesSchema)
  const { quick_check: verdict } = database.prepare('PRAGMA quick_check(1)').get() as { quick_check: string }
  if (verdict !== 'ok') throw new UnreadableOutbox('The database of the outbox is damaged')
}

interface ContentsRow {
  keyId: string
  contents: Uint8Array
  answerKeyId: string | null
  answer: Uint8Array | null
}

function readContents({ keyId, contents, answerKeyId, answer }: ContentsRow): SealedParts {
  return {
    contents: { keyId, bytes: contents },
    ...(answer && answerKeyId !== null && { answer: { keyId: answerKeyId, bytes: answer } }),
  }
}
