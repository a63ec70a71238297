import { type Simulator, testVector } from '#simulator/simulator.ts'
import { type RunningAgent, startAgent } from './agentProcess.ts'
import { startTestSimulator } from './simulator.ts'

/** An agent with a window for cashiers, one checkout, and its cloud: for all tests of a file. The agent is the file's to end. */
export async function startCounterTill(): Promise<{ cloud: Simulator; agent: RunningAgent }> {
  const cloud = await startTestSimulator({ assumptions: { otpTries: null } })
  const { till, password } = testVector
  const agent = await startAgent({
    ui: true,
    provisioning: {
      store: { name: 'Corner shop', country: 'IN' },
      upstreams: [{ id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, till, password }],
      clients: [{ id: 'pos', name: 'Checkout 5', grants: [{ upstream: 'loyalty', allow: ['capillary:sell'] }] }],
    },
  })
  return { cloud, agent }
}
