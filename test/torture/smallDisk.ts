import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const sizeKiB = 4 * 1024

/** A file system of its own in memory, so small that it can be filled. Only root can make one. */
export class SmallDisk {
  readonly folder: string
  readonly #ballast: string

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true })
    mount('-t', 'tmpfs', '-o', `size=${sizeKiB}k,mode=0700`, 'tmpfs', folder)
    this.folder = folder
    this.#ballast = join(folder, 'ballast')
  }

  /** Fills it up to this many free blocks, or fewer where the agent takes some at the same time. */
  fill(freeBlocks: number): void {
    const { bsize, bavail } = statfsSync(this.folder)
    try {
      writeFileSync(this.#ballast, Buffer.alloc(Math.max(0, bavail - freeBlocks) * bsize))
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'ENOSPC') throw thrown
    }
  }

  empty(): void {
    truncateSync(this.#ballast)
    rmSync(this.#ballast)
  }

  /** @throws while a process has a file open to write */
  setReadOnly(isReadOnly: boolean): void {
    mount('-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, this.folder)
  }

  close(): void {
    execFileSync('umount', ['--lazy', this.folder], { stdio: 'pipe' })
  }
}

/** Why there can be no small disk; `undefined` when there can. */
export function smallDiskSkipReason(folder: string): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root can make a small disk, on Linux'
  try {
    new SmallDisk(folder).close()
    return undefined
  } catch {
    return 'this container may not mount a file system'
  }
}

function mount(...args: string[]): void {
  execFileSync('mount', args, { stdio: 'pipe' })
}
