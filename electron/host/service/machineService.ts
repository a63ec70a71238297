import { lstatSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { createLaunchdService } from '#adapters/service/launchdService.ts'
import type { ServiceManager } from '#adapters/service/serviceManager.ts'
import { createSystemdService } from '#adapters/service/systemdService.ts'
import { createWindowsService } from '#adapters/service/windowsService.ts'
import { Fault } from '#core/base/fault.ts'

/** The service manager of this machine. */
export function machineService(platform = process.platform): ServiceManager {
  if (platform === 'win32') return createWindowsService()
  return platform === 'darwin' ? createLaunchdService() : createSystemdService()
}

interface Running {
  platform: NodeJS.Platform
  /** Of Node, or of the packaged program. */
  execPath: string
  /** The file that Node runs; absent in the packaged program. */
  script: string | undefined
  /** Of the packaged program; absent in Node. */
  resourcesPath: string | undefined
}

/** The words before the agent's own, for a service that runs what runs now. */
export function serviceProgram({ platform, execPath, script, resourcesPath }: Running): string[] {
  const node = ['--max-semi-space-size=4']
  if (script !== undefined) return [execPath, ...node, script]
  // Electron on Linux wants a display; the headless agent of the package wants Node.
  if (platform === 'linux')
    return ['/usr/bin/env', 'node', ...node, join(resourcesPath ?? '', 'headless', 'till-agent.js')]
  return [execPath]
}

/**
 * Checks that nobody but an administrator may change what the service runs: who may would have its secrets. On Windows set-up
 * for all users puts it where that is so.
 *
 * @throws Fault `SERVICE_REFUSED`
 */
export function checkServiceProgram(program: readonly string[], platform = process.platform): void {
  if (platform === 'win32') return
  for (const word of program.filter((part) => part.startsWith(sep))) {
    if (/^\/(home|root|Users)\//.test(word)) throw unsafe(word, 'lies in the home directory of a user')
    for (let path = word; ; path = dirname(path)) {
      const { uid, mode } = lstatSync(path)
      const isLink = (mode & 0o170_000) === 0o120_000
      const isSticky = (mode & 0o1000) !== 0
      if (uid !== 0 || (!isLink && !isSticky && (mode & 0o022) !== 0)) throw unsafe(path, 'can be changed by users')
      if (dirname(path) === path) break
    }
  }
}

function unsafe(path: string, why: string): Fault {
  return new Fault(
    'SERVICE_REFUSED',
    `${path} ${why}, and would be run for everybody with the secrets of the till.`,
    undefined,
    'Install the till agent for the whole machine (the deb, or a folder below /opt that belongs to root) and use that one.',
  )
}
