import { app } from 'electron'
import { showProblem } from './problem.ts'

/** What happens again as soon would happen for ever. */
const leastUptimeSeconds = 60

/** A bug that nothing caught: nobody knows what still works, so it begins anew. The log has it by then. */
export function beginAnew(thrown: unknown): void {
  if (process.uptime() >= leastUptimeSeconds) app.relaunch(ownProgram())
  else showProblem(thrown, 'crashed')
  app.exit(1)
}

/** An AppImage runs from a place that is gone when it ends. */
function ownProgram(): { execPath?: string } {
  return process.env.APPIMAGE ? { execPath: process.env.APPIMAGE } : {}
}
