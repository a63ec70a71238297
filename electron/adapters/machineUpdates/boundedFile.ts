import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'

/**
 * Reads a small file that another user may have put there: no link is followed, nothing is waited for, and no more is read
 * than it may have.
 *
 * @throws a system error, and an Error where it is no file or larger
 */
export function readBounded(path: string, maxBytes: number): string {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
  const file = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  try {
    if (!fstatSync(file).isFile()) throw new Error(`${path} is no file`)
    const bytes = Buffer.alloc(maxBytes + 1)
    let size = 0
    for (let read = -1; read !== 0 && size <= maxBytes; size += read)
      read = readSync(file, bytes, size, bytes.length - size, null)
    if (size > maxBytes) throw new Error(`${path} is larger than ${maxBytes} bytes`)
    return bytes.toString('utf8', 0, size)
  } finally {
    closeSync(file)
  }
}
