import { closeSync, openSync, readSync } from 'node:fs'
import { maxPackBytes } from '#contract/fleet/fleet.ts'
import { Fault } from '#core/base/fault.ts'

/** A pack from any place, such as a stick: its signature is what is believed. @throws Fault `FILE_UNREADABLE` · `PACK_INVALID` */
export function readPackFile(path: string): string {
  const bytes = Buffer.alloc(maxPackBytes + 1)
  const read = readInto(bytes, path)
  if (read > maxPackBytes) throw new Fault('PACK_INVALID', 'This file is larger than any pack.')
  return bytes.toString('utf8', 0, read)
}

function readInto(bytes: Buffer, path: string): number {
  try {
    const file = openSync(path, 'r')
    try {
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
    throw new Fault('FILE_UNREADABLE', `The pack "${path}" could not be read (${code}).`)
  }
}
