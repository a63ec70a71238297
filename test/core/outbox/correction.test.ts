import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Correction, ShownField } from '#contract/outbox/people.ts'
import { headerValue } from '#core/message/headerFilter.ts'
import type { KeptWrite } from '#core/outbox/contents.ts'
import { correctWrite, shownFields } from '#core/outbox/decisions/correction.ts'
import { capillaryWrites } from '#schemes/capillary/writes.ts'
import { namedWrites } from '#schemes/shared/namedWrites.ts'

const capillary = capillaryWrites('unique')
const orders = namedWrites([
  {
    ...{ methods: ['POST'], path: '/orders', key: { header: 'Idempotency-Key' } },
    ...{ customer: 'buyer.id', amount: 'total' },
  },
])

function write(path: string, body: string, query = '', headers: string[] = []): KeptWrite {
  return { method: 'POST', target: `/via/loyalty${path}${query}`, path, query, headers, body: Buffer.from(body) }
}

const v1Sale = write(
  '/v1.1/transaction/add',
  '{"root":{"transaction":[{"number":"B-1","amount":99.50,"customer":{"mobile":"919876543210"}}]}}',
  '?format=json',
)
const v2Sale = write(
  '/v2/transactions',
  '{"billNumber":"B-1","billAmount":10,"billingDate":"2026-11-29T10:00:00Z"}',
  '?source=INSTORE&identifierName=mobile&identifierValue=919876543210',
)
const order = write('/orders', '{"buyer":{"id":"customer-4711"},"total":5}', '', ['Idempotency-Key', 'first'])

describe('people see what a write says, and of a customer a part:', () => {
  const shown = (kept: KeptWrite, rules = capillary) =>
    Object.fromEntries(shownFields(kept, rules).map(({ name, value }) => [name, value]))

  test.each([
    ['a sale of v1.1', v1Sale, { 'bill-number': 'B-1', amount: '99.50', time: '', mobile: '••••••• 10', email: '' }],
    [
      'a single one that is no list',
      write('/v1.1/transaction/add', '{"root":{"transaction":{"number":7,"amount":"5"}}}'),
      { 'bill-number': '7', amount: '5', mobile: '' },
    ],
    ['a sale of v2', v2Sale, { 'bill-number': 'B-1', amount: '10', mobile: '••••••• 10' }],
    [
      'a customer of v1.1',
      write('/v1.1/customer/add', '{"root":{"customer":[{"email":"asha@example.com","external_id":"E-12345"}]}}'),
      { email: 'a•••@e•••.com', 'external-id': '••• 45', mobile: '' },
    ],
    [
      'a customer of v2',
      write('/v2/customers', '{"profiles":[{"identifiers":[{"type":"mobile","value":"919876543210"}]}]}'),
      { mobile: '••••••• 10' },
    ],
  ])('%s', (_, kept, expected) => {
    expect(shown(kept)).toMatchObject(expected)
  })

  // The name was looked up in an object, and what every object has came out: the number was shown whole, and no answer with it
  // passed the contract, so that nobody could open the list any more.
  test.each(['constructor', '__proto__', 'toString'])('a customer of v2 by the kind %j', (kind) => {
    const inQuery = write(
      '/v2/transactions',
      '{"billNumber":"B-1"}',
      `?identifierName=${kind}&identifierValue=919876543210`,
    )
    const inBody = write('/v2/customers', `{"profiles":[{"identifiers":[{"type":"${kind}","value":"919876543210"}]}]}`)
    for (const kept of [inQuery, inBody])
      expect(z.array(ShownField).parse(shownFields(kept, capillary)).at(-1)).toEqual({
        ...{ name: 'customer', value: '••• 10', isMasked: true },
      })
  })

  test('a write that the settings name', () => {
    if (!orders) throw new Error('no rules')
    expect(shown(order, orders)).toEqual({ amount: '5', customer: '••• 11' })
  })

  test('a body that is no JSON has no values', () => {
    expect(Object.values(shown({ ...v1Sale, body: Buffer.from('%%%') })).join('')).toBe('')
  })
})

describe('a correction', () => {
  const correct = (kept: KeptWrite, values: Correction, rules = capillary) =>
    correctWrite(kept, values, rules, () => 'a new key')

  test('changes the fields that it names, and keeps what the client sent', () => {
    const { write: changed, planned } = correct(v1Sale, { amount: '89.90', mobile: '919800000001' })
    expect(changed.body.toString()).toBe(
      v1Sale.body.toString().replace('99.50', '89.90').replace('919876543210', '919800000001'),
    )
    expect(planned).toMatchObject({ amount: 89.9, orderKey: '919800000001', isRepeatable: true })
    expect(headerValue(changed.headers, 'content-length')).toBe(String(changed.body.length))
    expect(Buffer.from(changed.original?.body ?? '', 'base64').toString()).toBe(v1Sale.body.toString())
    const again = correct(changed, { amount: '1' }).write
    expect(again.original).toEqual(changed.original)
  })

  test('of a customer in the query changes what is sent', () => {
    const { write: changed, planned } = correct(v2Sale, { mobile: '919800000001' })
    expect(changed.target).toBe(
      '/via/loyalty/v2/transactions?source=INSTORE&identifierName=mobile&identifierValue=919800000001',
    )
    expect(planned.orderKey).toBe('919800000001')
    expect(changed.original?.query).toBe(v2Sale.query)
  })

  test('gives a write with a key in a header another one: the upstream would take it for the first', () => {
    if (!orders) throw new Error('no rules')
    expect(headerValue(correct(order, { amount: '6' }, orders).write.headers, 'idempotency-key')).toBe('a new key')
  })

  test.each([
    ['a field that the write has not', { reference: 'x' }],
    ['an amount that is none', { amount: 'ten' }],
    ['an amount below zero', { amount: '-1' }],
  ] as const)('is refused for %s', (_, values) => {
    expect(() => correct(v1Sale, values)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }))
  })
})
