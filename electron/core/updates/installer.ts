import type { Release, ReleaseFile } from '#core/releases/release.ts'
import type { KeptPackage } from './journalStore.ts'

/** What the process does after the last step: exit by itself, or stay until the system quits it. */
export type ExitMode = 'exit' | 'system-will-quit'

/** A package that was checked while it was copied to where no other user can change it (attacks.md T59). */
export interface Staged {
  /**
   * Puts the package in the place of the running version and starts it. Called when the agent is closed and the process
   * is about to exit.
   *
   * @param previous what the rollback watchdog restores if the new version does not even start
   * @throws UpdateError `INSTALL_FAILED`; the running version is still in place then
   */
  commit(previous?: KeptPackage): ExitMode
  discard(): void
}

/** How programs are downloaded and installed on this kind of machine. */
export interface Installer {
  /** The file of a release that fits this machine. */
  pick(release: Release): ReleaseFile | undefined
  /**
   * Downloads a package, and continues a download that was broken off.
   *
   * @param onBytes called with all bytes so far
   * @returns the path of the package
   * @throws UpdateError `DOWNLOAD_FAILED` · `PACKAGE_MISMATCH`
   */
  download(release: Release, file: ReleaseFile, onBytes: (bytes: number) => void): Promise<string>
  /** Keeps the running version's package for a rollback; `undefined` when there is none. */
  keepRunning(): Promise<KeptPackage | undefined>
  /**
   * @param signed the signed release that names the package; absent for one that was kept
   * @throws UpdateError `PACKAGE_MISMATCH` · `INSTALL_FAILED`
   */
  stage(path: string, file: Pick<ReleaseFile, 'size' | 'sha512'>, signed?: Uint8Array): Promise<Staged>
  /** Keeps the package of the running version for a rollback, where there is none yet and this installer needs a release for it. */
  keepRelease?(release: Release, signed: Uint8Array): Promise<void>
}
