import { createHash } from 'node:crypto'
import { homedir, tmpdir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'

const name = 'till-agent'

/** Where Electron's `app.getPath('userData')` is, so that both hosts share one file. */
export function defaultDataDir(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const home = env.HOME ?? homedir()
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), name)
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', name)
  return join(env.XDG_CONFIG_HOME || join(home, '.config'), name)
}

/** Systems cut a socket's path off after 104 (macOS) or 108 bytes. */
const longestSocketPath = 100

/** Where the agent that uses this data directory listens for the command line. The socket is alone in its directory. */
export function pipePath(dataDir: string, platform = process.platform): string {
  const whole = resolve(dataDir)
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, 16)
  if (platform === 'win32') return `\\\\.\\pipe\\${name}-${digest}`
  const inside = join(whole, 'pipe', 'agent.sock')
  if (Buffer.byteLength(inside) <= longestSocketPath) return inside
  return join(tmpdir(), `${name}-${userInfo().uid}-${digest}`, 'agent.sock')
}
