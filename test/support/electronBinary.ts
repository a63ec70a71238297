import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

let found: { path: string | undefined } | undefined

/**
 * Electron, when it can be started here; without it the same tests run on the stand-in.
 *
 * @throws where `TILL_TEST_ELECTRON` is `required`: there the stand-in would be green for something else
 */
export function electronBinary(): string | undefined {
  found ??= { path: startableElectron() }
  if (found.path === undefined && process.env.TILL_TEST_ELECTRON === 'required')
    throw new Error('Electron cannot be started here. Run: npx install-electron; on Linux set TILL_TEST_DISPLAY.')
  return found.path
}

/** Sets the variable that keeps the package `electron` from downloading Electron when it is imported. */
function startableElectron(): string | undefined {
  if (process.platform === 'linux' && !process.env.TILL_TEST_DISPLAY) return undefined
  process.env.ELECTRON_OVERRIDE_DIST_PATH ||= join(import.meta.dirname, '../../node_modules/electron/dist')
  const path = createRequire(import.meta.url)('electron') as unknown
  if (typeof path !== 'string' || !existsSync(path)) return undefined
  const { stdout, status } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 60_000 })
  return status === 0 && /^v\d+\./.test(stdout) ? path : undefined
}
