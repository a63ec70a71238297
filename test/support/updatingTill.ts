import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { createAppImageInstaller } from '#adapters/updates/appImageInstaller.ts'
import { createDownloader } from '#adapters/updates/electronUpdater.ts'
import { createFileUpdateStore } from '#adapters/updates/fileUpdateStore.ts'
import { readFeed } from '#adapters/updates/readFeed.ts'
import { startDetached } from '#adapters/updates/startDetached.ts'
import type { UpdateSettings } from '#contract/update.ts'
import type { Clock } from '#core/base/clock.ts'
import type { Log } from '#core/base/log.ts'
import type { Activity } from '#core/updates/installGate.ts'
import { type UpdateDeps, Updates } from '#core/updates/updates.ts'

interface Options {
  version: string
  /** The program that runs. */
  appImage: string
  dataDir: string
  feed: string
  channel: string
  keys: Record<string, string>
  clock: Clock
  log: Log
  settings?: UpdateSettings
  deps?: Partial<UpdateDeps>
  /** Starts a program; as a process unless given. */
  start?: typeof startDetached
}

export const idle: Activity = {
  ...{ requestsUnderWay: 0, lastRequestAt: undefined, verificationsOpen: 0, pairingsOpen: 0 },
}

/** All that a till needs to update itself, without Electron. */
export function openUpdates({ version, appImage, dataDir, feed, channel, keys, ...rest }: Options) {
  const { clock, log, settings = {}, deps, start = startDetached } = rest
  process.env.APPIMAGE = appImage
  const directory = join(dataDir, 'updates')
  const app = {
    ...{ version, name: 'till-agent', isPackaged: true },
    appUpdateConfigPath: join(dataDir, 'app-update.yml'),
    ...{ userDataPath: dataDir, baseCachePath: join(dataDir, 'cache') },
    whenReady: async () => {},
    relaunch: () => {},
    quit: () => {},
    onQuit: () => {},
  }
  if (!existsSync(app.appUpdateConfigPath)) throw new Error('The till was not installed.')
  const downloader = createDownloader({ kind: 'AppImage', feed: () => feed, fetch, directory, log, app })
  const options = { downloader, appImage, version, dataDir, directory, startArguments: ['--hidden'], start }
  const installer = createAppImageInstaller(options)
  const updates = new Updates({
    ...{ version, installation: 'till-7', clock, random: systemRandom, log, installer },
    minuteOfDay: () => 23 * 60,
    settings: () => settings,
    readFeed: () => readFeed(fetch, feed, channel),
    store: createFileUpdateStore(dataDir),
    trust: { keys, channel },
    activity: () => idle,
    health: () => ({ isListening: true, loadedUpstreams: [] }),
    leave: async (lastStep) => void lastStep(),
    ...deps,
  })
  return { updates, installer, downloader }
}
