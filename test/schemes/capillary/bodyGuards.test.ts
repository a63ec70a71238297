import { describe, expect, test } from 'vitest'
import { examineCapillary, readsCapillaryBody, sendsCode } from '#schemes/capillary/bodyGuards.ts'

function examine(path: string, query = '', body?: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return examineCapillary({ method: 'POST', path, query, body: body === undefined ? undefined : Buffer.from(text) })
}

test.each([
  ['GET', '/v2/otp/generate', 'no'],
  ['POST', '/v2/otp/generate', 'must'],
  ['POST', '/V2/otp/generate/', 'must'],
  ['POST', '/v1.1/transaction/add.json', 'may'],
  ['PUT', '/v2/customers/12', 'may'],
  ['POST', '/v2/otp/validate', 'may'],
  ['POST', '/v2/customersearch', 'no'],
  ['POST', '/v1.1/store/login', 'no'],
])('the body of %s %s is read: %s', (method, path, expected) => {
  expect(readsCapillaryBody(method, path)).toBe(expected)
})

describe('requests for one customer have one lock key', () => {
  test.each([
    ['by id in the path', '/v2/customers/12/redemptions', '', undefined, '12'],
    ['by mobile in the query', '/v1.1/customer/get', '?mobile=919999999993', undefined, '919999999993'],
    ['with its plus', '/v1.1/customer/get', '?mobile=%2B919999999993', undefined, '919999999993'],
    ['by any spelling of the name', '/v1.1/customer/get', '?Card_Number=AB12', undefined, 'ab12'],
    ['by a card of another system', '/v2/transactions', '', { cardExternalId: 'C-7' }, 'c-7'],
    ['in the body', '/v2/transactions', '', { identifierValue: 919999999993 }, '919999999993'],
    [
      'deep in the body',
      '/v1.1/transaction/add',
      '',
      { root: { transaction: [{ customer: { mobile: ' +919999999993 ' } }] } },
      '919999999993',
    ],
    [
      'deeper than any call has it',
      '/v2/customers',
      '',
      { a: { b: { c: { d: { e: { f: { mobile: '1' } } } } } } },
      undefined,
    ],
    ['a field that is asked for', '/v1.1/customer/get', '?user_id=true', undefined, undefined],
    ['no customer', '/v1.1/store/get', '?id=7', undefined, undefined],
    ['a body that is no JSON', '/v2/transactions', '', 'mobile=1', undefined],
  ])('%s', (_, path, query, body, expected) => {
    expect(examine(path, query, body).lockKey).toBe(expected)
  })
})

describe('a GET that sends a code', () => {
  test.each([
    ['/v1.1/points/validationcode', '', true],
    ['/v1.1/Points/validationCode.json', '', true],
    ['/v1.1/points/isredeemable', '?issue_otp=true', true],
    ['/v1.1/points/isredeemable', '?issueOtp=yes', true],
    ['/v1.1/points/isredeemable', '?issue_otp=false&issue_otp=1', true],
    ['/v1.1/points/isredeemable', '?issue_otp=false', false],
    ['/v1.1/points/isredeemable', '?issue_otp=', false],
    // No word that Capillary is known to take for "no" (capillary.md 5.5).
    ['/v1.1/points/isredeemable', '?issue_otp=off', true],
    ['/v1.1/points/isredeemable', '', false],
    ['/v1.1/customer/get', '?issue_otp=true', false],
  ])('%s%s: %s', (path, query, expected) => expect(sendsCode(path, query)).toBe(expected))

  test.each([
    ['?mobile=919999999993', [{ type: 'mobile', value: '919999999993' }]],
    ['?external_id=a%40example.com', [{ type: 'email', value: 'a@example.com' }]],
    ['?card_number=77', [{ type: 'other', value: 'cardnumber 77', query: { kind: 'card', value: '77' } }]],
    ['?user_id=7', [{ type: 'other', value: 'userid 7', query: { kind: 'user-id', value: '7' } }]],
    ['?identifierValue=7', [{ type: 'other', value: 'identifiervalue 7' }]],
    // Which of them Capillary goes by is not known, so each counts.
    [
      '?card_number=77&mobile=919999999993',
      [
        { type: 'other', value: 'cardnumber 77', query: { kind: 'card', value: '77' } },
        { type: 'mobile', value: '919999999993' },
      ],
    ],
    [
      '?mobile=919999999993,%20919999999994',
      [
        { type: 'mobile', value: '919999999993' },
        { type: 'mobile', value: '919999999994' },
      ],
    ],
    ['?id=7', [{ type: 'other', value: '?id=7' }]],
  ])('counts towards its customer: %s', (query, codeTargets) => {
    expect(examine('/v1.1/points/validationcode', query)).toMatchObject({ codeTargets })
  })

  test('goes to no list of customers', () => {
    const numbers = Array.from({ length: 5 }, (_, at) => `91999999999${at}`).join(',')
    expect(() => examine('/v1.1/points/validationcode', `?mobile=${numbers}`)).toThrow(
      expect.objectContaining({ code: 'BODY_REFUSED' }),
    )
  })
})

describe('a code goes only to the customer it is for', () => {
  const path = '/v2/otp/generate'
  const entityValue = '919999999993'

  test('and the body is serialised again', () => {
    const { lockKey, codeTargets, body } = examine(path, '', `{"entityValue":"1","entityValue":"${entityValue}"}`)
    expect({ lockKey, codeTargets }).toEqual({
      lockKey: entityValue,
      codeTargets: [{ type: 'mobile', value: entityValue }],
    })
    expect(body?.toString()).toBe(JSON.stringify({ entityValue }))
  })

  test.each([
    ['a channel of the customer', { entityValue, channels: [{ type: 'SMS', value: entityValue }] }],
    ['an e-mail address', { entityType: 'EMAIL', entityValue: 'a@example.com' }],
  ])('%s passes', (_, body) => expect(examine(path, '', body).body).toBeDefined())

  test.each([
    ['another phone', { entityValue, channels: [{ value: '918888888888' }] }],
    ['a second channel', { entityValue, channels: [{ value: entityValue }, { value: '918888888888' }] }],
    ['a channel without a value', { entityValue, channels: [{ type: 'SMS' }] }],
    ['a value that stands twice', { entityValue, channels: [{ value: entityValue, Value: '918888888888' }] }],
    ['a name in two spellings', { entityValue, entity_value: '918888888888' }],
    ['channels that are no list', { entityValue, channels: { value: entityValue } }],
    ['a channel that is no object', { entityValue, channels: [entityValue] }],
    ['no customer', { channels: [] }],
    ['a list of customers', { entityValue: `${entityValue},918888888888` }],
    ['a list', [entityValue]],
    ['no JSON', 'entityValue=1'],
  ])('%s is refused', (_, body) => {
    expect(() => examine(path, '', body)).toThrow(expect.objectContaining({ code: 'BODY_REFUSED' }))
  })

  test('nor is a body read that is not UTF-8', () => {
    const body = Buffer.from([0x7b, 0xff, 0x7d])
    expect(() => examineCapillary({ method: 'POST', path, query: '', body })).toThrow(
      expect.objectContaining({ code: 'BODY_REFUSED' }),
    )
  })
})
