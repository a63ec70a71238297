import { existsSync, mkdirSync } from 'node:fs'
import { UpdateError } from '#core/releases/updateError.ts'
import type { Installer } from '#core/updates/installer.ts'
import type { Downloader } from './electronUpdater.ts'
import { keepPackage } from './keptPackages.ts'
import { pickPackage } from './pickPackage.ts'
import type { ProvePublisher } from './publisherProof.ts'
import type { SetUpWatch } from './setUpWatch.ts'
import { installFailed, stageChecked } from './stagingDirectory.ts'
import { startDetached } from './startDetached.ts'

interface Options {
  downloader: Pick<Downloader, 'download'>
  version: string
  /** The part of the data directory that belongs to updates. */
  directory: string
  /** The running version's set-up, which set-up itself leaves in the updater's cache. */
  cachedInstaller: string
  publisherNames: string[]
  provePublisher: ProvePublisher
  watch: Pick<SetUpWatch, 'begin'>
  /** Runs set-up, which outlives this process. */
  start?: typeof startDetached
  /** Of set-up, besides those of a silent update. */
  setUpArguments?: readonly string[]
}

export function createNsisInstaller(options: Options): Installer {
  const { downloader, version, directory, cachedInstaller, publisherNames: publishers, provePublisher } = options
  const { setUpArguments = ['--force-run'], watch, start = startDetached } = options
  // Without a publisher there is nothing to prove.
  if (publishers.length === 0) throw new Error('app-update.yml names no publisher')
  return {
    pick: (release) => pickPackage(release.files, '.exe', process.arch),
    async download(release, file, onBytes) {
      const path = await downloader.download(release, file, onBytes)
      if (await provePublisher(path, { publishers })) return path
      throw new UpdateError('PACKAGE_MISMATCH', 'its publisher could not be proven')
    },
    async keepRunning() {
      if (!existsSync(cachedInstaller)) return undefined
      return keepPackage(cachedInstaller, directory, version, (copy) => provePublisher(copy, { publishers, version }))
    },
    async stage(path, file) {
      mkdirSync(directory, { recursive: true, mode: 0o700 })
      const { copy, staging } = await stageChecked(path, file, { parent: directory, name: 'till-agent-setup.exe' })
      return {
        discard: staging.remove,
        commit(previous) {
          try {
            if (previous) watch.begin(previous, setUpArguments)
          } catch (thrown) {
            throw installFailed(thrown)
          }
          // Set-up waits until this process has exited, and then starts the new version.
          start(copy, ['--updated', '/S', ...setUpArguments])
          return 'exit'
        },
      }
    },
  }
}
