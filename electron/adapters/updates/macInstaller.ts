import type { Installer } from '../../core/updates/installer.ts'
import { UpdateStopped } from '../../core/updates/updateStopped.ts'
import { describe } from './checkedCopy.ts'
import type { Downloader } from './electronUpdater.ts'
import { pickPackage } from './pickPackage.ts'

/**
 * macOS installs by Squirrel, which checks by itself that both versions are signed by the same team. It offers no way
 * back: a new version that is not well is reported, not replaced.
 */
export function createMacInstaller(downloader: Downloader): Installer {
  return {
    pick: (release) => pickPackage(release.files, '.zip', process.arch),
    download: (release, file, onBytes) => downloader.download(release, file, onBytes),
    keepRunning: () => Promise.resolve(undefined),
    async stage(path, file) {
      const { size, sha512 } = await describe(path)
      if (size !== file.size || sha512 !== file.sha512) throw new UpdateStopped('PACKAGE_MISMATCH')
      return {
        discard: () => {},
        commit() {
          // Squirrel fetches the package from this process, and then ends it.
          downloader.updater.quitAndInstall()
          return 'be-ended'
        },
      }
    },
  }
}
