import { spawn } from 'node:child_process'
import { withoutAppImage } from '#adapters/system/ownAppImage.ts'

/**
 * Starts a program that outlives this process. A program that cannot be started is not reported here: the rollback
 * watchdog notices.
 *
 * @returns its process id; `undefined` when it could not be started
 */
export function startDetached(program: string, args: readonly string[]): number | undefined {
  const child = spawn(program, args, { detached: true, stdio: 'ignore', env: withoutAppImage(process.env) })
  child.on('error', () => {})
  child.unref()
  return child.pid
}
