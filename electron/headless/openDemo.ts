import { cast } from '../../simulator/cast.ts'
import { startSimulator, testVector } from '../../simulator/simulator.ts'
import { createMemoryAudit } from '../adapters/memoryAudit.ts'
import { silentLog } from '../adapters/memoryLog.ts'
import { createMemorySettings } from '../adapters/memorySettings.ts'
import { createMemoryVault } from '../adapters/memoryVault.ts'
import { createMemoryVerifications } from '../adapters/memoryVerifications.ts'
import { openPosDoor } from '../doors/pos/posDoor.ts'
import type { WebDoor } from '../doors/web/webDoor.ts'
import type { DemoOptions } from './commands/demo.ts'
import { compose } from './host.ts'
import { Opened } from './opened.ts'
import { openWindow } from './openWindow.ts'
import { answer } from './output.ts'
import { listening } from './portTaken.ts'
import { seenFacts, seenText } from './seenText.ts'

interface Demo {
  facts: { url: string; simulatorUrl: string; key: string; curl: string; ui: ReturnType<WebDoor['link']> }
  /** What to try, for people. */
  welcome: string
  /** Closing it ends the demo, of which nothing remains. */
  opened: Opened
}

/** @throws Fault `PORT_TAKEN` · `FILE_UNREADABLE` when the window was not built */
export async function openDemo({ json, port, uiPort, simulatorPort }: DemoOptions): Promise<Demo> {
  const opened = new Opened()
  try {
    const simulator = await listening(simulatorPort, '--simulator-port', () =>
      startSimulator({
        port: simulatorPort,
        onSeen: (seen) => answer(json, seenFacts(seen), () => seenText(seen)),
      }),
    )
    opened.add(simulator, (cloud) => cloud.close())
    const agent = await compose({
      settings: createMemorySettings(),
      vault: createMemoryVault(),
      log: silentLog,
      audit: createMemoryAudit(),
      verifications: createMemoryVerifications(),
    })
    opened.add(agent, (open) => open.close())
    const { till, password } = testVector
    const { newKeys } = await agent.provision({
      // Where the pretend customers' numbers belong.
      store: { name: 'Demo store', country: 'IN' },
      upstreams: [{ id: 'loyalty', scheme: 'capillary-till', baseUrl: simulator.url, till, password }],
      clients: [
        { id: 'pos', name: 'Checkout', origins: [], grants: [{ upstream: 'loyalty', allow: ['capillary:sell'] }] },
      ],
    })
    const posDoor = await listening(port, '--port', () => openPosDoor({ agent, port, log: silentLog }))
    opened.add(posDoor, (door) => door.close())
    agent.posOpenedAt(posDoor.port)
    const window = opened.add(await openWindow(agent, silentLog, uiPort), (door) => door.close())
    const [url = ''] = posDoor.addresses
    const key = newKeys.map((made) => made.key).join()
    const path = `/via/loyalty/v1.1/customer/get?format=json&mobile=${cast[0]?.mobile}`
    const curl = `curl -H 'Till-Agent-Key: ${key}' '${url}${path}'`
    const facts = { url, simulatorUrl: simulator.url, key, curl, ui: window.link() }
    return { facts, welcome: welcomeText(facts), opened }
  } catch (thrown) {
    await opened.close()
    throw thrown
  }
}

function welcomeText({ url, simulatorUrl, key, curl, ui }: Demo['facts']): string {
  return `The till agent listens on ${url}; a pretend loyalty cloud on ${simulatorUrl}.
The cloud's password is with the agent alone. Checkout software holds this key instead, good for this machine only.

Ask for a customer, in another terminal:

  ${curl}

Or as a cashier: open this in a browser on this machine, once and within ten minutes:

  ${ui.url}

Look up ${cast[0]?.mobile} and send a code. It arrives in the pretend cloud's message box: ${simulatorUrl}/_simulator

Then look further:

  how the till is      curl -H 'Till-Agent-Key: ${key}' ${url}/v1/status
  a cloud in trouble   curl ${simulatorUrl}/_simulator/faults -d '{"fault": "503", "times": 1}'
  your own checkout    README.md

Ctrl-C ends all of it; nothing is kept.
`
}
