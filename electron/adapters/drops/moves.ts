import type { PathLike } from 'node:fs'
import { link, lstat, rename, unlink } from 'node:fs/promises'

/** A link and then the end of the first name: unlike a rename, it replaces nothing. Where there are no links, it is looked first. */
export async function moveWithoutReplacing(from: PathLike, to: string): Promise<boolean> {
  if (await isThere(to)) return false
  const stats = await lstat(from)
  if (!stats.isFile() || stats.nlink > 1) {
    await rename(from, to)
    return true
  }
  try {
    await link(from, to)
  } catch (thrown) {
    const code = codeOf(thrown)
    if (code === 'EEXIST') return false
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS' && code !== 'EOPNOTSUPP') throw thrown
    await rename(from, to)
    return true
  }
  await unlink(from)
  return true
}

export async function isThere(path: PathLike): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return false
    throw thrown
  }
}

export function codeOf(thrown: unknown): string | undefined {
  return (thrown as NodeJS.ErrnoException).code
}
