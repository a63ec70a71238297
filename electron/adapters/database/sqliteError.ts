/** Primary result codes of SQLite (https://sqlite.org/rescode.html). */
const codes = { busy: 5, locked: 6, corrupt: 11, full: 13, notADatabase: 26 }

/** The primary result code of an error of `node:sqlite`; `undefined` for other errors. */
export function sqliteCodeOf(thrown: unknown): number | undefined {
  return thrown instanceof Error && 'errcode' in thrown ? Number(thrown.errcode) & 0xff : undefined
}

/** Whether another process or connection has the database locked. */
export function isBusy(thrown: unknown): boolean {
  const code = sqliteCodeOf(thrown)
  return code === codes.busy || code === codes.locked
}

export function isDiskFull(thrown: unknown): boolean {
  return sqliteCodeOf(thrown) === codes.full
}

/** Whether the file is a damaged database, or no database at all. */
export function isDamaged(thrown: unknown): boolean {
  const code = sqliteCodeOf(thrown)
  return code === codes.corrupt || code === codes.notADatabase
}
