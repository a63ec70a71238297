import { Fault } from '#core/base/fault.ts'
import { type GuardedText, type Rules, readGuardedText } from './guardedFile.ts'

/**
 * Reads a text that somebody has named, as `readGuardedText`.
 *
 * @param what opens the sentence, such as `The key`
 * @throws Fault `FILE_UNREADABLE`
 */
export function readInputText(what: string, path: string, rules: Rules): Extract<GuardedText, { outcome: 'text' }> {
  const read = readGuardedText(path, rules)
  switch (read.outcome) {
    case 'text':
      return read
    case 'unreadable':
      throw new Fault('FILE_UNREADABLE', `${what} "${path}" could not be read (${read.code}).`)
    case 'refused':
      throw new Fault('FILE_UNREADABLE', `${what} "${path}" is not read: ${read.reason}.`, undefined, read.remedy)
  }
}
