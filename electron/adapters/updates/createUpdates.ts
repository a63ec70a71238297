import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Agent } from '../../core/agent.ts'
import type { Log } from '../../core/log.ts'
import { doingsOf, healthOf } from '../../core/updates/doings.ts'
import type { Installer } from '../../core/updates/installer.ts'
import { releaseKeys } from '../../core/updates/releaseKeys.ts'
import { type UpdatePorts, Updates } from '../../core/updates/updates.ts'
import { systemClock } from '../systemClock.ts'
import { systemRandom } from '../systemRandom.ts'
import { createAppImageInstaller } from './appImageInstaller.ts'
import { createDownloader, type Downloader, type PackageKind } from './electronUpdater.ts'
import { createFileUpdateStore } from './fileUpdateStore.ts'
import { createMacInstaller } from './macInstaller.ts'
import { createNsisInstaller } from './nsisInstaller.ts'
import { type Fetch, readFeed } from './readFeed.ts'
import { wallClock } from './wallClock.ts'

interface Options {
  agent: Agent
  dataDir: string
  version: string
  log: Log
  /** Electron's, which knows the system's proxy. */
  fetch: Fetch
  isListening(): boolean
  leave: UpdatePorts['leave']
  /** What the new version is started with, e.g. `--hidden`. */
  startArguments: readonly string[]
}

/** Updates of an installed program; `off` where others install it, and in a build that trusts no release key. */
export async function createUpdates(options: Options): Promise<Updates> {
  const { agent, dataDir, version, log, fetch, isListening, leave } = options
  const settings = () => agent.updates.settings()
  const channel = channelOf(process.platform, process.arch)
  let builtInFeed = ''
  const feed = () => settings().feed ?? builtInFeed
  const installation = await open(options, feed).catch((thrown) => {
    // A till that cannot update itself sells all the same.
    log.error('updates-off', thrown)
    return undefined
  })
  builtInFeed = installation?.feed ?? ''
  const updates = new Updates({
    ...{ version, log, settings, leave, installer: installation?.installer },
    installation: agent.updates.installation,
    clock: systemClock,
    random: systemRandom,
    minuteOfDay: wallClock(),
    readFeed: () => readFeed(fetch, feed(), channel),
    store: createFileUpdateStore(dataDir),
    trust: { keys: releaseKeys, channel },
    doings: () => doingsOf(agent),
    health: () => healthOf(agent, isListening()),
    onChange: () => agent.changes.tell('status'),
  })
  agent.updates.attach(updates)
  return updates
}

/** @throws when the package does not say where updates come from or, on Windows, whose they have to be */
async function open({ dataDir, version, log, fetch, startArguments }: Options, feed: () => string) {
  const kind = Object.keys(releaseKeys).length > 0 ? packageKind() : undefined
  if (!kind) return undefined
  const directory = join(dataDir, 'updates')
  const downloader = createDownloader({ kind, feed, fetch, directory, log })
  const { url, publisherName = [], updaterCacheDirName } = await builtInOf(downloader)
  const { APPIMAGE: appImage = '', LOCALAPPDATA: local = '' } = process.env
  const common = { downloader, version, dataDir, directory, startArguments }
  const cachedInstaller = join(local, updaterCacheDirName, 'installer.exe')
  const make: Record<PackageKind, () => Installer> = {
    AppImage: () => createAppImageInstaller({ ...common, appImage }),
    nsis: () => createNsisInstaller({ ...common, cachedInstaller, publisherNames: [publisherName].flat() }),
    mac: () => createMacInstaller(downloader),
  }
  return { feed: url, installer: make[kind]() }
}

/** What the package says of where it comes from. */
function builtInOf({ updater }: Downloader): Promise<BuiltIn> {
  return (updater as unknown as { configOnDisk: { value: Promise<BuiltIn> } }).configOnDisk.value
}

interface BuiltIn {
  url: string
  publisherName?: string | string[]
  updaterCacheDirName: string
}

/** How this program was installed, as far as it may update itself. */
export function packageKind(
  platform = process.platform,
  program = process.execPath,
  env = process.env,
): PackageKind | undefined {
  if (platform === 'darwin') return 'mac'
  if (platform === 'linux') return env.APPIMAGE ? 'AppImage' : undefined
  // Set-up leaves this beside it; an MSI does not, and is kept up to date by whoever rolled it out.
  return existsSync(join(dirname(program), 'Uninstall Till Agent.exe')) ? 'nsis' : undefined
}

/** As electron-builder names its channel files. */
export function channelOf(platform: NodeJS.Platform, processor: string): string {
  if (platform === 'darwin') return 'latest-mac'
  if (platform === 'win32') return 'latest'
  return processor === 'x64' ? 'latest-linux' : `latest-linux-${processor}`
}
