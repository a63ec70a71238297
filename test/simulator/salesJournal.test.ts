import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSalesJournal } from '#simulator/simulator.ts'
import { makeFolder } from '#test/support/folder.ts'
import { type Cloud, startCloud } from './start.ts'

const newcomer = '4915112345678'
const book = async ({ post }: Cloud, number: string) => {
  const transaction = { type: 'regular', number, amount: '250', customer: { mobile: newcomer } }
  const { body } = await post('/v1.1/transaction/add?format=json', { root: { transaction: [transaction] } })
  return body.response.transactions.transaction[0].item_status.code
}
const find = async ({ get }: Cloud, number: string) => {
  const { body } = await get(`/v1.1/transaction/get?format=json&number=${number}`)
  const { amount, item_status } = body.response.transactions.transaction[0]
  return [amount, item_status.code]
}

// A cloud that is killed in a trial must not forget what it has booked: the agent would be told that it did not happen.
test('a simulator with a journal knows its transactions after a restart, and no other', async () => {
  const path = join(makeFolder(), 'sales.jsonl')
  const before = await startCloud({ journal: openSalesJournal(path) })
  expect([await book(before, 'bill-1'), await book(before, 'bill-2')]).toEqual(['600', '600'])
  appendFileSync(path, '{"number": "cut-of')

  const after = await startCloud({ journal: openSalesJournal(path) })
  expect(await find(after, 'bill-1')).toEqual(['250', '600'])
  expect(after.simulator.effectsInOrder()).toEqual(['bill bill-1', 'bill bill-2'])
  expect([await book(after, 'bill-1'), await book(after, 'bill-3')]).toEqual(['604', '600'])
  const points = `/v2/customers/points/balance?identifierName=mobile&identifierValue=${newcomer}`
  expect((await after.get(points)).body.totalPoints).toBe(75)

  expect((await startCloud({ journal: openSalesJournal(path) })).simulator.effectsInOrder()).toEqual([
    ...['bill bill-1', 'bill bill-2', 'bill bill-3'],
  ])
})
