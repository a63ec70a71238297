import { createServer, Agent as HttpAgent, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { silentLog } from '#adapters/log/memoryLog.ts'
import { openPosApi } from '#api/pos/posApi.ts'
import type { Agent } from '#core/agent.ts'
import { CloseStack } from './closeStack.ts'
import { openMemoryAgent } from './memoryAgent.ts'

/**
 * After so many requests, V8 has compiled the code that every sale runs through. With those that follow they are no more than the burst
 * of one client (`limits.burst`): one more would be refused where the machine is quick.
 */
const requestCount = 90
/** After garbage was collected, with which V8 drops some of what it has compiled. */
const laterCount = 10

/**
 * Sends requests through a second agent, in memory, to a small server on loopback. Without this, the first customer of
 * the day waits while V8 compiles the request path (docs/performance.md).
 *
 * @param ended breaks it off
 * @param release gives back what the start has left in memory, before the last requests
 */
export async function warmUp(ended?: AbortSignal, release?: () => void): Promise<void> {
  const stack = new CloseStack()
  try {
    const cloud = stack.add(
      createServer((_, response) => response.end('{}')),
      closeServer,
    )
    await new Promise<void>((resolve) => cloud.listen(0, '127.0.0.1', resolve))
    const agent = stack.add(await openMemoryAgent(), (open) => open.close())
    const key = await provision(agent, `http://127.0.0.1:${portOf(cloud)}`)
    const posApi = stack.add(await openPosApi({ agent, port: 0, log: silentLog }), (open) => open.close())
    // An HTTP agent of our own: the global one may be told by the environment to go through a proxy (attacks.md T46).
    const connections = stack.add(new HttpAgent({ keepAlive: true }), (open) => open.destroy())
    const sendMany = async (count: number) => {
      for (let n = 0; n < count && !ended?.aborted; n += 1) await send(connections, posApi.port, key)
    }
    await sendMany(requestCount)
    if (!release || ended?.aborted) return
    release()
    await sendMany(laterCount)
  } finally {
    await stack.close()
  }
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

/** @returns the key of the one client */
async function provision(agent: Agent, baseUrl: string): Promise<string> {
  const { newKeys } = await agent.provision({
    upstreams: [{ id: 'cloud', scheme: 'capillary-till', baseUrl, till: 'warm-up', password: 'warm-up' }],
    clients: [
      { id: 'pos', name: 'Warm-up', origins: [], grants: [{ upstream: 'cloud', allow: ['capillary:look-up'] }] },
    ],
  })
  return newKeys[0]?.key ?? ''
}

function send(agent: HttpAgent, port: number, key: string): Promise<void> {
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
