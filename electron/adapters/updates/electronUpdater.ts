import { join } from 'node:path'
import {
  AppImageUpdater,
  type AppUpdater,
  MacUpdater,
  NsisUpdater,
  Provider,
  type ResolvedUpdateFileInfo,
  type UpdateInfo,
} from 'electron-updater'
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js'
import type { Log } from '#core/base/log.ts'
import type { Release, ReleaseFile } from '#core/releases/release.ts'
import { UpdateError } from '#core/releases/updateError.ts'
import type { PackageKind } from './packageKind.ts'
import { type AppUpdateConfig, privateFieldsOf } from './privateFields.ts'
import type { Fetch } from './readFeed.ts'
import { downloadResuming } from './resumingDownload.ts'

const updaters = { AppImage: AppImageUpdater, nsis: NsisUpdater, mac: MacUpdater }

interface Options {
  kind: PackageKind
  feed(): string
  fetch: Fetch
  /** For partial downloads, of this user alone. */
  directory: string
  log: Log
  /** Replaces Electron's app, for tests without Electron. */
  app?: ConstructorParameters<typeof AppImageUpdater>[1]
}

export interface Downloader {
  readonly updater: AppUpdater
  /** `app-update.yml` of this package. @throws a system error */
  packageConfig(): Promise<AppUpdateConfig>
  /** @throws UpdateError `DOWNLOAD_FAILED` · `PACKAGE_MISMATCH` */
  download(release: Release, file: ReleaseFile, onBytes: (bytes: number) => void): Promise<string>
}

/**
 * electron-updater, used for where a package belongs and, on macOS, for handing it to the system. The signed release says
 * what is downloaded, never a channel file of electron-updater's own, and it installs nothing by itself.
 *
 * Packages are downloaded whole. Downloading only the blocks that differ needs a block map, which is unpacked before any
 * signature covers it: 1.5 MB of one stopped the sales for 15 seconds (attacks.md T58; CWE-409). A release brings a new
 * Electron most of the time, and then nearly all blocks differ.
 */
export function createDownloader(options: Options): Downloader {
  const { feed, fetch, directory } = options
  const updater = createUpdater(options)
  return {
    updater,
    packageConfig: () => privateFieldsOf(updater).configOnDisk.value,
    async download(release, file, onBytes) {
      const base = new URL(`${feed()}/`)
      const wholePackage = { fetch, directory: join(directory, 'partial'), file, onBytes }
      privateFieldsOf(updater).httpExecutor = {
        download: (url, destination) => downloadResuming(url, destination, wholePackage),
      }
      updater.setFeedURL({ provider: 'custom', updateProvider: providerOf(release, file, base) })
      try {
        return await downloadUpdate(updater)
      } catch (thrown) {
        throw updateErrorOf(thrown)
      }
    },
  }
}

function createUpdater({ kind, log, app }: Options): AppUpdater {
  const updater: AppUpdater = new updaters[kind](undefined, app)
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = false
  updater.disableWebInstaller = true
  updater.disableDifferentialDownload = true
  // The installer asks by itself, for packages from the cache as well, and takes no doubt for a yes.
  if (updater instanceof NsisUpdater) updater.verifyUpdateCodeSignature = async () => null
  updater.logger = {
    info: () => {},
    warn: (detail) => log.warn('updater-warned', { detail: String(detail) }),
    error: (detail) => log.warn('updater-failed', { detail: String(detail) }),
  }
  // Its logger hears of errors; without a listener an `error` event would end the process.
  updater.on('error', () => {})
  return updater
}

async function downloadUpdate(updater: AppUpdater): Promise<string> {
  const found = await updater.checkForUpdates()
  if (!found?.isUpdateAvailable) throw new UpdateError('DOWNLOAD_FAILED', 'the updater takes no updates here')
  const [path] = await updater.downloadUpdate()
  if (path === undefined) throw new UpdateError('DOWNLOAD_FAILED', 'nothing was downloaded')
  return path
}

/** Offers electron-updater the one file that the signed release names. */
function providerOf({ version, releasedAt }: Release, file: ReleaseFile, base: URL) {
  const { name, size, sha512 } = file
  const info = { url: name, size, sha512 }
  const update: UpdateInfo = {
    ...{ version, files: [info], path: name, sha512 },
    releaseDate: new Date(releasedAt).toISOString(),
  }
  return class extends Provider<UpdateInfo> {
    constructor(_: unknown, __: unknown, options: ProviderRuntimeOptions) {
      super(options)
    }

    override getLatestVersion(): Promise<UpdateInfo> {
      return Promise.resolve(update)
    }

    override resolveFiles(): ResolvedUpdateFileInfo[] {
      return [{ url: new URL(name, base), info }]
    }
  }
}

function updateErrorOf(thrown: unknown): UpdateError {
  if (thrown instanceof UpdateError) return thrown
  const { code, message } = thrown as { code?: string; message?: string }
  return new UpdateError('DOWNLOAD_FAILED', code ?? message ?? '')
}
