import { expect, vi } from 'vitest'
import type { OutboxEntryView } from '#contract/outbox/entry.ts'
import type { Simulator } from '#simulator/simulator.ts'
import { saleBody, saleTime } from './outboxTill.ts'

/** An agent with the client `sellingClient`, and its cloud. */
export interface SellingTill {
  url: string
  /** Of its client. */
  key: string
  cloud: Simulator
}

interface Sale {
  bill: string
  customer: string
  amount?: number
}

/** For the provisioning file of an agent, which needs a keychain: what is kept is encrypted with a key from there. */
export const sellingClient = {
  ...{ id: 'pos', name: 'Checkout', outbox: true },
  grants: [{ upstream: 'loyalty', allow: ['capillary:sell'] }],
}

/** The bill stands in the query as well, where a fault can be meant for it alone. */
const pathOf = (bill: string) => `/v1.1/transaction/add?format=json&bill=${bill}.`

export function sell({ url, key }: SellingTill, { bill, customer, amount = 99.5 }: Sale): Promise<Response> {
  return fetch(`${url}/via/loyalty${pathOf(bill)}`, {
    method: 'POST',
    headers: { 'Till-Agent-Key': key, 'Content-Type': 'application/json' },
    body: saleBody(bill, customer, amount, saleTime),
  })
}

/** A sale that its cloud does not take at first. @returns the id of its entry, once it is so */
export async function keepSale(
  till: SellingTill,
  sale: Sale,
  expected: 'refused' | 'unknown' | 'waiting',
): Promise<string> {
  const lost = { fault: 'no effect, reset', times: 1 } as const
  till.cloud.injectFault({ ...(expected === 'waiting' ? { fault: '429' } : lost), path: pathOf(sale.bill) })
  const response = await sell(till, sale)
  expect(response.status).toBe(202)
  const { id } = (await response.json()) as { id: string }
  const isSo = async () => {
    const entry = await fetch(`${till.url}/v1/outbox/${id}`, { headers: { 'Till-Agent-Key': till.key } })
    const { state, needsPerson } = (await entry.json()) as OutboxEntryView
    expect({ state, needsPerson }).toEqual({ state: expected, needsPerson: expected !== 'waiting' })
  }
  // `expect.poll` is for tests alone, and this is called before all of them as well.
  await vi.waitFor(isSo, { timeout: 20_000, interval: 50 })
  return id
}

/**
 * Keeps sales in the outbox: one that the cloud refused, one that nobody knows of, and one that waits.
 *
 * @param series begins the numbers of the bills: a new one for each call
 * @returns the ids of their entries
 */
export async function keepSales(
  till: SellingTill,
  series = 'INV-2026',
): Promise<Record<'refused' | 'unknown' | 'waiting', string>> {
  const sale = (number: number, amount: number) => ({
    bill: `${series}-00471${number}`,
    customer: `91987650000${number}`,
    amount,
  })
  expect((await sell(till, sale(1, 1_249.5))).status).toBe(200)
  return {
    // Another sale with the number of the first.
    refused: await keepSale(till, { ...sale(1, 320), customer: '919876500002' }, 'refused'),
    // Refused after a sending that was lost.
    unknown: await keepSale(till, sale(3, -45), 'unknown'),
    waiting: await keepSale(till, sale(4, 2_048.75), 'waiting'),
  }
}

export async function clearFaults({ url }: Simulator): Promise<void> {
  await (await fetch(`${url}/_simulator/faults`, { method: 'DELETE' })).text()
}
