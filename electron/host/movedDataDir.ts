import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { isLocked } from '#adapters/database/dataDirLock.ts'

/** The call of the file system that moves. A test puts one in its place that fails. */
type Disk = { renameSync: typeof renameSync }

/**
 * Moves the data of an earlier build to where data belongs, by one rename: as a whole or not at all.
 *
 * @param from the earlier place; absent where there is none
 * @returns the directory to use: the earlier one while an agent uses it, or when it cannot be renamed, as from a server that a
 * profile is redirected to
 */
export function movedDataDir(to: string, from: string | undefined, disk: Disk = { renameSync }): string {
  if (from === undefined || existsSync(to) || !existsSync(from)) return to
  if (isLocked(from)) return from
  try {
    mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
    disk.renameSync(from, to)
    return to
  } catch {
    // Another process may have moved it in the meantime.
    return existsSync(to) ? to : from
  }
}
