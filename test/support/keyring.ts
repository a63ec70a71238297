import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/**
 * The state of the Secret Service that a process finds. `no-service`: a bus without the service. `never-made`: a service
 * without a collection, as before the first login on a desktop. `no-bus`: no message bus.
 */
export type KeyringState = 'unlocked' | 'locked' | 'never-made' | 'no-service' | 'no-bus'

export interface Keyring {
  /** The environment for a child process: a home, a bus and a keyring of its own, and no display for prompts. */
  env: NodeJS.ProcessEnv
  lock(): Promise<void>
  /** Restarts the daemon on the same data, because a running one cannot be unlocked without a prompt. */
  unlock(): Promise<void>
  /** Stops the daemon as a prompt does that nobody answers: calls wait. Returns what lets it go on. */
  hang(): Promise<() => void>
  stop(): Promise<void>
}

/** Runs with a keyring in this state. A process reads `DBUS_SESSION_BUS_ADDRESS` once, so only child processes see it. */
export async function withPrivateKeyring(
  state: KeyringState,
  run: (env: NodeJS.ProcessEnv, keyring: Keyring) => Promise<void>,
): Promise<void> {
  const keyring = await startPrivateKeyring(state)
  try {
    await run(keyring.env, keyring)
  } finally {
    await keyring.stop()
  }
}

export async function startPrivateKeyring(state: KeyringState): Promise<Keyring> {
  const work = await mkdtemp(join(tmpdir(), 'till-keyring-'))
  const env = await makeHome(work)
  const bus = await startBus(work)
  const keyring = keyringOn(env, bus.stop)
  try {
    if (state !== 'no-bus') env.DBUS_SESSION_BUS_ADDRESS = bus.address
    if (state === 'never-made') await startDaemon(env, '--start')
    if (state === 'unlocked' || state === 'locked') await startDaemon(env, '--unlock')
    if (state === 'locked') await keyring.lock()
  } catch (thrown) {
    await bus.stop()
    throw thrown
  }
  return keyring
}

function keyringOn(env: NodeJS.ProcessEnv, stop: () => Promise<void>): Keyring {
  return {
    env,
    stop,
    async lock() {
      const collection = '/org/freedesktop/secrets/collection/login'
      const service = ['--dest', 'org.freedesktop.secrets', '--object-path', '/org/freedesktop/secrets']
      await call(env, ...service, '--method', 'org.freedesktop.Secret.Service.Lock', `['${collection}']`)
    },
    async unlock() {
      process.kill(await daemonPid(env), 'SIGTERM')
      while ((await askBus(env, 'NameHasOwner')).includes('true')) await new Promise((done) => setTimeout(done, 5))
      await startDaemon(env, '--unlock')
    },
    async hang() {
      const pid = await daemonPid(env)
      process.kill(pid, 'SIGSTOP')
      return () => void process.kill(pid, 'SIGCONT')
    },
  }
}

async function daemonPid(env: NodeJS.ProcessEnv): Promise<number> {
  return Number(/uint32 (\d+)/.exec(await askBus(env, 'GetConnectionUnixProcessID'))?.[1])
}

/** Asks the bus about the Secret Service. */
function askBus(env: NodeJS.ProcessEnv, method: string): Promise<string> {
  const bus = ['--dest', 'org.freedesktop.DBus', '--object-path', '/org/freedesktop/DBus']
  return call(env, ...bus, '--method', `org.freedesktop.DBus.${method}`, 'org.freedesktop.secrets')
}

async function makeHome(work: string): Promise<NodeJS.ProcessEnv> {
  const own = {
    HOME: join(work, 'home'),
    XDG_RUNTIME_DIR: join(work, 'run'),
    XDG_DATA_HOME: join(work, 'data'),
    XDG_STATE_HOME: join(work, 'state'),
    XDG_CACHE_HOME: join(work, 'cache'),
    XDG_CONFIG_HOME: join(work, 'config'),
  }
  for (const folder of Object.values(own)) await mkdir(folder, { mode: 0o700 })
  const { DBUS_SESSION_BUS_ADDRESS, GNOME_KEYRING_CONTROL, DISPLAY, WAYLAND_DISPLAY, ...rest } = process.env
  return { ...rest, ...own }
}

/** The bus serves no `.service` files, so that a request for a name starts no service. */
const busConfig = (work: string) => `<busconfig>
  <type>session</type>
  <listen>unix:path=${join(work, 'bus')}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

/**
 * A shell script that ends the bus, and so its daemon, when its input closes: on `stop()` and on any end of the test
 * process. It ignores signals, because a bus that ends before the test would fail it for the wrong reason.
 */
const busSupervisor = `trap '' INT HUP TERM
command -v dbus-daemon >/dev/null || { echo 'dbus-daemon is missing.' >&2; exit 1; }
dbus-daemon --config-file="$1/bus.conf" --nofork --print-address=1 &
cat >/dev/null
kill $!
wait
rm -rf "$1"`

const startTimeoutMs = 60_000

async function startBus(work: string): Promise<{ address: string; stop: () => Promise<void> }> {
  await writeFile(join(work, 'bus.conf'), busConfig(work))
  const supervisor = spawn('sh', ['-c', busSupervisor, 'bus-supervisor', work], { stdio: ['pipe', 'pipe', 'pipe'] })
  const stop = async () => {
    if (supervisor.exitCode !== null) return
    const exited = once(supervisor, 'exit')
    supervisor.stdin.end()
    await exited
  }
  const errors: string[] = []
  supervisor.stderr.on('data', (chunk) => errors.push(String(chunk)))
  const timer = setTimeout(() => supervisor.stdin.end(), startTimeoutMs)
  try {
    for await (const chunk of supervisor.stdout) return { address: String(chunk).trim(), stop }
  } finally {
    clearTimeout(timer)
  }
  throw new Error(`No private message bus: ${errors.join('').trim()} Run: npm run setup -- --system`)
}

async function startDaemon(env: NodeJS.ProcessEnv, how: '--unlock' | '--start'): Promise<void> {
  const daemon = spawn('gnome-keyring-daemon', [how, '--components=secrets'], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  daemon.stdin.end('opens the throw-away keyring')
  const [code] = await once(daemon, 'exit')
  if (code !== 0) throw new Error(`gnome-keyring-daemon ${how} ended with ${code}`)
  await promisify(execFile)('gdbus', ['wait', '--session', '--timeout', '10', 'org.freedesktop.secrets'], { env })
}

async function call(env: NodeJS.ProcessEnv, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('gdbus', ['call', '--session', ...args], { env })
  return stdout
}
