import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import type { ReleaseFile } from '../../core/updates/release.ts'
import { UpdateStopped } from '../../core/updates/updateStopped.ts'

type Expected = Pick<ReleaseFile, 'size' | 'sha512'>

const partBytes = 1024 * 1024

/**
 * Copies a package to where nobody else can write, and checks the very bytes that are written: whoever swaps the
 * original meanwhile or later gains nothing (attacks.md T59).
 *
 * @param to must not exist, in a directory of this user's alone
 * @throws UpdateStopped `PACKAGE_MISMATCH`; nothing is left then
 */
export async function copyChecked(from: string, to: string, expected: Expected): Promise<void> {
  const { O_RDONLY, O_NOFOLLOW = 0 } = constants
  const source = await open(from, O_RDONLY | O_NOFOLLOW).catch(() => {
    throw new UpdateStopped('PACKAGE_MISMATCH', 'the package is gone')
  })
  try {
    const target = await open(to, 'wx', 0o700)
    try {
      const { size, sha512 } = await poured(source, expected.size, (part) => target.writeFile(part))
      if (size !== expected.size || sha512 !== expected.sha512) throw new UpdateStopped('PACKAGE_MISMATCH')
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

/** What a file is, for a package that is laid by. */
export async function describe(path: string): Promise<Expected> {
  const file = await open(path, 'r')
  try {
    return await poured(file, Number.POSITIVE_INFINITY, async () => {})
  } finally {
    await file.close()
  }
}

/** Ends one part after it is too long. */
async function poured(source: FileHandle, most: number, take: (part: Uint8Array) => Promise<void>): Promise<Expected> {
  const hash = createHash('sha512')
  let size = 0
  while (size <= most) {
    const { bytesRead, buffer } = await source.read({ buffer: Buffer.allocUnsafe(partBytes) })
    if (bytesRead === 0) break
    size += bytesRead
    const part = buffer.subarray(0, bytesRead)
    hash.update(part)
    await take(part)
  }
  return { size, sha512: hash.digest('base64') }
}
