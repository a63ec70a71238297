import { expect, test } from 'vitest'
import { asha, type Cloud, startCloud } from './start.ts'

const login = '/v1.1/store/login.json'
const set = (cloud: Cloud, fault: unknown) => cloud.post('/_simulator/faults', fault, {})

test.each([
  ['401', 401, '401'],
  ['403', 403, '4000'],
  ['429', 429, '429'],
  ['498', 401, '498'],
  ['503', 503, '4001'],
  ['521 once', 521, '521'],
] as const)('fault %s answers %i with code %s in each family', async (fault, status, code) => {
  const cloud = await startCloud()
  cloud.simulator.script({ fault, times: 2 })
  const v11 = await cloud.get(login)
  const v2 = await cloud.get('/v2/customers/lookup')
  expect([v11.status, v11.body.response.status.code]).toEqual([status, code])
  expect([v2.status, String(v2.body.errors[0].code)]).toEqual([status, code])
  expect((await cloud.get(login)).status).toBe(200)
})

test('403 and 503 carry the errorCode and errorMessage of the manual', async () => {
  const cloud = await startCloud()
  cloud.simulator.script({ fault: '403' })
  expect((await cloud.get(login)).body).toMatchObject({
    errorCode: 4000,
    errorMessage: 'Not authorized. Access is denied!',
  })
})

test('521 once is once unless told otherwise', async () => {
  const cloud = await startCloud()
  await set(cloud, { fault: '521 once' })
  expect((await cloud.get(login)).status).toBe(521)
  expect((await cloud.get(login)).status).toBe(200)
})

test('slow waits, then answers', async () => {
  const cloud = await startCloud()
  await set(cloud, { fault: 'slow', delayMs: 300, times: 1 })
  const slowly = await timed(() => cloud.get(login))
  expect(slowly.status).toBe(200)
  expect(slowly.tookMs).toBeGreaterThanOrEqual(290)
  expect((await timed(() => cloud.get(login))).tookMs).toBeLessThan(250)
})

test('reset breaks the connection before anything is done', async () => {
  const cloud = await startCloud()
  cloud.simulator.script({ fault: 'reset', times: 1 })
  const sale = { root: { transaction: [{ number: 'b1', amount: 100, customer: { mobile: asha } }] } }
  await expect(cloud.post('/v1.1/transaction/add?format=json', sale)).rejects.toThrow('fetch failed')
  expect(cloud.simulator.seen()).toMatchObject([{ status: 0, till: 'store.server' }])
  const again = await cloud.post('/v1.1/transaction/add?format=json', sale)
  expect(again.body.response.transactions.transaction[0].item_status.code).toBe('600')
})

test('half a body breaks the connection after it was done', async () => {
  const cloud = await startCloud()
  cloud.simulator.script({ fault: 'half a body', times: 1 })
  const sale = { root: { transaction: [{ number: 'b1', amount: 100, customer: { mobile: asha } }] } }
  const path = '/v1.1/transaction/add?format=json'
  const response = await fetch(cloud.simulator.url + path, {
    method: 'POST',
    headers: { Authorization: 'Basic c3RvcmUuc2VydmVyOjhhMTZhNmI3MDUwNWViMWYxZmY3Y2RjMGNkNTU1OWE3' },
    body: JSON.stringify(sale),
  })
  expect(Number(response.headers.get('content-length'))).toBeGreaterThan(100)
  await expect(response.text()).rejects.toThrow()
  expect((await cloud.post(path, sale)).body.response.transactions.transaction[0].item_status.code).toBe('604')
})

test('html 502 is not JSON', async () => {
  const cloud = await startCloud()
  cloud.simulator.script({ fault: 'html 502' })
  const { status, headers, body } = await cloud.get(login)
  expect([status, headers.get('content-type')]).toEqual([502, 'text/html;charset=UTF-8'])
  expect(body).toContain('<html>')
})

test('a fault can be meant for one method and path, and stays until cleared', async () => {
  const cloud = await startCloud()
  const answered = await set(cloud, { fault: '429', method: 'POST', path: '/v2/otp' })
  expect(answered.body).toEqual({ faults: [{ fault: '429', method: 'POST', path: '/v2/otp' }] })
  const code = { entityType: 'MOBILE', entityValue: asha, action: 'GENERIC' }
  expect((await cloud.get('/v2/otp')).status).toBe(400)
  expect((await cloud.post('/v1.1/customer/add?format=json', { root: {} })).status).toBe(400)
  for (let turn = 0; turn < 3; turn++) expect((await cloud.post('/v2/otp/generate', code)).status).toBe(429)
  await fetch(`${cloud.simulator.url}/_simulator/faults`, { method: 'DELETE' })
  expect((await cloud.post('/v2/otp/generate', code)).status).toBe(200)
})

test.each([
  [{ fault: 'earthquake' }],
  [{}],
  ['not an object'],
  [{ fault: 'slow', delayMs: -1 }],
  [{ fault: 'reset', times: 0.5 }],
])('%o is no fault, and the answer lists what is', async (wrong) => {
  const cloud = await startCloud()
  const { status, body } = await set(cloud, wrong)
  expect(status).toBe(400)
  expect(body.error).toEqual(expect.any(String))
  expect(body.allowed).toContain('half a body')
  expect((await cloud.get(login)).status).toBe(200)
})

test('closing does not wait for a slow answer', async () => {
  const noticed: number[] = []
  const cloud = await startCloud({ onSeen: ({ status }) => noticed.push(status) })
  cloud.simulator.script({ fault: 'slow', delayMs: 60_000 })
  const hanging = expect(cloud.get(login)).rejects.toThrow()
  await expect.poll(() => cloud.simulator.seen().length).toBe(1)
  await cloud.simulator.close()
  await hanging
  await expect.poll(() => noticed).toEqual([0])
})

async function timed<T>(work: () => Promise<T>): Promise<T & { tookMs: number }> {
  const start = performance.now()
  return { ...(await work()), tookMs: performance.now() - start }
}
