import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** A database that opens at its first use, and again after a failed use. */
export class PrivateDatabase {
  readonly #open: () => DatabaseSync
  #database: DatabaseSync | undefined

  constructor(open: () => DatabaseSync) {
    this.#open = open
  }

  /** @throws as `open` and as `act`; the database is closed then */
  use<Result>(act: (database: DatabaseSync) => Result): Result {
    try {
      this.#database ??= this.#open()
      return act(this.#database)
    } catch (thrown) {
      this.close()
      throw thrown
    }
  }

  close(): void {
    if (this.#database?.isOpen) this.#database.close()
    this.#database = undefined
  }
}

/**
 * Opens an SQLite file that only this user may read. Each transaction is on the disk when it ends.
 *
 * @param busyTimeoutMs how long a call waits for another process's lock
 * @param prepare checks or creates the tables
 * @throws an error of `node:sqlite` · a system error · as `prepare`
 */
export function openPrivateFile(
  file: string,
  busyTimeoutMs: number,
  prepare: (database: DatabaseSync) => void,
): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // SQLite gives the WAL files beside it the same mode.
  closeSync(openSync(file, 'a', 0o600))
  if (process.platform !== 'win32') chmodSync(file, 0o600)
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs })
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;')
    prepare(database)
    return database
  } catch (thrown) {
    database.close()
    throw thrown
  }
}

/** Runs `act` in a transaction, which is rolled back when it throws. */
export function inTransaction(database: DatabaseSync, act: () => void): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    act()
    database.exec('COMMIT')
  } catch (thrown) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw thrown
  }
}
