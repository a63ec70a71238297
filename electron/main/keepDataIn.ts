import { join } from 'node:path'
import { app } from 'electron'
import { makeOwnDirectory } from '../adapters/ownDirectory.ts'

/**
 * The directory of both hosts, so that the command line finds the agent that runs here. What Chromium keeps is apart from it.
 *
 * @throws a system error when it cannot be made
 */
export function keepDataIn(dataDir: string): void {
  const chromium = join(dataDir, 'chromium')
  makeOwnDirectory(dataDir)
  makeOwnDirectory(chromium)
  app.setPath('userData', dataDir)
  app.setPath('sessionData', chromium)
  app.setPath('crashDumps', join(chromium, 'crashes'))
}
