import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { Fault } from '#core/base/fault.ts'

/**
 * Reads the files of the built page into memory, so that they cannot change later and no request path reaches the disk.
 *
 * @returns bytes by path, such as `/assets/index-BIfcsKp7.js`
 * @throws Fault `FILE_UNREADABLE` when the page has not been built
 */
export function readBuiltPage(directory: string): ReadonlyMap<string, Uint8Array> {
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
