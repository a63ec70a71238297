import { expect, test } from 'vitest'
import { asha, bruno, type Cloud, startCloud, testVector } from './start.ts'

const redeem = async (cloud: Cloud, change: Record<string, unknown> = {}, query = '') => {
  const redemption = { points_redeemed: '100', customer: { mobile: asha }, transaction_number: 'b1', ...change }
  const { body } = await cloud.post(`/v1.1/points/redeem?format=json${query}`, { root: { redeem: [redemption] } })
  return body.response.responses.points
}
const balance = async (cloud: Cloud, mobile = asha) =>
  (await cloud.get(`/v2/customers/points/balance?identifierName=mobile&identifierValue=${mobile}`)).body.totalPoints
const book = async (cloud: Cloud, change: Record<string, unknown> = {}, authorization = testVector) => {
  const transaction = { type: 'regular', number: 'bill-1', amount: '250', customer: { mobile: asha }, ...change }
  const path = '/v1.1/transaction/add?format=json'
  const { body } = await cloud.post(path, { root: { transaction: [transaction] } }, { Authorization: authorization })
  return body.response.transactions.transaction[0]
}

test('redeeming takes the points off the balance', async () => {
  const cloud = await startCloud()
  expect(await redeem(cloud)).toMatchObject({
    mobile: asha,
    points_redeemed: '100',
    redeemed_value: '100',
    balance: '1150',
    item_status: { success: 'true', code: '800' },
  })
  expect(await balance(cloud)).toBe(1150)
})

test.each([
  [{ points_redeemed: 0 }, '801'],
  [{ points_redeemed: 1.1111 }, '878'],
  [{ points_redeemed: 99999 }, '803'],
  [{ customer: { mobile: '910000009999' } }, '816'],
  [{ validation_code: 'guess' }, '808'],
])('redeeming with %o is %s and takes nothing', async (change, code) => {
  const cloud = await startCloud()
  expect((await redeem(cloud, change)).item_status).toMatchObject({ success: 'false', code })
  expect(await balance(cloud)).toBe(1250)
})

test('a repeated external_reference_number takes the points once', async () => {
  const reference = { external_reference_number: 'once' }
  const lenient = await startCloud()
  const first = await redeem(lenient, reference)
  expect(await redeem(lenient, reference)).toEqual(first)
  expect(await balance(lenient)).toBe(1150)

  const strict = await startCloud({ assumptions: { duplicateRedemption: 'refuse', duplicateRedemptionCode: 777 } })
  await redeem(strict, reference)
  expect((await redeem(strict, reference)).item_status.code).toBe('777')
  expect(await balance(strict)).toBe(1150)
})

test('a points code is sent, checked, and used up by the redemption', async () => {
  const cloud = await startCloud({ assumptions: { redemptionNeedsCode: true } })
  expect((await redeem(cloud)).item_status.code).toBe('824')
  expect((await redeem(cloud, {}, '&skip_validation=true')).item_status.code).toBe('800')

  const sent = await cloud.get(`/v1.1/points/validationcode?format=json&mobile=${asha}&points=50`)
  expect(sent.body.response.validation_code.code).toMatchObject({
    mobile: asha,
    points: '50',
    item_status: { code: '200' },
  })
  const code = cloud.simulator.messages().at(-1)?.code
  const check = await cloud.get(
    `/v1.1/points/isredeemable?format=json&mobile=${asha}&points=50&validation_code=${code}`,
  )
  expect(check.body.response.points.redeemable).toMatchObject({ is_redeemable: 'true', item_status: { code: '800' } })
  expect((await redeem(cloud, { validation_code: code })).item_status.code).toBe('800')
  expect((await redeem(cloud, { validation_code: code })).item_status.code).toBe('808')
})

test('isredeemable refuses inside "true" and 200, and sends a code only when asked', async () => {
  const cloud = await startCloud()
  const path = `/v1.1/points/isredeemable?format=json&mobile=${bruno}&points=`
  const tooMany = await cloud.get(`${path}41`)
  expect(tooMany.body.response.status).toMatchObject({ success: 'true', code: '200' })
  expect(tooMany.body.response.points.redeemable).toMatchObject({
    is_redeemable: 'false',
    item_status: { code: '803' },
  })
  await cloud.get(`${path}40`)
  expect(cloud.simulator.messages()).toEqual([])
  await cloud.get(`${path}40&issue_otp=true`)
  expect(cloud.simulator.messages()).toMatchObject([{ to: bruno }])
})

const redeemCoupon = async (cloud: Cloud, code: string, mobile = asha) => {
  const coupon = { code, customer: { mobile }, transaction: [{ number: 'b1', amount: '50' }] }
  return (await cloud.post('/v1.1/coupon/redeem?format=json', { root: { coupon: [coupon] } })).body.response
}

test('a coupon is redeemed once; the second time is 711', async () => {
  const cloud = await startCloud()
  const first = await redeemCoupon(cloud, 'TEA5')
  expect(first.coupons.coupon).toMatchObject({ is_absolute: 'true', coupon_value: '5', item_status: { code: '700' } })
  const second = await redeemCoupon(cloud, 'TEA5')
  expect(second.status).toMatchObject({ success: 'false', code: '500' })
  expect(second.coupons.coupon.item_status.code).toBe('711')
})

