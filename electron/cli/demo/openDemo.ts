import { silentLog } from '#adapters/log/memoryLog.ts'
import { openPosApi } from '#api/pos/posApi.ts'
import type { Agent } from '#core/agent.ts'
import { noSessionStore } from '#host/browserSessionFile.ts'
import { CloseStack } from '#host/closeStack.ts'
import { openMemoryAgent } from '#host/memoryAgent.ts'
import { openBrowserUiOnPort } from '#host/openBrowserUi.ts'
import type { DemoOptions } from '#host/options.ts'
import { listenOnPort } from '#host/portTaken.ts'
import { printResult } from '#host/terminal/output.ts'
import { demoCustomers } from '#simulator/capillary/demoCustomers.ts'
import { startSimulator, testVector } from '#simulator/simulator.ts'
import { simulatorEvent, simulatorText } from './simulatorText.ts'
import { type DemoFacts, welcomeText } from './welcomeText.ts'

interface Demo {
  facts: DemoFacts
  /** What to try, for people. */
  welcome: string
  /** Ends the demo and leaves nothing behind. */
  close(): Promise<void>
}

/**
 * Opens the agent, the window and a simulated cloud, all in memory.
 *
 * @throws Fault `PORT_TAKEN` · `FILE_UNREADABLE` when the page has not been built
 */
export async function openDemo(options: DemoOptions): Promise<Demo> {
  const stack = new CloseStack()
  try {
    const facts = await openParts(options, stack)
    return { facts, welcome: welcomeText(facts), close: () => stack.close() }
  } catch (thrown) {
    await stack.closeAnyway()
    throw thrown
  }
}

async function openParts({ json, port, uiPort, simulatorPort }: DemoOptions, stack: CloseStack): Promise<DemoFacts> {
  const simulator = await listenOnPort(simulatorPort, '--simulator-port', () =>
    startSimulator({
      port: simulatorPort,
      onSeen: (seen) => printResult(json, simulatorEvent(seen), () => simulatorText(seen)),
    }),
  )
  stack.add(simulator, (cloud) => cloud.close())
  const agent = stack.add(await openMemoryAgent(), (open) => open.close())
  const key = await provision(agent, simulator.url)
  const posApi = await listenOnPort(port, '--port', () => openPosApi({ agent, port, log: silentLog }))
  stack.add(posApi, (api) => api.close())
  agent.posOpenedAt(posApi.port)
  const browserUi = stack.add(
    await openBrowserUiOnPort(agent, silentLog, uiPort, noSessionStore, noSessionStore),
    (api) => api.close(),
  )
  const [url = ''] = posApi.addresses
  const path = `/via/loyalty/v1.1/customer/get?format=json&mobile=${demoCustomers[0]?.mobile}`
  const curl = `curl -H 'Till-Agent-Key: ${key}' '${url}${path}'`
  return { url, simulatorUrl: simulator.url, key, curl, ui: browserUi.link() }
}

/** @returns the key of the one client */
async function provision(agent: Agent, baseUrl: string): Promise<string> {
  const { till, password } = testVector
  const { newKeys } = await agent.provision({
    // The demo customers have numbers of this country.
    store: { name: 'Demo store', country: 'IN' },
    upstreams: [{ id: 'loyalty', scheme: 'capillary-till', baseUrl, till, password }],
    clients: [
      { id: 'pos', name: 'Checkout', origins: [], grants: [{ upstream: 'loyalty', allow: ['capillary:sell'] }] },
    ],
  })
  return newKeys[0]?.key ?? ''
}
