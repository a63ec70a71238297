import { join } from 'node:path'
import { ownAppImage } from '#adapters/system/ownAppImage.ts'
import { createAppImageInstaller } from '#adapters/updates/appImageInstaller.ts'
import { createDownloader } from '#adapters/updates/electronUpdater.ts'
import { createFileUpdateStore } from '#adapters/updates/fileUpdateStore.ts'
import { createMacInstaller } from '#adapters/updates/macInstaller.ts'
import { createNsisInstaller } from '#adapters/updates/nsisInstaller.ts'
import { type PackageKind, packageKind } from '#adapters/updates/packageKind.ts'
import { provePublisher } from '#adapters/updates/publisherProof.ts'
import type { Fetch } from '#adapters/updates/readFeed.ts'
import { SetUpWatch } from '#adapters/updates/setUpWatch.ts'
import type { Agent } from '#core/agent.ts'
import type { Log } from '#core/base/log.ts'
import type { Installer } from '#core/updates/installer.ts'
import type { UpdateDeps, Updates } from '#core/updates/updates.ts'
import { attachUpdates, trustsReleases } from './attachUpdates.ts'

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
  const { agent, dataDir, log } = options
  const watch = new SetUpWatch({ directory: join(dataDir, 'updates') })
  watch.hasStarted()
  let builtInFeed = ''
  const feed = () => agent.updates.settings().feed ?? builtInFeed
  const installation = await openInstaller(options, feed, watch).catch((thrown) => {
    // A till that cannot update itself can still sell.
    log.error('updates-off', thrown)
    return undefined
  })
  builtInFeed = installation?.feed ?? ''
  const store = watch.journal(createFileUpdateStore(dataDir))
  return attachUpdates({ ...options, feed, installer: installation?.installer, store })
}

/** @throws when the package does not name its feed or, on Windows, its publisher */
async function openInstaller(
  { dataDir, version, log, fetch, startArguments }: Options,
  feed: () => string,
  watch: SetUpWatch,
) {
  const kind = trustsReleases() ? packageKind() : undefined
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
      createNsisInstaller({
        ...{ ...common, cachedInstaller, publisherNames: [publisherName].flat(), provePublisher, watch },
      }),
    mac: () => createMacInstaller(downloader),
  }
  return { feed: url, installer: make[kind]() }
}
