import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { NsisUpdater } from 'electron-updater'
import type { Installer } from '../../core/updates/installer.ts'
import { UpdateStopped } from '../../core/updates/updateStopped.ts'
import { startDetached } from './appImageInstaller.ts'
import { copyChecked } from './checkedCopy.ts'
import type { Downloader } from './electronUpdater.ts'
import { layBy, makeStage } from './ownPackages.ts'
import { pickPackage } from './pickPackage.ts'

interface Options {
  downloader: Downloader
  version: string
  directory: string
  /** The installer of the running version, which set-up itself lays by in the updater's cache. */
  cachedInstaller: string
  publisherNames: string[]
}

export function createNsisInstaller({
  downloader,
  version,
  directory,
  cachedInstaller,
  publisherNames,
}: Options): Installer {
  // Without it electron-updater would take any installer (feasibility 7).
  if (publisherNames.length === 0) throw new Error('app-update.yml names no publisher')
  const { verifyUpdateCodeSignature } = downloader.updater as NsisUpdater
  const isOurs = async (path: string) => (await verifyUpdateCodeSignature(publisherNames, path)) === null
  return {
    pick: (release) => pickPackage(release.files, '.exe', process.arch),
    download: (release, file, onBytes) => downloader.download(release, file, onBytes),
    async keepRunning() {
      const isThere = existsSync(cachedInstaller) && (await isOurs(cachedInstaller))
      return isThere ? layBy(cachedInstaller, directory, version) : undefined
    },
    async stage(path, file) {
      mkdirSync(directory, { recursive: true, mode: 0o700 })
      const stage = makeStage(directory)
      const installer = join(stage.path, 'till-agent-setup.exe')
      await copyChecked(path, installer, file).catch((thrown) => {
        stage.remove()
        throw thrown instanceof UpdateStopped ? thrown : new UpdateStopped('INSTALL_FAILED', String(thrown))
      })
      return {
        discard: stage.remove,
        // Set-up waits until this process has ended, and starts the new version.
        commit: () => {
          startDetached(installer, ['--updated', '/S', '--force-run'])
          return 'end'
        },
      }
    },
  }
}
