import { Agent, createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createMemoryAudit } from '../adapters/memoryAudit.ts'
import { silentLog } from '../adapters/memoryLog.ts'
import { createMemorySettings } from '../adapters/memorySettings.ts'
import { createMemoryVault } from '../adapters/memoryVault.ts'
import { createMemoryVerifications } from '../adapters/memoryVerifications.ts'
import { openPosDoor } from '../doors/pos/posDoor.ts'
import { compose } from './host.ts'

/** Enough for the engine to have compiled what every sale runs through. */
const times = 100

/**
 * Plays a few sales with a pretend cloud on loopback, by an agent of its own that forgets them: otherwise the first
 * customer of the day waits while the engine reads its own code (docs/performance.md).
 */
export async function rehearse(): Promise<void> {
  const cloud = createServer((_, response) => response.end('{}'))
  await new Promise<void>((resolve) => cloud.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${portOf(cloud)}`
  const kept = { settings: createMemorySettings(), vault: createMemoryVault(), log: silentLog }
  const agent = await compose({ ...kept, audit: createMemoryAudit(), verifications: createMemoryVerifications() })
  const { newKeys } = await agent.provision({
    upstreams: [{ id: 'cloud', scheme: 'capillary-till', baseUrl, till: 'rehearsal', password: 'rehearsal' }],
    clients: [
      { id: 'pos', name: 'Rehearsal', origins: [], grants: [{ upstream: 'cloud', allow: ['capillary:look-up'] }] },
    ],
  })
  const door = await openPosDoor({ agent, port: 0, log: silentLog })
  // One of its own: the usual one may be told by the environment to go through a proxy (attacks.md T46).
  const connections = new Agent({ keepAlive: true })
  for (let n = 0; n < times; n += 1) await ask(connections, door.port, newKeys[0]?.key ?? '')
  connections.destroy()
  await door.close()
  await agent.close()
  cloud.closeAllConnections()
  await new Promise((resolve) => cloud.close(resolve))
}

function ask(agent: Agent, port: number, key: string): Promise<void> {
  const path = '/via/cloud/v1.1/customer/get?format=json&mobile=1'
  return new Promise((resolve, reject) => {
    request({ agent, port, path, host: '127.0.0.1', headers: { 'Till-Agent-Key': key } }, (response) => {
      response.resume().on('end', resolve)
    })
      .on('error', reject)
      .end()
  })
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}
