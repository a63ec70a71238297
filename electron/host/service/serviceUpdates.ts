import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createMachineInstaller } from '#adapters/machineUpdates/machineInstaller.ts'
import { withTakenBack } from '#adapters/machineUpdates/machineJournalStore.ts'
import { type MachinePlace, machinePlaceOf } from '#adapters/machineUpdates/machinePlace.ts'
import { waitForEnd } from '#adapters/machineUpdates/waitForEnd.ts'
import { createSystemFetch } from '#adapters/network/systemFetch.ts'
import { systemClock } from '#adapters/system/systemClock.ts'
import { createSystemProxy } from '#adapters/systemProxy/systemProxy.ts'
import { createFileUpdateStore } from '#adapters/updates/fileUpdateStore.ts'
import { createNsisInstaller } from '#adapters/updates/nsisInstaller.ts'
import { isOfSetUpForAll } from '#adapters/updates/packageKind.ts'
import { createPlainDownload, type PlainDownloadOptions } from '#adapters/updates/plainDownload.ts'
import { provePublisher } from '#adapters/updates/publisherProof.ts'
import type { Fetch } from '#adapters/updates/readFeed.ts'
import { readPackageConfig } from '#adapters/updates/readPackageConfig.ts'
import { SetUpWatch } from '#adapters/updates/setUpWatch.ts'
import { takeBackCrashed } from '#core/updates/crashedTrial.ts'
import type { Installer } from '#core/updates/installer.ts'
import type { UpdateJournalStore } from '#core/updates/journalStore.ts'
import { attachUpdates, trustsReleases } from '#host/attachUpdates.ts'
import type { OpenApis } from '#host/openApis.ts'
import { version } from '#host/version.ts'

const connectTimeoutMs = 15_000

interface Installation {
  installer: Installer
  store: UpdateJournalStore
  fetch: Fetch
  /** Built into the package. */
  feed: string
  place: MachinePlace | undefined
}

/**
 * How updates of the service of this machine are installed. `undefined` where something else updates it: a package manager, or an
 * administrator.
 *
 * @param feedOf the settings, once there are some
 * @throws a system error, and an Error where the package does not name its feed or, on Windows, its publisher
 */
function findInstallation(dataDir: string, feedOf: () => string | undefined): Installation | undefined {
  const place = process.platform === 'linux' ? machinePlaceOf(dataDir) : undefined
  if (!trustsReleases() || !(place ? existsSync(place.folder) : isOfSetUpForAll())) return undefined
  const config = readPackageConfig(join(resources(), 'app-update.yml'))
  const fetch = createSystemFetch(connectTimeoutMs, { systemProxy: createSystemProxy(), trustsSystem: true })
  const common = { version, feed: () => feedOf() ?? config.url, fetch }
  const files = createFileUpdateStore(dataDir)
  if (place) {
    const installer = createMachineInstaller({ ...common, place, extension: '.deb' })
    return { installer, store: withTakenBack(files, place), fetch, feed: config.url, place }
  }
  const directory = join(dataDir, 'updates')
  const watch = new SetUpWatch({ directory })
  watch.hasStarted()
  const installer = createServiceSetUp({ ...common, directory, publisherNames: config.publisherNames, watch })
  return { installer, store: watch.journal(files), fetch, feed: config.url, place }
}

/** Updates of the service of this machine, which nobody has to be logged in for; `undefined` where it has none of its own. */
export function openServiceUpdates(
  { agent, log }: Pick<OpenApis, 'agent' | 'log'>,
  dataDir: string,
): { close(): void } | undefined {
  const feedOf = () => agent.updates.settings().feed
  try {
    const found = findInstallation(dataDir, feedOf)
    if (!found) return undefined
    const { place, feed, ...installation } = found
    const ending = new AbortController()
    const updates = attachUpdates({
      ...{ agent, log, version, ...installation, feed: () => feedOf() ?? feed },
      isListening: () => agent.status().posAddress !== undefined,
      leave: leaveBy(place, ending.signal),
    })
    updates.start()
    return {
      close() {
        ending.abort()
        updates.close()
      },
    }
  } catch (thrown) {
    // A till that cannot update itself can still sell.
    log.error('updates-off', thrown)
    return undefined
  }
}

/** Takes back a version that has crashed into safe mode before it had shown that it works. @returns whether it does */
export async function takeBackCrashedService(dataDir: string): Promise<boolean> {
  try {
    const found = findInstallation(dataDir, () => undefined)
    return found !== undefined && (await takeBackCrashed({ ...found, version }))
  } catch {
    // Safe mode says what is wrong.
    return false
  }
}

/** The till sells until the service manager, which what installs asks to, ends it in order. */
function leaveBy(place: MachinePlace | undefined, ending: AbortSignal) {
  return async (lastStep: () => unknown): Promise<void> => {
    lastStep()
    await waitForEnd({ clock: systemClock, place, ending })
  }
}

interface SetUpOptions extends Omit<PlainDownloadOptions, 'name'> {
  version: string
  publisherNames: string[]
  watch: SetUpWatch
}

/**
 * On Windows the service is LocalSystem, which may run set-up for all users without a prompt. Set-up stops the service, replaces it
 * and starts it (build/windows/installer.nsh), and lays itself by in LocalSystem's own profile, for the way back.
 */
function createServiceSetUp(options: SetUpOptions): Installer {
  const { LOCALAPPDATA: local = '' } = process.env
  return createNsisInstaller({
    ...options,
    downloader: createPlainDownload({ ...options, name: 'till-agent-setup.exe' }),
    cachedInstaller: join(local, 'till-agent-updater', 'installer.exe'),
    provePublisher,
    setUpArguments: ['/allusers'],
  })
}

/** Where a package keeps what is beside its program: Electron says so, and the agent without a window lies in a folder there. */
function resources(): string {
  const { resourcesPath } = process as { resourcesPath?: string }
  return resourcesPath ?? join(dirname(process.argv[1] ?? ''), '..')
}
