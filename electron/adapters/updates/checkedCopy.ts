import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import type { ReleaseFile } from '#core/releases/release.ts'
import { UpdateError } from '#core/releases/updateError.ts'

/** Size in bytes, and SHA-512 as base64. */
type FileDigest = Pick<ReleaseFile, 'size' | 'sha512'>

const chunkBytes = 1024 * 1024

/**
 * Copies a package to where no other user can write, and checks the bytes that are written: replacing the original before,
 * meanwhile or afterwards has no effect (attacks.md T59).
 *
 * @param to must not exist, in a directory of this user's alone
 * @throws UpdateError `PACKAGE_MISMATCH` · a system error; nothing is left then
 */
export async function copyChecked(from: string, to: string, expected: FileDigest): Promise<void> {
  // A pipe of somebody's would otherwise be waited for.
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
  const source = await open(from, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch(() => {
    throw new UpdateError('PACKAGE_MISMATCH', 'the package is gone')
  })
  try {
    if (!(await source.stat()).isFile()) throw new UpdateError('PACKAGE_MISMATCH', 'the package is no file')
    const target = await open(to, 'wx', 0o700)
    try {
      const { size, sha512 } = await readDigest(source, expected.size, (chunk) => target.writeFile(chunk))
      if (size !== expected.size || sha512 !== expected.sha512) throw new UpdateError('PACKAGE_MISMATCH')
      await target.sync()
    } catch (thrown) {
      await unlink(to).catch(() => {})
      throw thrown
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

/** @throws a system error */
export async function digestFile(path: string): Promise<FileDigest> {
  const file = await open(path, 'r')
  try {
    return await readDigest(file, Number.POSITIVE_INFINITY, async () => {})
  } finally {
    await file.close()
  }
}

/** Stops one chunk after `maxBytes`, so the size then differs from the expected one. */
async function readDigest(
  source: FileHandle,
  maxBytes: number,
  onChunk: (chunk: Uint8Array) => Promise<void>,
): Promise<FileDigest> {
  const hash = createHash('sha512')
  let size = 0
  while (size <= maxBytes) {
    const { bytesRead, buffer } = await source.read({ buffer: Buffer.allocUnsafe(chunkBytes) })
    if (bytesRead === 0) break
    size += bytesRead
    const chunk = buffer.subarray(0, bytesRead)
    hash.update(chunk)
    await onChunk(chunk)
  }
  return { size, sha512: hash.digest('base64') }
}
