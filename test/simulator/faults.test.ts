import { expect, test } from 'vitest'
import { asha, basic, type Cloud, heldWait, startCloud, testVector } from './start.ts'

const login = '/v1.1/store/login.json'
const set = (cloud: Cloud, fault: unknown) => cloud.post('/_simulator/faults', fault, {})

test.each([
  ['401', 401, '401'],
  ['403', 403, '4000'],
  ['429', 429, '429'],
  ['498', 401, '498'],
  ['503', 503, '4001'],
  ['521 once', 521, '521'],
] as const)('fault %s is HTTP %i with code %s in each family', async (fault, status, code) => {
  const cloud = await startCloud()
  cloud.simulator.injectFault({ fault, times: 2 })
  const v11 = await cloud.get(login)
  const v2 = await cloud.get('/v2/customers/lookup')
  expect([v11.status, v11.body.response.status.code]).toEqual([status, code])
  expect([v2.status, String(v2.body.errors[0].code)]).toEqual([status, code])
  expect((await cloud.get(login)).status).toBe(200)
})

test('403 and 503 carry the errorCode and errorMessage of the manual', async () => {
  const cloud = await startCloud()
  cloud.simulator.injectFault({ fault: '403' })
  expect((await cloud.get(login)).body).toMatchObject({
    errorCode: 4000,
    errorMessage: 'Not authorized. Access is denied!',
  })
})

test('521 once applies once by default', async () => {
  const cloud = await startCloud()
  await set(cloud, { fault: '521 once' })
  expect((await cloud.get(login)).status).toBe(521)
  expect((await cloud.get(login)).status).toBe(200)
})

test('slow delays one response and no other', async () => {
  const held = heldWait()
  const cloud = await startCloud({ wait: held.wait })
  await set(cloud, { fault: 'slow', delayMs: 300, times: 1 })
  const slow = cloud.get(login)
  await expect.poll(() => held.waits).toEqual([300])
  expect((await cloud.get(login)).status).toBe(200)
  expect(cloud.simulator.seen().map(({ status }) => status)).toEqual([0, 200])
  held.release()
  expect((await slow).status).toBe(200)
  expect(held.waits).toEqual([300])
})

test('a sale whose caller has gone takes effect before the cloud has settled', async () => {
  const held = heldWait()
  const { simulator } = await startCloud({ wait: held.wait })
  simulator.injectFault({ fault: 'slow', times: 1 })
  const leaving = new AbortController()
  const authorization = basic('till', 'plain-password')
  const sale = fetch(`${simulator.url}/plain/sales`, {
    ...{ method: 'POST', body: '{}', headers: authorization, signal: leaving.signal },
  })
  await expect.poll(() => held.waits.length).toBe(1)
  leaving.abort()
  await expect(sale).rejects.toThrow('aborted')
  const settled = simulator.settled().then(() => Object.keys(simulator.effects()))
  expect(simulator.effects()).toEqual({})
  held.release()
  expect(await settled).toEqual([expect.stringMatching(/^write POST \/sales /)])
})

test('reset breaks the connection before any data changes', async () => {
  const cloud = await startCloud()
  cloud.simulator.injectFault({ fault: 'reset', times: 1 })
  const sale = { root: { transaction: [{ number: 'b1', amount: 100, customer: { mobile: asha } }] } }
  await expect(cloud.post('/v1.1/transaction/add?format=json', sale)).rejects.toThrow('fetch failed')
  expect(cloud.simulator.seen()).toMatchObject([{ status: 0, till: 'store.server' }])
  const again = await cloud.post('/v1.1/transaction/add?format=json', sale)
  expect(again.body.response.transactions.transaction[0].item_status.code).toBe('600')
})

const saleOf = (number: string) => ({ root: { transaction: [{ number, amount: 100, customer: { mobile: asha } }] } })
const add = '/v1.1/transaction/add?format=json'

test.each([
  ['effect, then reset', 'broken', 1],
  ['effect, then 503', 503, 1],
  ['no effect, reset', 'broken', 0],
] as const)('%s: the answer is %s, and the sale counts %i times', async (fault, expected, effects) => {
  const cloud = await startCloud()
  await set(cloud, { fault, method: 'POST', path: '/v1.1/transaction/add', times: 1 })
  const answer = await cloud.post(add, saleOf('b1')).then(
    ({ status }) => status,
    () => 'broken',
  )
  expect(answer).toBe(expected)
  expect(cloud.simulator.effects()['bill b1'] ?? 0).toBe(effects)
  const again = await cloud.post(add, saleOf('b1'))
  // A bill number that took effect is a duplicate; one that did not is new.
  expect(again.body.response.transactions.transaction[0].item_status.code).toBe(effects === 1 ? '604' : '600')
  expect(cloud.simulator.effects()).toEqual({ 'bill b1': 1 })
})

