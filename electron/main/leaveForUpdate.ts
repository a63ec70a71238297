import { app } from 'electron'
import type { UpdatePorts } from '../core/updates/updates.ts'
import type { Opened } from '../headless/opened.ts'

/** Makes room for another version: everything is closed in its order before the last step, and begun anew where that fails. */
export function leaveForUpdate(opened: Opened): UpdatePorts['leave'] {
  return async (last) => {
    await opened.close()
    // Else the other version takes itself for the second instance.
    app.releaseSingleInstanceLock()
    try {
      // On macOS the system ends the program, and starts the other one then.
      if (last() === 'be-ended') {
        app.removeAllListeners('before-quit')
        return
      }
    } catch {
      app.relaunch()
    }
    app.exit(0)
  }
}
