import type { CodeSettings } from '#contract/codes.ts'
import type { Verification } from '#contract/verification.ts'
import type { AgentDeps } from '#core/agentDeps.ts'
import type { CapillaryAssumptions, Simulator } from '#simulator/simulator.ts'
import { canaries } from './canaries.ts'
import { createTestClock, type TestClock } from './clock.ts'
import { startTestSimulator } from './simulator.ts'
import { startTill, type Till } from './till.ts'

/** A shop that has its programs' own codes refused beyond the limits. */
export const refuseBrokered: CodeSettings = { brokered: 'refuse' }

/** Mobile numbers of a customer whom the simulated cloud knows, and of none. */
export const asha = '+919999999993'
export const nobody = '+919999999000'

export interface VerifyingTill extends Omit<Till, 'clock'> {
  clock: TestClock
  simulator: Simulator
  /** The code in the latest message that the simulated cloud sent. */
  latestCode(): string
  send(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, key?: string): Promise<Response>
  /** Starts a verification of this mobile number; fails unless the agent answers 201. */
  start(mobile?: string, more?: object): Promise<Verification>
}

interface Options {
  assumptions?: Partial<CapillaryAssumptions>
  grants?: string[]
  deps?: Partial<AgentDeps>
  baseUrl?: string
  codes?: CodeSettings
}

/** A till of a store in India at the simulated Capillary, on a clock that stands still until it is told to go on. */
export async function startVerifyingTill({
  assumptions,
  grants,
  deps,
  baseUrl,
  codes,
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
    deps: { clock, ...deps },
  })
  await till.agent.provision({ upstreams: [], clients: [], store: { country: 'IN' } })
  if (codes) till.settings.write({ ...till.settings.read(), codes })
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

/** The verification in an answer. */
export async function bodyOf(response: Promise<Response>): Promise<Verification> {
  return (await (await response).json()) as Verification
}

export function checkCode({ send }: VerifyingTill, id: string, code: string): Promise<Response> {
  return send('POST', `/v1/verifications/${id}/code`, { code })
}

export function resendCode({ send }: VerifyingTill, id: string): Promise<Response> {
  return send('POST', `/v1/verifications/${id}/resend`)
}
