import { once } from 'node:events'
import { request } from 'node:http'
import { expect, test } from 'vitest'
import type { Scenario } from '#cli/certify/scenarios.ts'
import { CertifyShop } from '#cli/certify/shop.ts'

const slowSale: Scenario = {
  ...{ id: 'slow', title: 'The cloud is slow', rules: [] },
  acts: [
    {
      ...{ does: 'Sell.', mobile: '919999999993', cashier: 'sells' },
      faults: [{ fault: 'slow', method: 'PUT', path: '/plain/', times: 1, delayMs: 1_000 }],
    },
  ],
}

test('a sale that the cloud is slow with counts in its own scenario, and in no later one', async () => {
  const shop = await CertifyShop.open({ port: 0, simulatorPort: 0, scheme: 'header' })
  try {
    await shop.begin(slowSale, 'program')
    await sellAndLeave(shop)
    expect(Object.values((await shop.evidence()).bills)).toEqual([1])

    await shop.begin(slowSale, 'program')
    await sellAndLeave(shop)
    // Nobody asks how it went.
    await shop.begin(slowSale, 'program')
    expect((await shop.evidence()).bills).toEqual({})
  } finally {
    await shop.close()
  }
})

/** Leaves once the sale has reached the cloud. */
async function sellAndLeave({ port, key, simulatorUrl }: CertifyShop): Promise<void> {
  const headers = { 'Till-Agent-Key': key, 'Content-Type': 'application/json' }
  const sale = request({ port, host: '127.0.0.1', method: 'PUT', path: '/via/cloud/sales/today', headers }).end('{}')
  const left = once(sale, 'error')
  const seen = async () => JSON.stringify(await (await fetch(`${simulatorUrl}/_simulator/seen`)).json())
  await expect.poll(seen).toContain('/plain/sales/today')
  sale.destroy(new Error('left'))
  await left
}
