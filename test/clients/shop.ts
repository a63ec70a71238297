import { createServer } from 'node:http'
import type { Simulator } from '#simulator/simulator.ts'
import { type RunningAgent, startAgent } from '#test/support/agentProcess.ts'
import { makeFolder } from '#test/support/folder.ts'
import { freePort } from '#test/support/freePort.ts'
import { startTestSimulator } from '#test/support/simulator.ts'

/** What every client is tried against: the agent as a process of its own, and the simulated cloud. */
export interface Shop {
  agent: RunningAgent
  simulator: Simulator
  /** Where the agent has announced its port. */
  folder: string
  key: string
  /** Of a client that has to sign its requests. */
  signingKey: string
  /** Opens the upstream `later`, which nothing serves otherwise. */
  openLater(): Promise<{ close(): Promise<void> }>
  close(): Promise<void>
}

export async function startShop(): Promise<Shop> {
  const simulator = await startTestSimulator()
  const folder = makeFolder()
  const laterPort = await freePort()
  const later = {
    id: 'later',
    scheme: 'header',
    baseUrl: `http://127.0.0.1:${laterPort}`,
    name: 'X-Api-Key',
    value: 'v',
  }
  const agent = await startAgent({
    // On disk, which is what an outbox needs.
    vault: 'keychain',
    env: { ...process.env, RUNTIME_DIRECTORY: folder },
    provisioning: {
      upstreams: [
        {
          ...{ id: 'loyalty', scheme: 'capillary-till', baseUrl: simulator.url, till: 'store.server' },
          ...{ password: 'server123', billNumbers: 'unique' },
        },
        later,
      ],
      clients: [
        { id: 'signing', name: 'Signs', signed: true, grants: [{ upstream: 'loyalty', allow: ['capillary:sell'] }] },
        {
          id: 'pos',
          name: 'Checkout',
          grants: [
            { upstream: 'loyalty', allow: ['capillary:sell'] },
            { upstream: 'later', allow: [{ methods: ['*'], path: '/**' }] },
          ],
        },
      ],
    },
  })
  return {
    ...{ agent, simulator, folder, key: agent.key('pos'), signingKey: agent.key('signing') },
    openLater: () => serve(laterPort),
    close: async () => {
      await agent.end()
      await simulator.close()
    },
  }
}

async function serve(port: number) {
  const server = createServer((_, response) => response.end('here now'))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { close }
}
