import { once } from 'node:events'
import { request } from 'node:http'
import { expect, test } from 'vitest'
import { scenarios } from '#cli/certify/scenarios.ts'
import { CertifyShop } from '#cli/certify/shop.ts'

const [killed, asleep] = ['agent-killed', 'asleep'].map((name) => scenarios.find(({ id }) => id === name))

test('a sale that the cloud is slow with counts in its own scenario, and in no later one', async () => {
  const shop = await CertifyShop.open({ port: 0, simulatorPort: 0, scheme: 'header' })
  try {
    await shop.begin(killed as NonNullable<typeof killed>, 'program')
    await expect(sell(shop)).rejects.toThrow('socket hang up')
    const { bills } = await shop.evidence()
    expect(Object.values(bills)).toEqual([1])

    await shop.begin(killed as NonNullable<typeof killed>, 'program')
    await expect(sell(shop)).rejects.toThrow('socket hang up')
    // Nobody asks how it went.
    await shop.begin(asleep as NonNullable<typeof asleep>, 'program')
    expect((await shop.evidence()).bills).toEqual({})
  } finally {
    await shop.close()
  }
})

/** Until the trouble of the scenario cuts the connection. */
async function sell({ port, key }: CertifyShop): Promise<unknown> {
  const headers = { 'Till-Agent-Key': key, 'Content-Type': 'application/json' }
  const sale = request({ port, host: '127.0.0.1', method: 'PUT', path: '/via/cloud/sales/today', headers })
  return once(sale.end('{}'), 'response')
}
