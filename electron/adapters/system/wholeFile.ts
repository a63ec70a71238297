import * as fs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { syncDirectory } from './fsync.ts'

/** The calls of the file system that a write takes. A test puts one in their place that fails. */
export type Disk = Pick<
  typeof fs,
  | 'openSync'
  | 'writeSync'
  | 'fsyncSync'
  | 'closeSync'
  | 'readFileSync'
  | 'renameSync'
  | 'linkSync'
  | 'copyFileSync'
  | 'existsSync'
  | 'realpathSync'
  | 'rmSync'
  | 'chmodSync'
>

const ownerOnly = 0o600
const everybodyReads = 0o644

/**
 * Windows refuses to rename onto a file that a virus scanner has open. The event loop stands still meanwhile, so the
 * pauses are short; a file that is held for longer is reported.
 */
const scannerPausesMs = [5, 10, 20]
const scannerCodes = new Set(['EPERM', 'EACCES', 'EBUSY'])

/**
 * Replaces a file as a whole, readable by its owner only. The content is written beside it, read back and synced before it
 * gets the file's name, so a disk that takes a part of it destroys nothing. The file before stays as `<path>.before`. A
 * directory that is gone is not made again: somebody has removed it.
 *
 * @throws a system error. The file is as it was then
 */
export function writeWholeFile(path: string, content: string, disk: Disk = fs): void {
  const file = endOfLinks(path, disk)
  const fresh = `${file}.new`
  let before: Before
  try {
    // What lies there may be somebody's link, or is left of a write that was killed.
    disk.rmSync(fresh, { force: true })
    writeNewFile(fresh, Buffer.from(content), disk)
    before = keepBefore(file, disk)
    renameOver(fresh, file, disk)
  } catch (thrown) {
    tryRemove(fresh, disk)
    throw thrown
  }
  try {
    syncDirectory(dirname(file), disk)
  } catch (thrown) {
    // The new name may not outlast a power cut, so the caller is told that nothing was written, and that is made true.
    if (before === 'kept') disk.renameSync(`${file}.before`, file)
    if (before === 'none') disk.rmSync(file)
    throw thrown
  }
}

/**
 * Replaces a file that everybody may read and that nobody keeps: it is made anew at each start. What lies there may be
 * somebody's link, which is replaced and never followed (attacks.md T23).
 *
 * @throws a system error. The file is as it was then
 */
export function writePublicFile(path: string, content: string, disk: Disk = fs): void {
  // Two agents of one user may write it at the same time.
  const fresh = `${path}.${process.pid}.new`
  try {
    disk.rmSync(fresh, { force: true })
    writeNewFile(fresh, Buffer.from(content), disk)
    disk.chmodSync(fresh, everybodyReads)
    renameOver(fresh, path, disk)
  } catch (thrown) {
    tryRemove(fresh, disk)
    throw thrown
  }
}

/** What became of the file that was there: `lost` when the disk cannot keep it beside the new one. */
type Before = 'kept' | 'lost' | 'none'

/** Removes what a process that was killed while it wrote the file has left beside it. For the only process that writes it. */
export function sweepUnfinished(path: string, disk: Disk & Pick<typeof fs, 'readdirSync'> = fs): void {
  const file = endOfLinks(path, disk)
  // `electron-store` would write through files with this ending.
  const isUnfinished = (name: string) => name === `${basename(file)}.new` || name.startsWith(`${basename(file)}.tmp-`)
  try {
    for (const name of disk.readdirSync(dirname(file)).filter(isUnfinished)) tryRemove(join(dirname(file), name), disk)
  } catch {
    // The directory cannot be listed. What is left there does no harm.
  }
}

/** The file that a link leads to; the path itself when it is no link or leads nowhere. */
function endOfLinks(path: string, disk: Disk): string {
  try {
    return disk.realpathSync(path)
  } catch {
    return path
  }
}

/**
 * Writes a file that must not exist, readable by its owner only. It is on the disk and whole when this returns.
 *
 * @throws a system error; nothing is left then. `EEXIST` when there is something of that name
 */
export function writeNewFile(path: string, bytes: Uint8Array, disk: Disk = fs): void {
  writeNew(path, bytes, disk)
}

/** The same, readable by everybody. Its mode is set by the handle: what has its name by then may be another file. */
export function writeNewPublicFile(path: string, bytes: Uint8Array): void {
  writeNew(path, bytes, fs, everybodyReads)
}

function writeNew(path: string, bytes: Uint8Array, disk: Disk, mode?: number): void {
  const descriptor = disk.openSync(path, 'wx', ownerOnly)
  try {
    writeAll(descriptor, bytes, disk, mode)
    if (!disk.readFileSync(path).equals(bytes)) throw incompleteWrite(path)
  } catch (thrown) {
    tryRemove(path, disk)
    throw thrown
  }
}

function writeAll(descriptor: number, bytes: Uint8Array, disk: Disk, mode: number | undefined): void {
  try {
    if (mode !== undefined) fs.fchmodSync(descriptor, mode)
    for (let at = 0; at < bytes.length; ) {
      // Fewer than asked for where the disk is nearly full.
      const written = disk.writeSync(descriptor, bytes, at, bytes.length - at)
      if (written === 0) break
      at += written
    }
    disk.fsyncSync(descriptor)
  } finally {
    disk.closeSync(descriptor)
  }
}

/** Looks like an error of the system, since the cause is one that the system did not report. */
function incompleteWrite(path: string): Error {
  const message = `EIO: the disk does not hold what was written, write '${path}'`
  return Object.assign(new Error(message), { code: 'EIO', syscall: 'write', path })
}

/** Gives the file a second name, which stays when the first gets another content. A failure does not stop the write. */
function keepBefore(file: string, disk: Disk): Before {
  const before = `${file}.before`
  if (!disk.existsSync(file)) return 'none'
  try {
    disk.rmSync(before, { force: true })
    disk.linkSync(file, before)
    return 'kept'
  } catch {
    return copyBefore(file, before, disk)
  }
}

/** For file systems without hard links. */
function copyBefore(file: string, before: string, disk: Disk): Before {
  try {
    disk.copyFileSync(file, before)
    if (disk.readFileSync(before).equals(disk.readFileSync(file))) return 'kept'
  } catch {
    // A part of it is worse than none.
  }
  tryRemove(before, disk)
  return 'lost'
}

function renameOver(from: string, to: string, disk: Disk): void {
  const pausesMs = process.platform === 'win32' ? [...scannerPausesMs] : []
  for (;;) {
    try {
      disk.renameSync(from, to)
      return
    } catch (thrown) {
      const pauseMs = scannerCodes.has((thrown as NodeJS.ErrnoException).code ?? '') ? pausesMs.shift() : undefined
      if (pauseMs === undefined) throw thrown
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs)
    }
  }
}

function tryRemove(path: string, disk: Disk): void {
  try {
    disk.rmSync(path, { force: true })
  } catch {
    // The next start sweeps it.
  }
}
