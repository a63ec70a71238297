import { chmodSync, mkdirSync, statSync } from 'node:fs'

const writableByOthers = 0o022
const stickyBit = 0o1000

/**
 * Makes a directory that only this user can enter. An existing one of this user loses write access of others, who could
 * replace files in it (attacks.md T23). A shared one such as /tmp stays as it is.
 *
 * @throws a system error when it cannot be made
 */
export function makeOwnDirectory(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const { mode, uid } = statSync(path)
  if (uid === process.getuid?.() && mode & writableByOthers && !(mode & stickyBit))
    chmodSync(path, mode & ~writableByOthers)
}
