import { lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join, win32 } from 'node:path'

const writableByOthers = 0o022

/**
 * Has V8 read code that it compiled in an earlier run, and keep what it compiles in this one. To be called before the code
 * is imported.
 */
export function startCompileCache(version: string): void {
  const directory = makeCompileCache(compileCacheDir(), version)
  if (directory !== undefined) enableCompileCache(directory)
}

/**
 * Makes the directory for the compiled code of a version, and removes what other versions have left. `undefined` where it
 * cannot be made, or where others can write: they would decide what the agent runs. Everything is compiled anew then.
 */
export function makeCompileCache(parent: string, version: string): string | undefined {
  try {
    const directory = join(parent, version)
    const isNew = mkdirSync(directory, { recursive: true, mode: 0o700 }) !== undefined
    if (![parent, directory].every(isOwn)) return undefined
    if (isNew) removeOthers(parent, version)
    return directory
  } catch {
    return undefined
  }
}

/** Where systems keep what can be made anew. */
export function compileCacheDir(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const home = env.HOME ?? homedir()
  if (platform === 'win32')
    return win32.join(env.LOCALAPPDATA ?? win32.join(homedir(), 'AppData', 'Local'), 'till-agent', 'compiled')
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'till-agent', 'compiled')
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'till-agent', 'compiled')
}

/** On Windows the profile of a user is closed to others by the system. */
function isOwn(directory: string): boolean {
  const { uid, mode } = lstatSync(directory)
  return process.getuid === undefined || (uid === process.getuid() && (mode & writableByOthers) === 0)
}

function removeOthers(parent: string, version: string): void {
  for (const name of readdirSync(parent))
    if (name !== version) rmSync(join(parent, name), { recursive: true, force: true })
}
