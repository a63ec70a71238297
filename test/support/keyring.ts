import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/**
 * What a process can find where it expects the Secret Service. `no-service`: a bus without one. `never-made`: one that
 * has no collection yet, as before the first login on a desktop.
 */
export type KeyringState = 'unlocked' | 'locked' | 'never-made' | 'no-service' | 'no-bus'

export interface Keyring {
  /** Whole environment for a child process: a home, a bus and a keyring of its own, no display to prompt on. */
  env: NodeJS.ProcessEnv
  lock(): Promise<void>
  /** Restarts the daemon on the same data: one that runs cannot be unlocked without a prompt. */
  unlock(): Promise<void>
  stop(): Promise<void>
}

/** `DBUS_SESSION_BUS_ADDRESS` and friends are read once a process, so only children see the states apart. */
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
      const bus = ['--dest', 'org.freedesktop.DBus', '--object-path', '/org/freedesktop/DBus']
      const ask = (method: string) =>
        call(env, ...bus, '--method', `org.freedesktop.DBus.${method}`, 'org.freedesktop.secrets')
      const pid = /uint32 (\d+)/.exec(await ask('GetConnectionUnixProcessID'))?.[1]
      process.kill(Number(pid), 'SIGTERM')
      while ((await ask('NameHasOwner')).includes('true')) await new Promise((done) => setTimeout(done, 5))
      await startDaemon(env, '--unlock')
    },
  }
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

/** Serves no `.service` files, so nothing is started behind the test's back when a name is asked for. */
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
 * Ends the bus, and with it the daemon on it, when its input closes: on stop(), and however else the test process dies.
 * Signals are left to that process; a bus gone before it would fail the test for the wrong reason.
 */
const busKeeper = `trap '' INT HUP TERM
command -v dbus-daemon >/dev/null || { echo 'dbus-daemon is missing.' >&2; exit 1; }
dbus-daemon --config-file="$1/bus.conf" --nofork --print-address=1 &
cat >/dev/null
kill $!
wait
rm -rf "$1"`

async function startBus(work: string): Promise<{ address: string; stop: () => Promise<void> }> {
  await writeFile(join(work, 'bus.conf'), busConfig(work))
  const keeper = spawn('sh', ['-c', busKeeper, 'bus-keeper', work], { stdio: ['pipe', 'pipe', 'pipe'] })
  const stop = async () => {
    if (keeper.exitCode !== null) return
    const exited = once(keeper, 'exit')
    keeper.stdin.end()
    await exited
  }
  const complaints: string[] = []
  keeper.stderr.on('data', (chunk) => complaints.push(String(chunk)))
  const timer = setTimeout(() => keeper.stdin.end(), 10_000)
  try {
    for await (const chunk of keeper.stdout) return { address: String(chunk).trim(), stop }
  } finally {
    clearTimeout(timer)
  }
  throw new Error(`No private message bus: ${complaints.join('').trim()} Run: npm run setup -- --system`)
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
