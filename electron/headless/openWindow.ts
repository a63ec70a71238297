import { fileURLToPath } from 'node:url'
import { readBuiltWindow } from '../adapters/builtWindow.ts'
import { systemClock } from '../adapters/systemClock.ts'
import { systemRandom } from '../adapters/systemRandom.ts'
import type { Agent } from '../core/agent.ts'
import type { Log } from '../core/log.ts'
import { osUser } from '../doors/osUser.ts'
import { openWebDoor, type WebDoor } from '../doors/web/webDoor.ts'
import { listening } from './portTaken.ts'

/** Beside the built agent. */
const builtWindow = fileURLToPath(new URL('../renderer', import.meta.url))

/**
 * Serves the window to browsers on this machine.
 *
 * @throws Fault `FILE_UNREADABLE` when it was not built · `PORT_TAKEN`
 */
export async function openWindow(agent: Agent, log: Log, port: number): Promise<WebDoor> {
  const files = readBuiltWindow(builtWindow)
  const world = { clock: systemClock, random: systemRandom }
  return listening(port, '--ui-port', () =>
    openWebDoor({ agent, port, log, files, actor: `web/${osUser()}`, ...world }),
  )
}
