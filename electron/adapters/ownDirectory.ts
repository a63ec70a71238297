import { chmodSync, mkdirSync, statSync } from 'node:fs'

const othersMayWrite = 0o022
const isShared = 0o1000

/**
 * Makes a directory of this user's alone. In one of ours that was there before and was opened to others, they could swap
 * files: it is closed again (attacks.md T23). A shared one such as /tmp is left as it is.
 *
 * @throws a system error when it cannot be made
 */
export function makeOwnDirectory(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const { mode, uid } = statSync(path)
  if (uid === process.getuid?.() && mode & othersMayWrite && !(mode & isShared)) chmodSync(path, mode & ~othersMayWrite)
}
