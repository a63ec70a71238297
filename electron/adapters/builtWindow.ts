import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { Fault } from '../core/fault.ts'

/**
 * The files of the built window, whole and in memory: what is served cannot change afterwards, and no path of a request
 * ever reaches the disk.
 *
 * @returns bytes by path, as in `/assets/index-BIfcsKp7.js`
 * @throws Fault `FILE_UNREADABLE` when it was not built
 */
export function readBuiltWindow(directory: string): ReadonlyMap<string, Uint8Array> {
  try {
    const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const paths = entries.map((entry) => join(entry.parentPath, entry.name))
    const files = new Map(
      paths.map((path) => [`/${relative(directory, path).replaceAll(sep, '/')}`, readFileSync(path)]),
    )
    if (files.has('/index.html')) return files
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === undefined) throw thrown
  }
  throw new Fault(
    'FILE_UNREADABLE',
    'The window for a browser has not been built, so it cannot be served.',
    undefined,
    'Run "npm run build", or start without --ui.',
  )
}
