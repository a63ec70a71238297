import { accessSync, constants, statfsSync } from 'node:fs'

const folder = '/dev/shm'
/** More than the files of all tests that run at once. */
const minFreeBytes = 512 * 1024 * 1024

/** Where temporary files are in memory and nothing waits for a disk; `undefined` where there is no such place, or little room. */
export function memoryFolder(): string | undefined {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize >= minFreeBytes ? folder : undefined
  } catch {
    return undefined
  }
}
