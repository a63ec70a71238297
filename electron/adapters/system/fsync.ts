import * as fs from 'node:fs'

type Disk = Pick<typeof fs, 'openSync' | 'fsyncSync' | 'closeSync'>

/** Writes a file's content to the disk, so that it survives a power cut. */
export function syncFile(path: string): void {
  sync(path, 'r+', fs)
}

/** Writes a directory's names to the disk, so that a rename survives a power cut. Windows does so without being asked. */
export function syncDirectory(path: string, disk: Disk = fs): void {
  if (process.platform !== 'win32') sync(path, 'r', disk)
}

function sync(path: string, flags: string, disk: Disk): void {
  const descriptor = disk.openSync(path, flags)
  try {
    disk.fsyncSync(descriptor)
  } finally {
    disk.closeSync(descriptor)
  }
}
