import { app } from 'electron'
import type { Opened } from '../headless/opened.ts'

/** However the app is told to end: first the doors, then the agent, then the log. */
export function endInOrder(opened: Opened): void {
  let isEnding = false
  app.on('before-quit', (event) => {
    event.preventDefault()
    if (isEnding) return
    isEnding = true
    opened.close().then(
      () => app.exit(0),
      () => app.exit(1),
    )
  })
}
