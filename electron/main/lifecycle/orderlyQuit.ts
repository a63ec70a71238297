import { app } from 'electron'
import type { CloseStack } from '#host/closeStack.ts'
import { reportError } from '#host/terminal/errorOutput.ts'

/** Closes the stack before the app quits, however it was told to. Exit code 1, and why, when a part fails to close. */
export function quitInOrder(stack: CloseStack): void {
  let isQuitting = false
  app.on('before-quit', (event) => {
    event.preventDefault()
    if (isQuitting) return
    isQuitting = true
    stack.close().then(
      () => app.exit(0),
      (thrown) => {
        reportError(thrown, false)
        app.exit(1)
      },
    )
  })
}
