import { describe, expect, test } from 'vitest'
import { readCustomer } from '#schemes/capillary/customerBody.ts'

const asha = {
  name: 'Asha Example',
  tier: 'Gold',
  points: 1250,
  mobile: '919999999993',
  email: 'asha.example@example.com',
  flags: [],
}

/** v1.1 with all values as texts, as in the documents' samples. */
const v1Fields = {
  firstname: 'Asha',
  lastname: 'Example',
  mobile: '919999999993',
  email: 'asha.example@example.com',
  loyalty_points: '1250',
  current_slab: 'Gold',
  type: 'LOYALTY',
  fraud_details: { status: 'NONE' },
  item_status: { success: 'true', code: '1000', message: 'ok' },
}
const v1 = (customer: unknown, status: object = { success: 'true', code: '200' }) => ({
  response: { status, customers: { customer } },
})
const item = (code: string | number, message = '') =>
  v1([{ mobile: '1', item_status: { code, message } }], { code: '500' })

const v2Fields = {
  id: 900001,
  profiles: [
    {
      firstName: 'Asha',
      lastName: 'Example',
      identifiers: [
        { type: 'mobile', value: '919999999993' },
        { type: 'email', value: 'asha.example@example.com' },
      ],
      commChannels: [],
      source: 'INSTORE',
    },
  ],
  loyaltyInfo: { loyaltyType: 'loyalty' },
  fraudDetails: { status: 'NONE' },
  loyaltyProgramDetails: [{ programId: 973, loyaltyPoints: 1250, currentSlab: 'Gold' }],
  warnings: [],
}
const v2Refusal = (code: number | string) => ({
  errors: [{ status: false, code, message: 'in English' }],
  warnings: [],
})

const found = (customer: object) => ({ outcome: 'found', customer: expect.objectContaining(customer) })

describe('v1.1', () => {
  test.each([
    ['one in an array', v1([v1Fields])],
    ['an object', v1(v1Fields)],
    ['without the wrapper', v1([v1Fields]).response],
    [
      'numbers and truth as JSON has them',
      v1({ ...v1Fields, loyalty_points: 1250, mobile: 919999999993, item_status: { success: true, code: 1000 } }),
    ],
    ['no status of the item', v1({ ...v1Fields, item_status: undefined })],
    ['no status of the whole', { response: { customers: { customer: [v1Fields] } } }],
    [
      'points in the summaries alone',
      v1({
        ...v1Fields,
        loyalty_points: '',
        current_slab: [],
        points_summaries: { points_summary: { loyaltyPoints: '1250', currentSlab: 'Gold' } },
      }),
    ],
    ['empty parts', v1({ ...v1Fields, points_summaries: [], fraud_details: '' })],
    ['a partial success', v1([v1Fields], { success: 'true', code: '201' })],
  ])('%s', (_, body) => {
    expect(readCustomer(200, body)).toEqual({ outcome: 'found', customer: asha })
  })

  test('empty fields are left out', () => {
    const bare = { mobile: '', email: [], firstname: '', lastname: '', item_status: { code: 1000 } }
    expect(readCustomer(200, v1(bare))).toEqual({ outcome: 'found', customer: { flags: [] } })
    expect(readCustomer(200, v1({ ...v1Fields, firstname: ' ', loyalty_points: 'n/a' }))).toEqual(
      found({ name: 'Example', points: undefined }),
    )
  })

  test('points may be absent, zero or fractional', () => {
    expect(readCustomer(200, v1({ ...v1Fields, loyalty_points: '0' }))).toEqual(found({ points: 0 }))
    expect(readCustomer(200, v1({ ...v1Fields, loyalty_points: 75.5 }))).toEqual(found({ points: 75.5 }))
  })

  test.each([
    ['in a list', [{ code: 'A' }, { code: 'B' }], 2],
    ['in a wrapper', { coupon: [{ code: 'A' }, { code: 'B' }] }, 2],
    ['one alone', { coupon: { code: 'A' } }, 1],
    ['none', { coupon: [] }, undefined],
    ['none, as an empty text', '', undefined],
    ['none, as an empty list', [], undefined],
  ])('coupons %s are counted, and nothing else is read of them', (_, coupons, count) => {
    expect(readCustomer(200, v1({ ...v1Fields, coupons }))).toEqual(found({ coupons: count }))
  })

  test.each(['MARKED', 'CONFIRMED', 'reconfirmed'])('fraud: %s', (status) => {
    expect(readCustomer(200, v1({ ...v1Fields, fraud_details: { status } }))).toEqual(found({ flags: ['fraud'] }))
  })

  test.each(['NOT_FRAUD', 'INTERNAL', ''])('no fraud: "%s"', (status) => {
    expect(readCustomer(200, v1({ ...v1Fields, fraud_details: { status } }))).toEqual(found({ flags: [] }))
  })

  test('fraud by the code of the item', () => {
    expect(readCustomer(200, item('618'))).toEqual(found({ flags: ['fraud'] }))
  })

  test('a customer who is known but not enrolled', () => {
    expect(readCustomer(200, v1({ ...v1Fields, type: 'NON_LOYALTY' }))).toEqual(found({ flags: ['not-enrolled'] }))
    for (const code of ['1013', 1020]) expect(readCustomer(200, item(code))).toEqual(found({ flags: ['not-enrolled'] }))
  })

  test.each([1011, '1012', 816, '1042', 1001])('no such customer: %s', (code) => {
    expect(readCustomer(200, item(code))).toEqual({ outcome: 'not-found' })
    // The HTTP status of such an answer is not documented.
    for (const status of [404, 500]) expect(readCustomer(status, item(code))).toEqual({ outcome: 'not-found' })
  })

  test('no such customer: an empty list, or data deleted at their request', () => {
    expect(readCustomer(200, v1([]))).toEqual({ outcome: 'not-found' })
    expect(readCustomer(200, v1(''))).toEqual({ outcome: 'not-found' })
    const message = 'Customer is deleted after PII delete request'
    expect(readCustomer(200, item('1000', message))).toEqual({ outcome: 'not-found' })
  })

  test.each([402, '404', 405, 406])('a call that is not offered: %s', (code) => {
    expect(readCustomer(200, { response: { status: { success: 'false', code } } })).toEqual({ outcome: 'not-served' })
  })

  test.each([
    ['no permission', item(1044)],
    ['bad input', { response: { status: { code: 400 } } }],
    ['a failure that names no customer', { response: { status: { code: '500' } } }],
    ['not even JSON', undefined],
    ['something else', { hello: 'world' }],
    ['a list', []],
    ['nothing', null],
  ])('unusable: %s', (_, body) => {
    expect(readCustomer(200, body)).toEqual({ outcome: 'unusable' })
  })

  test.each([404, 405])('a web page: %s', (status) => {
    expect(readCustomer(status, undefined)).toEqual({ outcome: 'not-served' })
  })
})