test.each([
  ['NOSUCH', asha, '702'],
  ['BIRTHDAY', asha, '703'],
  ['OLDNEWS', asha, '712'],
  ['TEA5', '910000009999', '701'],
])('coupon %s for %s is %s', async (code, mobile, expected) => {
  const cloud = await startCloud()
  expect((await redeemCoupon(cloud, code, mobile)).coupons.coupon.item_status.code).toBe(expected)
  const { body } = await cloud.get(`/v1.1/coupon/isredeemable?format=json&code=${code}&mobile=${mobile}`)
  expect(body.response.status.code).toBe('200')
  expect(body.response.coupons.redeemable).toMatchObject({
    is_redeemable: 'false',
    item_status: { status: 'false', code: expected },
  })
})

test('a redeemable coupon shows its series when details are asked for', async () => {
  const cloud = await startCloud()
  const path = `/v1.1/coupon/isredeemable?format=json&code=WELCOME10&mobile=${asha}`
  const { redeemable } = (await cloud.get(`${path}&details=true`)).body.response.coupons
  expect(redeemable).toMatchObject({
    is_redeemable: 'true',
    series_info: { discount_type: 'PERC', discount_value: '10' },
  })
  expect((await cloud.get(path)).body.response.coupons.redeemable).not.toHaveProperty('series_info')
})

test('a sale earns points, and its number cannot be booked again', async () => {
  const cloud = await startCloud()
  expect(await book(cloud)).toMatchObject({
    number: 'bill-1',
    customer: { user_id: '900001', loyalty_points: '1275' },
    item_status: { success: 'true', code: '600' },
  })
  expect((await book(cloud)).item_status).toMatchObject({ success: 'false', code: '604' })
  expect(await balance(cloud)).toBe(1275)
  const { body } = await cloud.get('/v1.1/transaction/get?format=json&number=bill-1')
  expect(body.response.transactions.transaction).toMatchObject([{ amount: '250', till: 'store.server' }])
})

test('without unique transaction numbers a blind retry books twice', async () => {
  const cloud = await startCloud({ assumptions: { transactionUniqueness: 'off' } })
  await book(cloud)
  await book(cloud)
  expect(await balance(cloud)).toBe(1300)
})

test('a transaction number can be unique per till only', async () => {
  const tills = [
    { till: 'store.server', password: 'server123' },
    { till: 'till1', password: '123' },
  ]
  const other = 'Basic dGlsbDE6MjAyY2I5NjJhYzU5MDc1Yjk2NGIwNzE1MmQyMzRiNzA='
  for (const [billUniqueness, code] of [
    ['till', '600'],
    ['organisation', '604'],
  ] as const) {
    const cloud = await startCloud({ tills, assumptions: { transactionUniqueness: billUniqueness } })
    await book(cloud)
    expect((await book(cloud, {}, other)).item_status.code).toBe(code)
  }
})

test('a sale registers an unknown customer, and needs none only for not_interested', async () => {
  const cloud = await startCloud()
  await book(cloud, { customer: { mobile: '910000000077', firstname: 'Hilda' } })
  expect(await balance(cloud, '910000000077')).toBe(25)
  expect((await book(cloud, { number: 'b2', customer: {} })).item_status.code).toBe('606')
  expect((await book(cloud, { number: 'b3', customer: {}, type: 'not_interested' })).item_status.code).toBe('600')
  expect((await book(cloud, { number: 'b4', type: 'return' })).customer.loyalty_points).toBe('1225')
})

test.each([
  [{ number: '' }, '602'],
  [{ number: 'x'.repeat(51) }, '685'],
  [{ amount: 'much' }, '601'],
])('a sale with %o is %s', async (change, code) => {
  expect((await book(await startCloud(), change)).item_status.code).toBe(code)
})

test('a v2 sale names the till it was booked for in headers', async () => {
  const cloud = await startCloud()
  const post = (mobile: string) =>
    cloud.post(`/v2/transactions?source=INSTORE&identifierName=mobile&identifierValue=${mobile}`, {
      type: 'REGULAR',
      billNumber: 'v2-1',
      billAmount: 100,
    })
  expect((await post('910000009999')).body.errors[0].code).toBe(8015)
  const { headers, body } = await post(asha)
  expect(body).toEqual({ createdId: expect.any(Number), warnings: [] })
  expect([headers.get('till'), headers.get('org_id')]).toEqual(['store.server', '1001'])
  expect((await post(asha)).body.errors[0].code).toBe(604)
  expect(await balance(cloud)).toBe(1260)
})

test('a till can read its store and organisation', async () => {
  const cloud = await startCloud()
  const store = await cloud.get('/v1.1/store/get?format=json&code=demo.store.1')
  expect(store.body.response.stores.store[0]).toMatchObject({ name: 'Demo Retail 1', item_status: { code: '900' } })
  const organisation = await cloud.get('/v1.1/organization/get.json')
  expect(organisation.body.response.organization.name).toBe('Demo Retail')
})
