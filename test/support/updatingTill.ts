import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { systemRandom } from '../../electron/adapters/systemRandom.ts'
import { createAppImageInstaller } from '../../electron/adapters/updates/appImageInstaller.ts'
import { createDownloader } from '../../electron/adapters/updates/electronUpdater.ts'
import { createFileUpdateStore } from '../../electron/adapters/updates/fileUpdateStore.ts'
import { readFeed } from '../../electron/adapters/updates/readFeed.ts'
import type { UpdateSettings } from '../../electron/contract/update.ts'
import type { Clock } from '../../electron/core/clock.ts'
import type { Log } from '../../electron/core/log.ts'
import { type UpdatePorts, Updates } from '../../electron/core/updates/updates.ts'
import { NodeExecutor } from './nodeExecutor.ts'

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
  ports?: Partial<UpdatePorts>
}

/** Everything a till needs to update itself but Electron. */
export function openUpdates({ version, appImage, dataDir, feed, channel, keys, ...rest }: Options) {
  const { clock, log, settings = {}, ports } = rest
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
  const host = { app, executor: new NodeExecutor() }
  const downloader = createDownloader({ kind: 'AppImage', feed: () => feed, fetch, directory, log, host })
  const installer = createAppImageInstaller({ downloader, appImage, version, dataDir, directory, startArguments: [] })
  const doings = { requestsUnderWay: 0, lastRequestAt: undefined, verificationsOpen: 0, pairingsOpen: 0 }
  const updates = new Updates({
    ...{ version, installation: 'till-7', clock, random: systemRandom, log, installer },
    minuteOfDay: () => 23 * 60,
    settings: () => settings,
    readFeed: () => readFeed(fetch, feed, channel),
    store: createFileUpdateStore(dataDir),
    trust: { keys, channel },
    doings: () => doings,
    health: () => ({ isListening: true, readyUpstreams: [] }),
    leave: async (last) => void last(),
    ...ports,
  })
  return { updates, installer, downloader }
}
