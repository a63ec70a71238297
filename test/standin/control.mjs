import { app } from './app.mjs'
import { debuggingUrl } from './chromium.mjs'

/**
 * Runs functions of a test in this process, as Playwright does in a real Electron. They come over the IPC channel of the
 * parent process; the app exits when the channel closes.
 */
export function listenToTest(electron) {
  if (!process.send) return
  process.on('message', async ({ id, code, arg }) => {
    try {
      const run = code === 'debuggingUrl' ? debuggingUrl : new Function(`return (${code})`)()
      process.send({ id, value: await run(electron, arg) })
    } catch (thrown) {
      process.send({ id, error: String(thrown) })
    }
  })
  process.on('disconnect', () => app.exit(0))
}
