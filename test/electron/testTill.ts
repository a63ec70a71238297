import { canaries } from '#test/support/canaries.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { type Launched, launch, type Options } from './driver.ts'

export const key = canaries.clientKey
/** A customer of the simulated cloud. */
export const asha = '+919999999993'

export type TestTill = Awaited<ReturnType<typeof openTill>>

/** Starts the host on a provisioned till, with a checkout that has a key. */
export async function openTill(options: Omit<Options, 'provisioning'> = {}) {
  const simulator = await startTestSimulator({
    tills: [{ till: 'till1', password: canaries.password, organisation: 'Demo Retail' }],
  })
  const provisioning = provisioningFor(simulator.url)
  const app = await launch({ ...options, provisioning })
  return { app, simulator, provisioning, checkout: checkoutAt(app) }
}

export function provisioningFor(baseUrl: string) {
  return {
    store: { country: 'IN' },
    upstreams: [{ id: 'loyalty', scheme: 'capillary-till', baseUrl, till: 'till1', password: canaries.password }],
    clients: [{ id: 'canary', name: 'Checkout', key, grants: [{ upstream: 'loyalty', allow: ['capillary:sell'] }] }],
  }
}

/** The calls of checkout software. */
function checkoutAt({ url }: Launched) {
  const send = (method: string, path: string, body?: object) =>
    fetch(url + path, {
      method,
      headers: { 'Till-Agent-Key': key, ...(body && { 'Content-Type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
  return {
    send,
    lookUp: () => send('GET', '/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993'),
    verify: async () => {
      const identifier = { type: 'mobile', value: asha }
      const response = await send('POST', '/v1/verifications', { upstream: 'loyalty', identifier })
      return (await response.json()) as { id: string; state: string }
    },
    pair: async () => {
      const pairing = { name: 'Kiosk 2', grants: [{ upstream: 'loyalty', allow: ['capillary:sell'] }] }
      const response = await fetch(`${url}/v1/pairings`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(pairing),
      })
      return (await response.json()) as { pairingId: string; comparisonCode: string }
    },
  }
}
