import type { Verification } from '../../electron/contract/verification.ts'
import type { AgentPorts } from '../../electron/core/agent.ts'
import type { Assumptions, Simulator } from '../../simulator/simulator.ts'
import { canaries } from './canaries.ts'
import { createTestClock, type TestClock } from './clock.ts'
import { startTestSimulator } from './simulator.ts'
import { startTill, type Till } from './till.ts'

/** Known to the simulator, and not. */
export const asha = '+919999999993'
export const nobody = '+919999999000'

export interface VerifyingTill extends Till {
  clock: TestClock
  simulator: Simulator
  /** The code that was sent last. */
  latestCode(): string
  send(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, key?: string): Promise<Response>
  /** A new one for this mobile; fails unless it was started. */
  start(mobile?: string, more?: object): Promise<Verification>
}

interface Options {
  assumptions?: Partial<Assumptions>
  grants?: string[]
  ports?: Partial<AgentPorts>
  baseUrl?: string
}

/** A till of a store in India at the pretend Capillary, on a clock that stands still until it is told to go on. */
export async function startVerifyingTill({
  assumptions,
  grants,
  ports,
  baseUrl,
}: Options = {}): Promise<VerifyingTill> {
  const clock = createTestClock(Date.now())
  const simulator = await startTestSimulator({
    now: clock.now,
    tills: [{ till: 'till1', password: canaries.password, organisation: 'Demo Retail' }],
    assumptions: { otpTries: null, ...assumptions },
  })
  const till = await startTill({
    baseUrl: baseUrl ?? simulator.url,
    grants: grants ?? ['capillary:sell'],
    ports: { clock, ...ports },
  })
  await till.agent.provision({ upstreams: [], clients: [], store: { country: 'IN' } })
  const send = (method: string, path: string, body?: object, key = till.key) =>
    fetch(till.url + path, {
      method,
      headers: { 'Till-Agent-Key': key, ...(body && { 'Content-Type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
  return {
    ...till,
    clock,
    simulator,
    latestCode: () => simulator.messages().at(-1)?.code ?? '',
    send,
    async start(mobile = asha, more = {}) {
      const identifier = { type: 'mobile', value: mobile }
      const response = await send('POST', '/v1/verifications', { upstream: 'loyalty', identifier, ...more })
      if (response.status !== 201) throw new Error(`not started: ${response.status} ${await response.text()}`)
      return (await response.json()) as Verification
    },
  }
}
