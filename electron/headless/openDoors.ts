import type { Provisioned } from '../core/provisioning.ts'
import { openPipeDoor } from '../doors/pipe/pipeDoor.ts'
import { openPosDoor } from '../doors/pos/posDoor.ts'
import type { ServeOptions } from './commands/serve.ts'
import { openAgent } from './host.ts'
import { Opened } from './opened.ts'
import { actorAt, ownControl } from './ownControl.ts'
import { pipePath } from './paths.ts'
import { listening } from './portTaken.ts'
import { readProvisioningFile } from './provisioningFile.ts'
import { version } from './version.ts'

interface Doors {
  port: number
  addresses: string[]
  newKeys: Provisioned['newKeys']
  /** Closing it ends the agent, the doors first. */
  opened: Opened
}

/**
 * The whole agent, ready to be called. When anything fails, nothing stays open.
 *
 * @throws Fault `PORT_TAKEN` · what opening the agent and provisioning throw
 */
export async function openDoors({ dataDir, vault, port, provision }: ServeOptions): Promise<Doors> {
  const file = provision === undefined ? undefined : readProvisioningFile(provision)
  const opened = new Opened()
  try {
    const { agent, log } = await openAgent(dataDir, vault, opened, file?.limits)
    const note = (event: 'agent-started' | 'agent-stopped') =>
      agent.audit.record({ event, actor: actorAt('start'), subject: '', outcome: 'done', detail: `version ${version}` })
    note('agent-started')
    opened.add(agent, () => note('agent-stopped'))
    const { newKeys } = file ? await ownControl(agent, log, 'start').provision(file) : { newKeys: [] }
    opened.add(await openPipeDoor({ agent, path: pipePath(dataDir), log }), (door) => door.close())
    const posDoor = await listening(port, '--port', () => openPosDoor({ agent, port, log }))
    opened.add(posDoor, (door) => door.close())
    return { port: posDoor.port, addresses: posDoor.addresses, newKeys, opened }
  } catch (thrown) {
    await opened.close()
    throw thrown
  }
}
