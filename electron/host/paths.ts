import { createHash } from 'node:crypto'
import { homedir, tmpdir, userInfo } from 'node:os'
import { join, resolve, win32 } from 'node:path'

const name = 'till-agent'

/**
 * Where both hosts keep their data. On Windows not in the roaming part of the profile: what belongs to this till would travel
 * to the next one that the user signs in at, and SQLite's WAL files bear no network share.
 */
export function defaultDataDir(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const home = env.HOME ?? homedir()
  if (platform === 'win32') return win32.join(env.LOCALAPPDATA ?? win32.join(homeOf(env), 'AppData', 'Local'), name)
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', name)
  return join(env.XDG_CONFIG_HOME || join(home, '.config'), name)
}

/**
 * The file that names another data directory. It is in the usual one, where no other user can write: who names the directory
 * decides about settings and secrets.
 */
export function dataDirPointer(usual: string): string {
  return join(usual, 'data-dir.json')
}

/** Where the first builds kept the data on Windows; `undefined` on other systems. */
export function roamingDataDir(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string | undefined {
  if (platform !== 'win32') return undefined
  return win32.join(env.APPDATA ?? win32.join(homeOf(env), 'AppData', 'Roaming'), name)
}

function homeOf(env: NodeJS.ProcessEnv): string {
  return env.USERPROFILE ?? homedir()
}

/** Systems cut off the path of a socket after 104 bytes (macOS) or 108 bytes (Linux). */
const maxSocketPathBytes = 100

/** The control socket of a data directory, alone in its own: everywhere but on Windows. */
export function socketPath(dataDir: string): string {
  const absolute = resolve(dataDir)
  const inside = join(absolute, 'pipe', 'agent.sock')
  if (Buffer.byteLength(inside) <= maxSocketPathBytes) return inside
  const digest = createHash('sha256').update(absolute).digest('hex').slice(0, 16)
  return join(tmpdir(), `${name}-${userInfo().uid}-${digest}`, 'agent.sock')
}
