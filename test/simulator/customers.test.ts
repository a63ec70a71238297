import { expect, test } from 'vitest'
import { asha, bruno, heldWait, startCloud } from './start.ts'

const lookup = '/v2/customers/lookup'

test('a customer found by mobile comes in an array, with numbers and booleans as strings', async () => {
  const cloud = await startCloud()
  const { status, body } = await cloud.get(`/v1.1/customer/get?format=json&mobile=${asha}&user_id=true`)

  expect(status).toBe(200)
  expect(body.response.status).toMatchObject({ success: 'true', code: '200' })
  expect(body.response.customers.customer).toEqual([
    expect.objectContaining({
      firstname: 'Asha',
      mobile: asha,
      user_id: '900001',
      loyalty_points: '1250',
      current_slab: 'Gold',
      item_status: { success: 'true', code: '1000', message: 'Customer found' },
    }),
  ])
})

test('by other assumptions the customer comes as an object, with JSON numbers', async () => {
  const cloud = await startCloud({ assumptions: { singleEntity: 'object', scalars: 'native' } })
  const { body } = await cloud.get(`/v1.1/customer/get?format=json&mobile=${asha}`)
  expect(body.response.status).toMatchObject({ success: true, code: 200 })
  expect(body.response.customers.customer).toMatchObject({ loyalty_points: 1250, item_status: { code: 1000 } })
})

test.each([
  ['email=asha.example@example.com'],
  ['external_id=EX900001'],
  ['card_number=700099999993'],
  ['id=900001'],
  ['mobile=%2B919999999993'],
])('Asha is found by %s', async (query) => {
  const cloud = await startCloud()
  const { body } = await cloud.get(`/v1.1/customer/get?format=json&${query}`)
  expect(body.response.customers.customer[0].firstname).toBe('Asha')
  expect(body.response.customers.customer[0]).not.toHaveProperty('user_id')
})

test('an unknown customer is 1012 inside "false" and 500; the HTTP status is an assumption', async () => {
  for (const v11FailureStatus of [200, 404]) {
    const cloud = await startCloud({ assumptions: { v11FailureStatus } })
    const { status, body } = await cloud.get('/v1.1/customer/get?format=json&mobile=910000009999')
    expect(status).toBe(v11FailureStatus)
    expect(body.response.status).toMatchObject({ success: 'false', code: '500' })
    expect(body.response.customers.customer[0]).toMatchObject({
      mobile: '910000009999',
      item_status: { success: 'false', code: '1012' },
    })
  }
})

test('two found and one missing is code 201', async () => {
  const cloud = await startCloud()
  const { body } = await cloud.get(`/v1.1/customer/get?format=json&mobile=${asha},910000009999,${bruno}`)
  expect(body.response.status).toMatchObject({ code: '201', total: '3', success_count: '2' })
  const codes = body.response.customers.customer.map((item: { item_status: { code: string } }) => item.item_status.code)
  expect(codes).toEqual(['1000', '1012', '1000'])
})

test('v2 look-up returns the id, and 8015 for an unknown customer', async () => {
  const cloud = await startCloud({ assumptions: { v2FailureStatus: 404 } })
  const found = await cloud.get(`${lookup}?source=INSTORE&identifierName=mobile&identifierValue=${asha}`)
  expect(found.body).toEqual({ entity: 900001, warnings: [] })
  const unknown = await cloud.get(
    `${lookup}/customerDetails?source=INSTORE&identifierName=mobile&identifierValue=91000`,
  )
  expect(unknown.status).toBe(404)
  expect(unknown.body).toEqual({ errors: [{ status: false, code: 8015, message: 'Customer not found' }] })
})

test.each([
  ['source=NOWHERE&identifierName=mobile&identifierValue=1', 8003],
  ['source=INSTORE&identifierName=shoeSize&identifierValue=1', 8013],
  ['source=INSTORE&identifierValue=1', 8092],
  ['source=INSTORE&identifierName=mobile', 8093],
])('a look-up with %s is %i', async (query, code) => {
  const cloud = await startCloud()
  expect((await cloud.get(`${lookup}/customerDetails?${query}`)).body.errors[0].code).toBe(code)
})

test('customer details show the profile, and points when asked to embed them', async () => {
  const cloud = await startCloud()
  const query = `source=INSTORE&identifierName=email&identifierValue=asha.example@example.com`
  const { body } = await cloud.get(`${lookup}/customerDetails?${query}&embed=points`)
  expect(body).toMatchObject({
    id: 900001,
    profiles: [{ firstName: 'Asha', identifiers: expect.arrayContaining([{ type: 'mobile', value: asha }]) }],
    loyaltyProgramDetails: [{ loyaltyPoints: 1250 }],
    warnings: [],
  })
  expect((await cloud.get(`${lookup}/customerDetails?${query}`)).body).not.toHaveProperty('loyaltyProgramDetails')
})

