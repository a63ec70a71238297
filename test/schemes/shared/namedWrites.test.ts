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

test.each([
  [201, 'done'],
  [400, 'refused'],
  [409, 'recorded-before'],
  [429, 'not-now'],
  [500, 'unclear'],
  [503, 'unclear'],
])('%i means %s', (status, outcome) => {
  expect(rules?.verdictOf(status, Buffer.alloc(0))).toEqual({ outcome, code: String(status) })
})

test('an upstream that names no writes has none that wait', () => {
  expect(namedWrites([])).toBeUndefined()
})
