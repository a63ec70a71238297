import { maxPackBytes } from '#contract/fleet/fleet.ts'
import { Fault } from '#core/base/fault.ts'
import { readBoundedFile } from './boundedFile.ts'

/** A pack from any place, such as a stick: its signature is what is believed. @throws Fault `FILE_UNREADABLE` · `PACK_INVALID` */
export function readPackFile(path: string): string {
  const text = readBoundedFile(path, maxPackBytes)
  if (text === undefined) throw new Fault('PACK_INVALID', 'This file is larger than any pack.')
  return text
}
