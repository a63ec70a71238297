import { expect } from 'vitest'
import type { OutboxEntryView } from '#contract/outbox/entry.ts'
import type { Simulator, SimulatorOptions } from '#simulator/simulator.ts'
import { startTestSimulator } from './simulator.ts'
import { startTill, type Till, type TillOptions } from './till.ts'

/** A till whose cloud is the simulator, and a POS that has its sales kept. */
export interface OutboxTill extends Till {
  simulator: Simulator
  /** Records a sale by v1.1, as a POS that accepts `202`. */
  sell(bill: string, sale?: Partial<Sale>): Promise<Response>
  entries(): Promise<OutboxEntryView[]>
  /** Lets time pass until every entry is over or waits for a person. */
  settled(): Promise<OutboxEntryView[]>
}

interface Sale {
  customer: string
  amount: number
  time: string | undefined
  headers: Record<string, string>
}

interface Options extends TillOptions {
  billNumbers?: 'unique' | 'not-unique'
  outbox?: object
  simulator?: SimulatorOptions
  /** One that runs already. */
  cloud?: Simulator
}

export const saleTime = '2026-11-29 10:00:00'

export async function startOutboxTill(options: Options = {}): Promise<OutboxTill> {
  const { billNumbers = 'unique', outbox, cloud, simulator: given, ...rest } = options
  const simulator = cloud ?? (await startTestSimulator(given))
  const till = await startTill({
    grants: ['capillary:record', 'capillary:look-up'],
    upstream: {
      ...{
        id: 'loyalty',
        scheme: 'capillary-till',
        baseUrl: simulator.url,
        till: 'store.server',
        password: 'server123',
      },
      ...{ billNumbers, ...(outbox && { outbox }) },
    },
    ...rest,
  })
  const entries = async () => (await till.agent.outbox.list({ limit: 1_000, after: 0 })).entries
  return {
    ...till,
    simulator,
    entries,
    sell: (bill, { customer = '919876543210', amount = 99.5, headers = {}, ...more } = {}) =>
      till.call('/via/loyalty/v1.1/transaction/add?format=json', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Till-Agent-Outbox': 'accept', ...headers },
        body: saleBody(bill, customer, amount, 'time' in more ? more.time : saleTime),
      }),
    settled: async () => {
      const open = async () => (await entries()).filter(({ state, needsPerson }) => !needsPerson && !isOver(state))
      const hurry = () => {
        till.clock.skip(60_000)
        till.agent.changes.publish('upstreams')
        return open()
      }
      await expect.poll(hurry, { timeout: 20_000, interval: 20 }).toEqual([])
      return entries()
    },
  }
}

function isOver(state: string): boolean {
  return state === 'sent' || state === 'discarded'
}

export function saleBody(number: string, mobile: string, amount: number, time?: string): string {
  const transaction = { type: 'regular', number, amount, ...(time && { billing_time: time }), customer: { mobile } }
  return JSON.stringify({ root: { transaction: [transaction] } })
}