test('a customer is added once, and a repeat changes the name only', async () => {
  const cloud = await startCloud()
  const add = (firstname: string) =>
    cloud.post('/v1.1/customer/add?format=json', { root: { customer: [{ mobile: '910000000042', firstname }] } })
  const first = await add('Gus')
  const second = await add('Gustav')
  const [added, repeated] = [first, second].map(({ body }) => body.response.customers.customer[0])
  expect(added.item_status.code).toBe('1000')
  expect(repeated.user_id).toBe(added.user_id)
  const { body } = await cloud.get('/v1.1/customer/get?format=json&mobile=910000000042')
  expect(body.response.customers.customer[0].firstname).toBe('Gustav')
})

test('a new customer needs an identifier, and identifiers of two customers are refused', async () => {
  const cloud = await startCloud()
  const add = async (customer: unknown) =>
    (await cloud.post('/v1.1/customer/add?format=json', { root: { customer: [customer] } })).body.response.customers
      .customer[0].item_status.code
  expect(await add({ firstname: 'Nobody' })).toBe('1006')
  expect(await add({ mobile: 'soon' })).toBe('1001')
  expect(await add({ mobile: asha, email: 'bruno.muster@example.com' })).toBe('1016')
})

test('an update changes a known customer only', async () => {
  const cloud = await startCloud()
  const update = async (customer: unknown) =>
    (await cloud.post('/v1.1/customer/update?format=json', { root: { customer: [customer] } })).body.response.customers
      .customer[0]
  expect(await update({ mobile: asha, lastname: 'Changed' })).toMatchObject({ lastname: 'Changed' })
  expect((await update({ mobile: '910000009999' })).item_status.code).toBe('1012')
})

test('of two simultaneous requests for a customer the second is 521, also by another identifier', async () => {
  const held = heldWait()
  const cloud = await startCloud({ wait: held.wait })
  cloud.simulator.injectFault({ fault: 'slow', delayMs: 500, times: 1 })
  const first = cloud.get(`/v1.1/customer/get?format=json&mobile=${asha}`)
  await expect.poll(() => held.waits).toEqual([500])
  const second = await cloud.get(`${lookup}?identifierName=email&identifierValue=asha.example@example.com`)
  const other = await cloud.get(`${lookup}?identifierName=mobile&identifierValue=${bruno}`)
  expect([second.status, second.body.errors[0].code]).toEqual([521, 521])
  expect(other.body.entity).toBe(900002)
  held.release()
  expect((await first).status).toBe(200)
  expect((await cloud.get(`/v1.1/customer/get?format=json&mobile=${asha}`)).status).toBe(200)
})

test('a customer named in a body is locked, too, unless simultaneous requests are allowed', async () => {
  for (const [simultaneousRequests, status] of [
    ['refuse', 521],
    ['allow', 200],
  ] as const) {
    const held = heldWait()
    const cloud = await startCloud({ assumptions: { simultaneousRequests, responseDelayMs: 300 }, wait: held.wait })
    const code = { entityType: 'MOBILE', entityValue: asha, action: 'GENERIC' }
    const first = cloud.post('/v2/otp/generate', code)
    await expect.poll(() => held.waits).toEqual([300])
    const second = cloud.get(`/v1.1/customer/get?format=json&mobile=${asha}`)
    await expect.poll(() => cloud.simulator.seen().length).toBe(2)
    held.release()
    expect([(await first).status, (await second).status]).toEqual([200, status])
  }
})

test('an unknown path and a wrong method are refused in the format of each family', async () => {
  const cloud = await startCloud()
  const v11 = await cloud.get('/v1.1/shoe/get?format=json')
  const v2 = await cloud.get('/v2/shoes')
  expect([v11.status, v11.body.response.status.code]).toEqual([404, '404'])
  expect([v2.status, v2.body.errors[0].code]).toEqual([404, 404])
  expect((await cloud.get('/v1.1/customer/add?format=json')).body.response.status.code).toBe('405')
})

test('XML and broken JSON are code 400', async () => {
  const cloud = await startCloud()
  const xml = await cloud.post('/v1.1/customer/add', {}, { Authorization: 'x', 'Content-Type': 'application/xml' })
  expect(xml.body.response.status.code).toBe('400')
  const response = await fetch(`${cloud.simulator.url}/v2/otp/generate`, { method: 'POST', body: '{"a":' })
  expect(response.status).toBe(400)
})
