import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { Fault } from '#core/base/fault.ts'

/**
 * Reads a file from any place, such as a stick, whose content is not believed for where it lies.
 *
 * @returns its text; `undefined` where it has more bytes than `maxBytes`
 * @throws Fault `FILE_UNREADABLE`
 */
export function readBoundedFile(path: string, maxBytes: number): string | undefined {
  const bytes = Buffer.alloc(maxBytes + 1)
  const read = readInto(bytes, path)
  return read > maxBytes ? undefined : bytes.toString('utf8', 0, read)
}

function readInto(bytes: Buffer, path: string): number {
  try {
    // A pipe would be waited for.
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      if (!fstatSync(file).isFile()) throw Object.assign(new Error('no file'), { code: 'it is no file' })
      let filled = 0
      for (;;) {
        const read = readSync(file, bytes, filled, bytes.length - filled, null)
        filled += read
        if (read === 0 || filled === bytes.length) return filled
      }
    } finally {
      closeSync(file)
    }
  } catch (thrown) {
    const { code = 'UNKNOWN' } = thrown as NodeJS.ErrnoException
    throw new Fault('FILE_UNREADABLE', `The file "${path}" could not be read (${code}).`)
  }
}