describe('v2', () => {
  test.each([
    ['the object itself', v2Fields],
    ['inside an entity', { entity: v2Fields, warnings: [] }],
    ['with one in place of a list', { ...v2Fields, profiles: v2Fields.profiles[0] }],
    [
      'with texts for numbers',
      { ...v2Fields, loyaltyProgramDetails: [{ loyaltyPoints: '1250', currentSlab: 'Gold' }] },
    ],
    [
      'with another profile first',
      { ...v2Fields, profiles: [{ firstName: 'A.', source: 'WECHAT' }, ...v2Fields.profiles] },
    ],
    [
      'with addresses among the channels alone',
      {
        ...v2Fields,
        profiles: [
          {
            ...v2Fields.profiles[0],
            identifiers: [],
            commChannels: [
              { type: 'email', value: 'asha.example@example.com', primary: true },
              { type: 'MOBILE', value: '919999999993' },
            ],
          },
        ],
      },
    ],
  ])('%s', (_, body) => {
    expect(readCustomer(200, body)).toEqual({ outcome: 'found', customer: asha })
  })

  test('flags', () => {
    expect(readCustomer(200, { ...v2Fields, fraudDetails: { status: 'CONFIRMED' } })).toEqual(
      found({ flags: ['fraud'] }),
    )
    expect(readCustomer(200, { ...v2Fields, loyaltyInfo: { loyaltyType: 'non_loyalty' } })).toEqual(
      found({ flags: ['not-enrolled'] }),
    )
    expect(readCustomer(400, v2Refusal(8089))).toEqual(found({ flags: ['not-enrolled'] }))
  })

  test.each([8015, '8015', 8013, 8065])('no such customer: %s', (code) => {
    expect(readCustomer(400, v2Refusal(code))).toEqual({ outcome: 'not-found' })
    expect(readCustomer(200, v2Refusal(code))).toEqual({ outcome: 'not-found' })
  })

  test.each([8003, 8045, 403])('unusable: %s', (code) => {
    expect(readCustomer(400, v2Refusal(code))).toEqual({ outcome: 'unusable' })
  })
})
