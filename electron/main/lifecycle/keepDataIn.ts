import { join } from 'node:path'
import { app } from 'electron'
import { makeOwnDirectory } from '#adapters/system/ownDirectory.ts'

/**
 * Puts Electron's data into the data directory that the command line uses too. Chromium's own files get a folder inside.
 *
 * @throws a system error when a directory cannot be made
 */
export function keepDataIn(dataDir: string): void {
  const chromium = join(dataDir, 'chromium')
  makeOwnDirectory(dataDir)
  makeOwnDirectory(chromium)
  app.setPath('userData', dataDir)
  app.setPath('sessionData', chromium)
  app.setPath('crashDumps', join(chromium, 'crashes'))
}
