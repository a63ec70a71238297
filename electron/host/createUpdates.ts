import { join } from 'node:path'
import { ownAppImage } from '#adapters/system/ownAppImage.ts'
import { systemClock } from '#adapters/system/systemClock.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { createAppImageInstaller } from '#adapters/updates/appImageInstaller.ts'
import { createDownloader } from '#adapters/updates/electronUpdater.ts'
import { createFileUpdateStore } from '#adapters/updates/fileUpdateStore.ts'
import { createMacInstaller } from '#adapters/updates/macInstaller.ts'
import { createNsisInstaller } from '#adapters/updates/nsisInstaller.ts'
import { type PackageKind, packageKind } from '#adapters/updates/packageKind.ts'
import { provePublisher } from '#adapters/updates/publisherProof.ts'
import { type Fetch, readFeed } from '#adapters/updates/readFeed.ts'
import { channelOf } from '#adapters/updates/updateChannel.ts'
import { wallClock } from '#adapters/updates/wallClock.ts'
import type { Agent } from '#core/agent.ts'
import type { Log } from '#core/base/log.ts'
import { minReleaseCounter, releaseKeys } from '#core/releases/releaseKeys.ts'
import type { Installer } from '#core/updates/installer.ts'
import { type UpdateDeps, Updates } from '#core/updates/updates.ts'
import { activityOf, healthOf } from './activity.ts'

interface Options {
  agent: Agent
  dataDir: string
  version: string
  log: Log
  /** Electron's, because it uses the system's proxy. */
  fetch: Fetch
  /** Whether the POS API listens. */
  isListening(): boolean
  leave: UpdateDeps['leave']
  /** Arguments of the new version, such as `--hidden`. */
  startArguments: readonly string[]
}

/**
 * Updates of an installed program. They are `off` where a package manager or an administrator updates it, and in a build
 * that trusts no release key.
 */
export async function createUpdates(options: Options): Promise<Updates> {
  const { agent, dataDir, version, log, fetch, isListening, leave } = options
  const settings = () => agent.updates.settings()
  const channel = channelOf(process.platform, process.arch)
  let builtInFeed = ''
  const feed = () => settings().feed ?? builtInFeed
  const installation = await openInstaller(options, feed).catch((thrown) => {
    // A till that cannot update itself can still sell.
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
    trust: { keys: releaseKeys, channel, minCounter: minReleaseCounter },
    activity: () => activityOf(agent),
    health: () => healthOf(agent, isListening()),
    onChange: () => agent.changes.publish('status'),
  })
  agent.updates.attach(updates)
  return updates
}

/** @throws when the package does not name its feed or, on Windows, its publisher */
async function openInstaller({ dataDir, version, log, fetch, startArguments }: Options, feed: () => string) {
  const kind = Object.keys(releaseKeys).length > 0 ? packageKind() : undefined
  if (!kind) return undefined
  const directory = join(dataDir, 'updates')
  const downloader = createDownloader({ kind, feed, fetch, directory, log })
  const { url, publisherName = [], updaterCacheDirName } = await downloader.packageConfig()
  const { LOCALAPPDATA: local = '' } = process.env
  const common = { downloader, version, dataDir, directory, startArguments }
  const cachedInstaller = join(local, updaterCacheDirName, 'installer.exe')
  const make: Record<PackageKind, () => Installer> = {
    AppImage: () => createAppImageInstaller({ ...common, appImage: ownAppImage() ?? '' }),
    nsis: () =>
      createNsisInstaller({ ...common, cachedInstaller, publisherNames: [publisherName].flat(), provePublisher }),
    mac: () => createMacInstaller(downloader),
  }
  return { feed: url, installer: make[kind]() }
}
