import { app } from 'electron'
import { ownAppImage } from '#adapters/system/ownAppImage.ts'
import { showProblem } from './problem.ts'

/** A program that crashes sooner would restart forever. */
const minUptimeSeconds = 60

/** Restarts the program after an uncaught error, since its state is unknown. The log has the error already. */
export async function restartAfterCrash(thrown: unknown): Promise<void> {
  if (process.uptime() >= minUptimeSeconds) app.relaunch(relaunchOptions())
  else await showProblem(thrown, 'crashed')
  app.exit(1)
}

/** An AppImage runs from a mount that is gone when the process ends, so its file is started. */
export function relaunchOptions(): { execPath?: string } {
  const execPath = ownAppImage()
  return execPath === undefined ? {} : { execPath }
}
