import { chmodSync, lstatSync, mkdirSync } from 'node:fs'
import { Fault } from '#core/base/fault.ts'

/**
 * Makes a directory that only this user can enter. An existing one must belong to this user: in a shared place such as
 * /tmp another user may have made it first, and would receive everything sent over a socket in it.
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

/** @throws Fault `SETTINGS_UNWRITABLE` when it is no directory or another user's · the system's error when it is absent */
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
