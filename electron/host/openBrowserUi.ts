import { fileURLToPath } from 'node:url'
import { readBuiltPage } from '#adapters/system/builtPage.ts'
import { systemClock } from '#adapters/system/systemClock.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { controlRouter } from '#api/control/controlRouter.ts'
import { displayRouter } from '#api/control/displayRouter.ts'
import type { ControlCaller } from '#api/http/controlCalls.ts'
import { type BrowserUi, openBrowserUi } from '#api/web/browserUi.ts'
import type { SessionStore } from '#api/web/storedSessions.ts'
import type { Agent } from '#core/agent.ts'
import type { Log } from '#core/base/log.ts'
import { displayWords } from './displayWords.ts'
import { localActor } from './inProcessControl.ts'
import { noSessionWords } from './noSessionWords.ts'
import { listenOnPort } from './portTaken.ts'

/** `vite build` puts the page beside the folder of the built agent. */
const builtPage = fileURLToPath(new URL('../renderer', import.meta.url))

/**
 * Serves the built page to browsers on this machine.
 *
 * @throws Fault `FILE_UNREADABLE` when the page has not been built · `PORT_TAKEN`
 */
export async function openBrowserUiOnPort(
  agent: Agent,
  log: Log,
  port: number,
  store: SessionStore,
  displayStore: SessionStore,
): Promise<BrowserUi> {
  const files = readBuiltPage(builtPage)
  const calls = {
    actor: localActor('web'),
    controlRouter: (caller: ControlCaller) => controlRouter(agent, log, caller),
  }
  const display = {
    router: (id: string) => displayRouter(agent, log, systemClock, id),
    ...{ store: displayStore, words: displayWords },
  }
  const machine = { clock: systemClock, random: systemRandom }
  return listenOnPort(port, '--ui-port', () =>
    openBrowserUi({ agent, port, log, files, store, display, noSessionWords, ...calls, ...machine }),
  )
}
