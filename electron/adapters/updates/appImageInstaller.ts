import { spawn } from 'node:child_process'
import { chmodSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Installer, Staged } from '../../core/updates/installer.ts'
import { UpdateStopped } from '../../core/updates/updateStopped.ts'
import { copyChecked } from './checkedCopy.ts'
import type { Downloader } from './electronUpdater.ts'
import { syncDirectory } from './fileUpdateStore.ts'
import { layBy, makeStage } from './ownPackages.ts'
import { pickPackage } from './pickPackage.ts'

interface Options {
  downloader: Downloader
  /** The file that runs. Its name stays what it is, as start-up entries name it. */
  appImage: string
  version: string
  dataDir: string
  /** What belongs to updates, in it. */
  directory: string
  /** What the new one is started with. */
  startArguments: readonly string[]
}

/** The command that makes the version before a watchman over the next one. */
export const guardCommand = 'guard-update'

export function createAppImageInstaller(options: Options): Installer {
  const { downloader, appImage, version, dataDir, directory, startArguments } = options
  return {
    pick: (release) => pickPackage(release.files, '.AppImage', process.arch),
    download: (release, file, onBytes) => downloader.download(release, file, onBytes),
    keepRunning: () => layBy(appImage, directory, version),
    async stage(path, file) {
      const staged = await stageAppImage(appImage, path, file)
      return {
        discard: staged.discard,
        commit(wayBack) {
          staged.commit()
          const pid = startDetached(appImage, startArguments)
          if (wayBack && pid !== undefined)
            startDetached(wayBack.path, [guardCommand, appImage, String(pid), '--data-dir', dataDir])
          return 'end'
        },
      }
    },
  }
}

/** Beside the one that runs, so that it can take its place in one step: at no moment is there none (attacks.md T60). */
export async function stageAppImage(
  appImage: string,
  path: string,
  file: Parameters<Installer['stage']>[1],
): Promise<Staged> {
  const stage = orFail(() => makeStage(dirname(appImage)))
  const fresh = join(stage.path, 'AppImage')
  try {
    await copyChecked(path, fresh, file)
  } catch (thrown) {
    stage.remove()
    throw thrown instanceof UpdateStopped ? thrown : new UpdateStopped('INSTALL_FAILED', String(thrown))
  }
  return {
    discard: stage.remove,
    commit() {
      orFail(() => {
        chmodSync(fresh, statSync(appImage).mode | 0o700)
        renameSync(fresh, appImage)
      })
      stage.remove()
      syncDirectory(dirname(appImage))
      return 'end'
    },
  }
}

export function startDetached(program: string, args: readonly string[]): number | undefined {
  const { APPIMAGE: _, APPDIR: __, ARGV0: ___, OWD: ____, ...env } = process.env
  const child = spawn(program, args, { detached: true, stdio: 'ignore', env })
  // It is told by the watchman, or by whoever starts the machine next.
  child.on('error', () => {})
  child.unref()
  return child.pid
}

function orFail<T>(work: () => T): T {
  try {
    return work()
  } catch (thrown) {
    throw new UpdateStopped('INSTALL_FAILED', String(thrown))
  }
}
