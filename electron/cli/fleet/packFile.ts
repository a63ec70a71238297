import { readInputText } from '#adapters/files/inputFile.ts'
import { maxPackBytes } from '#contract/fleet/fleet.ts'

/** A pack from any place, such as a stick: its signature is what is believed. @throws Fault `FILE_UNREADABLE` */
export function readPackFile(path: string): string {
  return readInputText('The pack', path, { maxBytes: maxPackBytes, owner: 'anybody' }).text
}
