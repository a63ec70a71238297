import { app } from './app.mjs'
import { debuggingUrl } from './chromium.mjs'

/**
 * A test runs functions in this process, as Playwright lets it in a real Electron. Over the channel of whoever started it
 * and nothing else; the app ends with that.
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
