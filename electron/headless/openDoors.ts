import type { Agent } from '../core/agent.ts'
import type { Log } from '../core/log.ts'
import type { Provisioned } from '../core/provisioning.ts'
import type { SettingsStore } from '../core/settings.ts'
import { openPipeDoor } from '../doors/pipe/pipeDoor.ts'
import { openPosDoor } from '../doors/pos/posDoor.ts'
import type { ServeOptions } from './commands/serve.ts'
import { openAgent } from './host.ts'
import { Opened } from './opened.ts'
import { openWindow } from './openWindow.ts'
import { actorAt, ownControl } from './ownControl.ts'
import { pipePath } from './paths.ts'
import { listening } from './portTaken.ts'
import { readProvisioningFile } from './provisioningFile.ts'
import { version } from './version.ts'

interface DoorOptions extends ServeOptions {
  /** How this host keeps them, if in a way of its own. */
  openSettings?: (dataDir: string) => SettingsStore
}

export interface Doors {
  agent: Agent
  log: Log
  port: number
  addresses: string[]
  newKeys: Provisioned['newKeys']
  /** A one-time link to the window, where it is served. */
  ui: { url: string; expiresAt: number } | undefined
  /** Closing it ends the agent, the doors first. */
  opened: Opened
}

/**
 * The whole agent, ready to be called. When anything fails, nothing stays open.
 *
 * @throws Fault `PORT_TAKEN` · `FILE_UNREADABLE` when the window was not built · what opening the agent and provisioning throw
 */
export async function openDoors(options: DoorOptions): Promise<Doors> {
  const { dataDir, vault, port, provision, ui, uiPort, openSettings } = options
  const file = provision === undefined ? undefined : readProvisioningFile(provision)
  const opened = new Opened()
  try {
    const { agent, log } = await openAgent(dataDir, vault, opened, file?.limits, openSettings)
    const note = (event: 'agent-started' | 'agent-stopped') =>
      agent.audit.record({ event, actor: actorAt('start'), subject: '', outcome: 'done', detail: `version ${version}` })
    note('agent-started')
    opened.add(agent, () => note('agent-stopped'))
    const { newKeys } = file ? await ownControl(agent, log, 'start').provision(file) : { newKeys: [] }
    const window = ui && opened.add(await openWindow(agent, log, uiPort), (door) => door.close())
    const webLink = window ? window.link : undefined
    opened.add(await openPipeDoor({ agent, path: pipePath(dataDir), log, webLink }), (door) => door.close())
    const posDoor = await listening(port, '--port', () => openPosDoor({ agent, port, log }))
    opened.add(posDoor, (door) => door.close())
    agent.posOpenedAt(posDoor.port)
    const { addresses } = posDoor
    return { agent, log, port: posDoor.port, addresses, newKeys, ui: webLink?.(), opened }
  } catch (thrown) {
    await opened.close()
    throw thrown
  }
}
