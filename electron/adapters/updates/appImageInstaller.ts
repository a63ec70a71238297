import { chmodSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { syncDirectory } from '#adapters/system/fsync.ts'
import { identityOf, identityText } from '#adapters/system/processIdentity.ts'
import type { Installer, Staged } from '#core/updates/installer.ts'
import type { KeptPackage } from '#core/updates/journalStore.ts'
import type { Downloader } from './electronUpdater.ts'
import { keepPackage } from './keptPackages.ts'
import { pickPackage } from './pickPackage.ts'
import { installFailed, stageChecked } from './stagingDirectory.ts'
import { startDetached } from './startDetached.ts'

interface Options {
  downloader: Downloader
  /** The file that runs. The new version takes its name, because start-up entries contain it. */
  appImage: string
  version: string
  dataDir: string
  /** The part of the data directory that belongs to updates. */
  directory: string
  /** Arguments of the new version. */
  startArguments: readonly string[]
  /** Starts a program that outlives this process. */
  start?: typeof startDetached
}

/** The command with which the previous version runs the rollback watchdog. */
export const watchdogCommand = 'guard-update'

export function createAppImageInstaller(options: Options): Installer {
  const { downloader, appImage, version, dataDir, directory, startArguments, start = startDetached } = options
  const startWatchdog = (previous: KeptPackage, pid: number) => {
    // This process has not waited for the new one, so the id cannot be another's yet.
    const started = identityOf(pid)
    const watched = started ? [identityText(started)] : []
    start(previous.path, [watchdogCommand, appImage, ...watched, '--data-dir', dataDir])
  }
  return {
    pick: (release) => pickPackage(release.files, '.AppImage', process.arch),
    download: (release, file, onBytes) => downloader.download(release, file, onBytes),
    keepRunning: () => keepPackage(appImage, directory, version),
    async stage(path, file) {
      const staged = await stageAppImage(appImage, path, file)
      return {
        discard: staged.discard,
        commit(previous) {
          staged.commit()
          const pid = start(appImage, startArguments)
          if (previous && pid !== undefined) startWatchdog(previous, pid)
          return 'exit'
        },
      }
    },
  }
}

/** Stages the package beside the running file, so that one rename swaps them: there is always a version that starts (attacks.md T60). */
export async function stageAppImage(
  appImage: string,
  path: string,
  file: Parameters<Installer['stage']>[1],
): Promise<Staged> {
  const { copy, staging } = await stageChecked(path, file, { parent: dirname(appImage), name: 'AppImage' })
  return {
    discard: staging.remove,
    commit() {
      try {
        chmodSync(copy, statSync(appImage).mode | 0o700)
        renameSync(copy, appImage)
      } catch (thrown) {
        throw installFailed(thrown)
      }
      staging.remove()
      syncDirectory(dirname(appImage))
      return 'exit'
    },
  }
}
