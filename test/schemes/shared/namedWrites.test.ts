import { describe, expect, test } from 'vitest'
import { namedWrites } from '#schemes/shared/namedWrites.ts'

const rules = namedWrites([
  { methods: ['POST'], path: '/orders', key: { header: 'Idempotency-Key' }, customer: 'buyer.id', amount: 'total' },
  { methods: ['PUT'], path: '/refunds/*', key: { field: 'meta.reference' } },
])

function planned(method: string, path: string, body: unknown, headers: string[] = []) {
  return rules?.plan({ method, path, query: '', headers, body: Buffer.from(JSON.stringify(body)) }, () => 'made')
}

describe('the idempotency key', () => {
  test('that the client sends is kept, by whatever case', () => {
    const plan = planned('POST', '/orders', { total: 5, buyer: { id: 7 } }, ['idempotency-key', 'own'])
    expect(plan).toMatchObject({ headers: ['idempotency-key', 'own'], orderKey: '7', amount: 5, isRepeatable: true })
    expect(planned('PUT', '/refunds/1', { meta: { reference: 'own' } })?.body.toString()).toContain('own')
  })

  test('is made where there is none, in a header or in a field', () => {
    expect(planned('POST', '/orders', {})?.headers).toEqual(['Idempotency-Key', 'made'])
    for (const body of [{ a: 1 }, { a: 1, meta: {} }, { a: 1, meta: { reference: '' } }])
      expect(JSON.parse(planned('PUT', '/refunds/1', body)?.body.toString() ?? '')).toEqual({
        a: 1,
        meta: { reference: 'made' },
      })
  })

  test('needs a place: a body that can hold none cannot wait', () => {
    expect(planned('PUT', '/refunds/1', [1])).toBeUndefined()
    expect(planned('PUT', '/refunds/1', { meta: 'text' })).toBeUndefined()
    expect(planned('POST', '/refunds/1', {})).toBeUndefined()
  })
})

const order = { method: 'POST', path: '/orders' }
const refund = { method: 'PUT', path: '/refunds/1' }

test.each([
  [201, order, 'done'],
  [400, order, 'refused'],
  // It counted as recorded while the first sending was still at work, and was lost when that failed.
  [409, order, 'unclear'],
  [409, refund, 'recorded-before'],
  // Of an upstream that was set up anew, with other writes.
  [409, { method: 'POST', path: '/returns' }, 'unclear'],
  [429, order, 'not-now'],
  [500, order, 'unclear'],
  [503, order, 'unclear'],
])('%i to %j means %s', (status, request, outcome) => {
  expect(rules?.verdictOf(status, Buffer.alloc(0), request)).toEqual({ outcome, code: String(status) })
})

test('an upstream that names no writes has none that wait', () => {
  expect(namedWrites([])).toBeUndefined()
})
