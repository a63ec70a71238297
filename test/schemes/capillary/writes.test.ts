import { describe, expect, test } from 'vitest'
import type { WriteRequest } from '#core/scheme/outboxRules.ts'
import { type BillNumbers, capillaryWrites } from '#schemes/capillary/writes.ts'

const makeKey = () => 'made'

function planned(path: string, body: unknown, billNumbers: BillNumbers = 'unique', query = '') {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const request: WriteRequest = { method: 'POST', path, query, headers: ['X-Own', '1'], body: Buffer.from(text) }
  return capillaryWrites(billNumbers).plan(request, makeKey)
}

const sale = { number: 'B-1', amount: '99.50', customer: { mobile: '+919876543210' } }
const v1 = (...transaction: unknown[]) => ({ root: { transaction } })

describe('what may wait', () => {
  test.each([
    [
      'a sale of v1.1',
      '/v1.1/transaction/add',
      v1(sale),
      { isRepeatable: true, amount: 99.5, orderKey: '919876543210' },
    ],
    ['the same without a list', '/v1.1/transaction/add.json', { root: { transaction: sale } }, { isRepeatable: true }],
    [
      'with a number for its number',
      '/v1.1/transaction/add',
      v1({ number: 47, amount: 1 }),
      { isRepeatable: true, amount: 1 },
    ],
    ['a sale of v2', '/v2/transactions', { billNumber: 'B-1', billAmount: 5 }, { isRepeatable: true, amount: 5 }],
    [
      'a new customer',
      '/v1.1/customer/add',
      { root: { customer: [{ mobile: '91987' }] } },
      { isRepeatable: true, orderKey: '91987' },
    ],
    ['a customer of v2', '/v2/customers/4711', { profiles: [] }, { isRepeatable: true, orderKey: '4711' }],
  ])('%s', (_, path, body, expected) => {
    expect(planned(path, body)).toMatchObject(expected)
  })

  test.each([
    ['several sales', '/v1.1/transaction/add', v1(sale, sale)],
    ['a sale without a number', '/v1.1/transaction/add', v1({ amount: 5 })],
    ['a sale with an empty number', '/v2/transactions', { billNumber: ' ' }],
    ['XML', '/v1.1/transaction/add', '<root><transaction/></root>'],
    ['several customers', '/v1.1/customer/add', { root: { customer: [{}, {}] } }],
  ])('not %s', (_, path, body) => {
    expect(planned(path, body)).toBeUndefined()
  })

  test('a sale may be sent twice only where its number is said to be unique', () => {
    for (const billNumbers of ['not-unique', undefined] as const) {
      const request = {
        method: 'POST',
        path: '/v1.1/transaction/add',
        query: '',
        headers: [],
        body: Buffer.from(JSON.stringify(v1(sale))),
      }
      expect(capillaryWrites(billNumbers).plan(request, makeKey)?.isRepeatable).toBe(false)
    }
  })

  test('sales go to the customer whom the query names', () => {
    const query = '?identifierName=mobile&identifierValue=91987'
    expect(planned('/v2/transactions', { billNumber: 'B-1' }, 'unique', query)?.orderKey).toBe('91987')
  })
})

describe('what a response says', () => {
  const status = (success: unknown, code: unknown) => ({ success, code })
  const item = (success: unknown, code: unknown) => ({ item_status: status(success, code) })
  const response = (outer: unknown, transaction?: unknown) => ({
    response: { status: outer, ...(transaction !== undefined && { transactions: { transaction } }) },
  })

  test.each([
    ['recorded', 200, response(status('true', '200'), [item('true', '600')]), 'done', '600'],
    [
      'recorded, without a list and a wrapper',
      200,
      { status: status(true, 200), transactions: { transaction: item(true, 600) } },
      'done',
      '600',
    ],
    ['saved, points queued', 200, response(status('true', '200'), [item('true', '687')]), 'done', '687'],
    ['the number exists', 200, response(status('false', '500'), [item('false', '604')]), 'recorded-before', '604'],
    [
      'the number is wrong, inside a 200',
      200,
      response(status('false', '500'), [item('false', '602')]),
      'refused',
      '602',
    ],
    [
      'the customer is busy, inside a 200',
      200,
      response(status('false', '500'), [item('false', '521')]),
      'not-now',
      '521',
    ],
    ['all failed, and nothing said of any', 200, response(status('false', '500')), 'unclear', '500'],
    ['a bad request', 200, response(status('false', '400')), 'refused', '400'],
    ['v2: recorded', 200, { createdId: 1, warnings: [] }, 'done', '200'],
    ['v2: the number exists', 400, { errors: [{ status: false, code: 604 }] }, 'recorded-before', '604'],
    ['v2: outside the posting window', 400, { errors: [{ status: false, code: 621 }] }, 'refused', '621'],
    ['too many requests', 429, {}, 'not-now', '429'],
    ['busy with the same customer', 521, {}, 'not-now', '521'],
    ['out of order', 503, { errors: [{ code: 4001 }] }, 'unclear', '503'],
    // Each was taken for a sale that was recorded, and so was lost.
    ['v2: an error without a code', 200, { errors: [{ status: false, message: 'no' }] }, 'unclear', '200'],
    ['v2: an error with a word for its code', 200, { entity: null, errors: [{ code: 'E_1' }] }, 'unclear', '200'],
    [
      'a code that cannot be read',
      200,
      response(status('true', '200'), [{ item_status: { success: false, code: 'E_1' } }]),
      'unclear',
      '200',
    ],
    ['a status that cannot be read', 200, response(status('false', 'E_1')), 'unclear', '200'],
    ['the same without a wrapper', 200, { status: status('false', 'E_1') }, 'unclear', '200'],
    ['a list', 200, [], 'unclear', '200'],
    ['an unknown error', 200, response(status('false', '407')), 'unclear', '407'],
    // Each was taken for a refusal of a sale that stands in the books.
    [
      'recorded, without success',
      200,
      response(status('true', '200'), [{ item_status: { code: 600 } }]),
      'done',
      '600',
    ],
    ['recorded with a warning', 200, response(status('false', '201'), [item('false', '9601')]), 'done', '9601'],
    ['recorded, the items left out as text', 200, response(status('true', '200'), ''), 'done', '200'],
    ['somebody between', 200, '<html>Welcome to the guest network</html>', 'unclear', '200'],
    ['somebody between who forbids it', 403, '<html>Forbidden</html>', 'refused', '403'],
  ])('%s', (_, httpStatus, body, outcome, code) => {
    const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
    const request = { method: 'POST', path: '/v1.1/transaction/add' }
    expect(capillaryWrites('unique').verdictOf(httpStatus, bytes, request)).toEqual({ outcome, code })
  })
})
