import { chmodSync, constants, copyFileSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { syncDirectory, syncFile } from '#adapters/system/fsync.ts'
import type { KeptPackage } from '#core/updates/journalStore.ts'
import { digestFile } from './checkedCopy.ts'

/**
 * Keeps a copy of a version's package for a rollback, in place of the one that was kept before. Its hash is noted now, and
 * nothing else is installed later.
 *
 * @param isGenuine asked about the copy, which no other user can change
 * @returns `undefined` when it is not
 */
export async function keepPackage(
  from: string,
  directory: string,
  version: string,
  isGenuine: (copy: string) => Promise<boolean> = async () => true,
): Promise<KeptPackage | undefined> {
  const keptDirectory = join(directory, 'kept')
  mkdirSync(keptDirectory, { recursive: true, mode: 0o700 })
  const path = join(keptDirectory, `${version}-${basename(from)}`)
  if (path !== from) {
    const temporary = join(directory, `kept.new${extname(from)}`)
    copyFileSync(from, temporary, constants.COPYFILE_FICLONE)
    chmodSync(temporary, 0o700)
    if (!(await isGenuine(temporary))) {
      rmSync(temporary, { force: true })
      return undefined
    }
    syncFile(temporary)
    rmSync(keptDirectory, { recursive: true })
    mkdirSync(keptDirectory, { mode: 0o700 })
    renameSync(temporary, path)
    syncDirectory(keptDirectory)
  }
  return { version, path, file: await digestFile(path) }
}
