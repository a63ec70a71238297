import { expect, test } from 'vitest'
import { lookUpBill } from '#schemes/capillary/billLookUp.ts'

const sale = { number: 'B-1', amount: 99.5, billing_time: '2026-11-01 10:00:00' }
const write = {
  ...{ method: 'POST', path: '/v1.1/transaction/add', query: '', headers: [] },
  body: Buffer.from(JSON.stringify({ root: { transaction: [sale] } })),
}
const till = { authorise: () => [], assess: () => 'pass' as const }

function lookUpIn(transaction: unknown, code: unknown = '200') {
  const status = { success: 'true', code, message: 'x' }
  const body = JSON.stringify({ response: { status, transactions: { transaction } } })
  return lookUpBill(
    till,
    { request: async () => ({ kind: 'reply', status: 200, headers: {}, body, latencyMs: 1 }) },
    write,
  )
}

const found = (more: object = {}) => ({ ...sale, item_status: { success: 'true', code: '600' }, ...more })
const unknown = { item_status: { success: 'false', code: '602' } }

test.each([
  ['the same bill', [found()], 'happened'],
  ['the same bill without a list', found({ amount: '99.50' }), 'happened'],
  ['a bill of that number and another amount', [found({ amount: 5 })], 'other'],
  [
    'a bill at another time, which may be of another zone',
    [found({ billing_time: '2026-11-01T10:00:00Z' })],
    'cannot-tell',
  ],
  ['no such number', [unknown], 'not-happened'],
  // It was taken for "no such number", and the sale was sent once more.
  ['an empty list', [], 'cannot-tell'],
  ['an empty text', '', 'cannot-tell'],
])('%s: %j is %s', async (_, transaction, expected) => {
  expect(await lookUpIn(transaction)).toBe(expected)
})

test('an empty list of a call that failed tells nothing', async () => {
  expect(await lookUpIn([], '500')).toBe('cannot-tell')
})
