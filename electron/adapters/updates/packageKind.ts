import { existsSync } from 'node:fs'
import { dirname, join, win32 } from 'node:path'
import { ownAppImage } from '#adapters/system/ownAppImage.ts'

/** Packages of this program that can update themselves. */
export type PackageKind = 'AppImage' | 'nsis' | 'mac'

/** electron-builder names it after `executableName` of build/electron-builder.yml. */
const uninstaller = 'Uninstall till-agent.exe'

/** How this program was installed; `undefined` where a package manager or an administrator updates it. */
export function packageKind(
  platform = process.platform,
  program = process.execPath,
  env = process.env,
): PackageKind | undefined {
  if (platform === 'darwin') return 'mac'
  if (platform === 'linux') return ownAppImage(program, env) ? 'AppImage' : undefined
  return isOwnSetUp(program, env) ? 'nsis' : undefined
}

/** Whether set-up for all users has installed this program, which is the service of the machine. */
export function isOfSetUpForAll(platform = process.platform, program = process.execPath, env = process.env): boolean {
  if (platform !== 'win32' || !existsSync(join(dirname(program), uninstaller))) return false
  return !isOwnSetUp(program, env)
}

/**
 * Set-up leaves its uninstaller beside the program; an MSI does not. Set-up for all users installs outside the profile, and
 * an update of it would ask the cashier for an administrator.
 */
function isOwnSetUp(program: string, { LOCALAPPDATA: profile }: NodeJS.ProcessEnv): boolean {
  if (!profile || !existsSync(join(dirname(program), uninstaller))) return false
  const path = win32.relative(profile, program)
  return !path.startsWith('..') && !win32.isAbsolute(path)
}
