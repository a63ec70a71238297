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
import type { Log } from '../../core/log.ts'
import type { Release, ReleaseFile } from '../../core/updates/release.ts'
import { UpdateStopped } from '../../core/updates/updateStopped.ts'
import type { Fetch } from './readFeed.ts'
import { downloadResuming } from './resumingDownload.ts'

export type PackageKind = 'AppImage' | 'nsis' | 'mac'

const updaters = { AppImage: AppImageUpdater, nsis: NsisUpdater, mac: MacUpdater }

interface Options {
  kind: PackageKind
  feed(): string
  fetch: Fetch
  /** What belongs to downloads, of this user alone. */
  directory: string
  log: Log
  /** In place of Electron's app and network, where there is no Electron. */
  host?: { app: ConstructorParameters<typeof AppImageUpdater>[1]; executor: unknown }
}

export interface Downloader {
  readonly updater: AppUpdater
  /** @throws UpdateStopped `DOWNLOAD_FAILED` · `PACKAGE_MISMATCH` */
  download(release: Release, file: ReleaseFile, onBytes: (bytes: number) => void): Promise<string>
}

/**
 * electron-updater, for what it does well: to download only what is different from the version that is there. What is to
 * be downloaded it is told by the signed release, never by a channel file of its own, and it installs nothing.
 */
export function createDownloader({ kind, feed, fetch, directory, log, host }: Options): Downloader {
  const updater: AppUpdater = new updaters[kind](undefined, host?.app)
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = false
  updater.disableWebInstaller = true
  updater.logger = {
    info: () => {},
    warn: (detail) => log.warn('updater-warned', { detail: String(detail) }),
    error: (detail) => log.warn('updater-failed', { detail: String(detail) }),
  }
  // It logs what it emits; without a listener an `error` would end the process.
  updater.on('error', () => {})
  const inner = updater as unknown as { httpExecutor: Executor }
  if (host) inner.httpExecutor = host.executor as Executor
  return {
    updater,
    async download(release, file, onBytes) {
      const base = new URL(`${feed()}/`)
      const whole = { fetch, directory: join(directory, 'partial'), file, onBytes }
      // Block maps and ranges are far less than the package.
      const executor = capped(inner.httpExecutor, file.size)
      executor.download = (url, destination) => downloadResuming(url, destination, whole)
      updater.setFeedURL({ provider: 'custom', updateProvider: providerOf(release, file, base) })
      const onProgress = ({ transferred }: { transferred: number }) => onBytes(Math.min(transferred, file.size))
      updater.on('download-progress', onProgress)
      try {
        const found = await updater.checkForUpdates()
        if (!found?.isUpdateAvailable) throw new UpdateStopped('DOWNLOAD_FAILED', 'the updater takes no updates here')
        const [path] = await updater.downloadUpdate()
        if (path === undefined) throw new UpdateStopped('DOWNLOAD_FAILED', 'nothing was downloaded')
        return path
      } catch (thrown) {
        throw stopped(thrown)
      } finally {
        updater.off('download-progress', onProgress)
        executor.restore()
      }
    },
  }
}

interface Executor {
  createRequest(options: unknown, callback: (response: Answer) => void): { abort(): void }
  download(url: URL, destination: string, options: unknown): Promise<unknown>
}

interface Answer {
  on(event: 'data', listener: (part: Uint8Array) => void): unknown
}

/** Endless data ends here too (attacks.md T58). */
function capped(executor: Executor, mostBytes: number): Executor & { restore(): void } {
  const { createRequest, download } = executor
  const restore = () => Object.assign(executor, { createRequest, download })
  let bytes = 0
  return Object.assign(executor, {
    restore,
    createRequest: (options: unknown, callback: (response: Answer) => void) => {
      const request = createRequest.call(executor, options, (response) => {
        callback(response)
        response.on('data', (part) => {
          bytes += part.length
          if (bytes > mostBytes) request.abort()
        })
      })
      return request
    },
  })
}

function providerOf({ version, releasedAt }: Release, file: ReleaseFile, base: URL) {
  const { name, size, sha512, blockMapSize } = file
  const info = { url: name, size, sha512, ...(blockMapSize !== undefined && { blockMapSize }) }
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

function stopped(thrown: unknown): UpdateStopped {
  if (thrown instanceof UpdateStopped) return thrown
  const { code, message } = thrown as { code?: string; message?: string }
  const isOther = code === 'ERR_CHECKSUM_MISMATCH' || code === 'ERR_UPDATER_INVALID_SIGNATURE'
  return new UpdateStopped(isOther ? 'PACKAGE_MISMATCH' : 'DOWNLOAD_FAILED', code ?? message ?? '')
}
