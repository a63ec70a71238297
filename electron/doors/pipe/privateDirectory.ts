import { chmodSync, lstatSync, mkdirSync } from 'node:fs'
import { Fault } from '../../core/fault.ts'

/**
 * Makes a directory that only this user can enter. One that stands there already must be ours: in a shared place such
 * as /tmp somebody else may have been first, and what is said over a pipe in it would reach them.
 *
 * @throws Fault `SETTINGS_UNWRITABLE`
 */
export function makePrivateDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    checkPrivateDirectory(path)
    chmodSync(path, 0o700)
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown
    const code = (thrown as NodeJS.ErrnoException).code ?? 'UNKNOWN'
    throw new Fault('SETTINGS_UNWRITABLE', `The directory "${path}" could not be made (${code}).`)
  }
}

/** @throws Fault `SETTINGS_UNWRITABLE` when it is somebody else's or no directory · the system's error when it is absent */
export function checkPrivateDirectory(path: string): void {
  const found = lstatSync(path)
  if (found.isDirectory() && found.uid === process.getuid?.()) return
  throw new Fault(
    'SETTINGS_UNWRITABLE',
    `"${path}" is not a directory of this user, so nothing is said through it.`,
    undefined,
    'Find out who made it and remove it, or use another --data-dir.',
  )
}