test('down for some seconds breaks every connection until they are over', async () => {
  let now = 1_700_000_000_000
  const cloud = await startCloud({ now: () => now })
  await set(cloud, { fault: 'down', seconds: 30 })
  await expect(cloud.get(login)).rejects.toThrow('fetch failed')
  now += 29_999
  await expect(cloud.post(add, saleOf('b1'))).rejects.toThrow('fetch failed')
  now += 1
  expect((await cloud.get(login)).status).toBe(200)
  expect(cloud.simulator.effects()).toEqual({})
})

test('effects are counted by what makes a write one, in their order', async () => {
  const cloud = await startCloud({ assumptions: { transactionUniqueness: 'off' } })
  for (const number of ['b2', 'b1', 'b2']) await cloud.post(add, saleOf(number))
  expect(cloud.simulator.effects()).toEqual({ 'bill b2': 2, 'bill b1': 1 })
  expect(cloud.simulator.effectsInOrder()).toEqual(['bill b2', 'bill b1', 'bill b2'])
})

test('half a body breaks the connection after the data changed', async () => {
  const cloud = await startCloud()
  cloud.simulator.injectFault({ fault: 'half a body', times: 1 })
  const sale = { root: { transaction: [{ number: 'b1', amount: 100, customer: { mobile: asha } }] } }
  const path = '/v1.1/transaction/add?format=json'
  const response = await fetch(cloud.simulator.url + path, {
    method: 'POST',
    headers: { Authorization: testVector },
    body: JSON.stringify(sale),
  })
  expect(Number(response.headers.get('content-length'))).toBeGreaterThan(100)
  await expect(response.text()).rejects.toThrow()
  expect((await cloud.post(path, sale)).body.response.transactions.transaction[0].item_status.code).toBe('604')
})

test('html 502 is not JSON', async () => {
  const cloud = await startCloud()
  cloud.simulator.injectFault({ fault: 'html 502' })
  const { status, headers, body } = await cloud.get(login)
  expect([status, headers.get('content-type')]).toEqual([502, 'text/html;charset=UTF-8'])
  expect(body).toContain('<html>')
})

test('a fault can apply to one method and path, and stays until cleared', async () => {
  const cloud = await startCloud()
  const created = await set(cloud, { fault: '429', method: 'POST', path: '/v2/otp' })
  expect(created.body).toEqual({ faults: [{ fault: '429', method: 'POST', path: '/v2/otp' }] })
  const code = { entityType: 'MOBILE', entityValue: asha, action: 'GENERIC' }
  expect((await cloud.get('/v2/otp')).status).toBe(400)
  expect((await cloud.post('/v1.1/customer/add?format=json', { root: {} })).status).toBe(400)
  for (let attempt = 0; attempt < 3; attempt++) expect((await cloud.post('/v2/otp/generate', code)).status).toBe(429)
  await fetch(`${cloud.simulator.url}/_simulator/faults`, { method: 'DELETE' })
  expect((await cloud.post('/v2/otp/generate', code)).status).toBe(200)
})

test.each([
  [{ fault: 'earthquake' }],
  [{}],
  ['not an object'],
  [{ fault: 'slow', delayMs: -1 }],
  [{ fault: 'reset', times: 0.5 }],
])('%o is refused with the list of faults', async (invalid) => {
  const cloud = await startCloud()
  const { status, body } = await set(cloud, invalid)
  expect(status).toBe(400)
  expect(body.error).toEqual(expect.any(String))
  expect(body.allowed).toContain('half a body')
  expect((await cloud.get(login)).status).toBe(200)
})

test('closing does not wait for a slow response', async () => {
  const statuses: number[] = []
  const cloud = await startCloud({ onSeen: ({ status }) => statuses.push(status) })
  cloud.simulator.injectFault({ fault: 'slow', delayMs: 60_000 })
  const hanging = expect(cloud.get(login)).rejects.toThrow()
  await expect.poll(() => cloud.simulator.seen().length).toBe(1)
  await cloud.simulator.close()
  await hanging
  await expect.poll(() => statuses).toEqual([0])
})
