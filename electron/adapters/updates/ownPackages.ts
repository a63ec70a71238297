import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import type { KeptPackage } from '../../core/updates/updateStore.ts'
import { describe } from './checkedCopy.ts'
import { syncDirectory } from './fileUpdateStore.ts'

/** Lays the package of a version by, in place of the one that was laid by before. */
export async function layBy(from: string, directory: string, version: string): Promise<KeptPackage> {
  const kept = join(directory, 'kept')
  mkdirSync(kept, { recursive: true, mode: 0o700 })
  const path = join(kept, `${version}-${basename(from)}`)
  if (path !== from) {
    const fresh = join(directory, 'kept.new')
    copyFileSync(from, fresh, constants.COPYFILE_FICLONE)
    chmodSync(fresh, 0o700)
    sync(fresh)
    rmSync(kept, { recursive: true })
    mkdirSync(kept, { mode: 0o700 })
    renameSync(fresh, path)
    syncDirectory(kept)
  }
  return { version, path, file: await describe(path) }
}

/** A directory of this user's alone, gone with `remove`. */
export function makeStage(beside: string): { path: string; remove(): void } {
  const path = mkdtempSync(join(beside, '.till-agent-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
