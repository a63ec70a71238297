import { app } from 'electron'
import type { UpdateDeps } from '#core/updates/updates.ts'
import type { CloseStack } from '#host/closeStack.ts'
import { relaunchOptions } from './crashRestart.ts'

/** Closes the agent, then runs the last step of an update and exits. When that step fails, this version restarts. */
export function leaveForUpdate(stack: CloseStack): UpdateDeps['leave'] {
  return async (lastStep) => {
    await stack.closeAnyway()
    // Otherwise the new version takes itself for a second instance.
    app.releaseSingleInstanceLock()
    try {
      // On macOS the system quits this process and then starts the new version.
      if (lastStep() === 'system-will-quit') {
        app.removeAllListeners('before-quit')
        return
      }
    } catch {
      app.relaunch(relaunchOptions())
    }
    app.exit(0)
  }
}
