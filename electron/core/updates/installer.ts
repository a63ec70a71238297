import type { Release, ReleaseFile } from './release.ts'
import type { KeptPackage } from './updateStore.ts'

/** What is left to the process: to end at once, or to stay until the system ends it. */
export type Ending = 'end' | 'be-ended'

/** A package whose bytes were checked while they were put where nobody else can change them (attacks.md T59). */
export interface Staged {
  /**
   * Puts it in the old one's place and starts it. Called when the agent is closed and the process about to end.
   *
   * @param wayBack what a watchman puts back if the new one does not even start
   * @throws UpdateStopped `INSTALL_FAILED`; the old one is still in place then
   */
  commit(wayBack?: KeptPackage): Ending
  discard(): void
}

/** How programs are downloaded and installed on this kind of machine. */
export interface Installer {
  /** The file of a release that this machine takes. */
  pick(release: Release): ReleaseFile | undefined
  /**
   * Goes on where an earlier one was broken off.
   *
   * @returns where it lies
   * @throws UpdateStopped `DOWNLOAD_FAILED` · `PACKAGE_MISMATCH`
   */
  download(release: Release, file: ReleaseFile, onBytes: (bytes: number) => void): Promise<string>
  /** Lays the running version's package by. `undefined`: there is none. */
  keepRunning(): Promise<KeptPackage | undefined>
  /** @throws UpdateStopped `PACKAGE_MISMATCH` · `INSTALL_FAILED` */
  stage(path: string, file: Pick<ReleaseFile, 'size' | 'sha512'>): Promise<Staged>
}
