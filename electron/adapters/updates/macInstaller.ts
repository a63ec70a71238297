import { UpdateError } from '#core/releases/updateError.ts'
import type { Installer } from '#core/updates/installer.ts'
import { digestFile } from './checkedCopy.ts'
import type { Downloader } from './electronUpdater.ts'
import { pickPackage } from './pickPackage.ts'

/**
 * macOS installs with Squirrel, which itself checks that both versions are signed by the same team. A rollback is not
 * possible: a new version that is unhealthy is reported, not replaced.
 */
export function createMacInstaller(downloader: Downloader): Installer {
  return {
    pick: (release) => pickPackage(release.files, '.zip', process.arch),
    download: (release, file, onBytes) => downloader.download(release, file, onBytes),
    keepRunning: () => Promise.resolve(undefined),
    async stage(path, file) {
      const { size, sha512 } = await digestFile(path)
      if (size !== file.size || sha512 !== file.sha512) throw new UpdateError('PACKAGE_MISMATCH')
      return {
        discard: () => {},
        commit() {
          // Squirrel fetches the package from this process, and quits it afterwards.
          downloader.updater.quitAndInstall()
          return 'system-will-quit'
        },
      }
    },
  }
}
