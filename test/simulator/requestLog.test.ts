import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { RequestLog } from '#simulator/shared/requestLog.ts'
import type { SeenRequest } from '#simulator/simulator.ts'
import { asha, basic, secretOfTestVector, startCloud, testVector } from './start.ts'

const login = '/v1.1/store/login.json'

test('nothing printable holds a credential', async () => {
  const reported: SeenRequest[] = []
  const cloud = await startCloud({ onSeen: (seen) => reported.push(seen) })
  const client = { key: 'demo-client-key', secret: 'demo-client-secret' }
  const token = (await cloud.post('/v3/oauth/token/generate', client, {})).body.data.accessToken
  await cloud.get(login, { 'X-CAP-API-OAUTH-TOKEN': token, Cookie: 'session=abc123' })
  await cloud.get(login)
  await cloud.get(login, basic('store.server', 'server123'))
  await cloud.get(login, { Authorization: 'Bearer opaque-secret' })
  await cloud.get(login, { Authorization: `Basic ${Buffer.from('only-a-secret').toString('base64')}` })

  const json = (await cloud.get('/_simulator/seen', {})).body
  const html = (await cloud.get('/_simulator', {})).body
  const printed = [
    inspect(cloud.simulator.seen(), { depth: 9, showHidden: true }),
    JSON.stringify(cloud.simulator.seen()),
    inspect(reported, { depth: 9 }),
    JSON.stringify(json),
    html,
  ].join('\n')
  const encoded = (text: string) => Buffer.from(text).toString('base64')
  for (const secret of [
    testVector.slice(6),
    secretOfTestVector,
    encoded('store.server:server123'),
    'server123',
    token,
    'demo-client-secret',
    'opaque-secret',
    encoded('only-a-secret'),
    'abc123',
  ]) {
    expect(printed).not.toContain(secret)
  }
  // A Buffer prints as numbers, so the search above would miss it.
  expect(cloud.simulator.seen()[0]?.body).toBeUndefined()
  expect(json).toHaveLength(6)
  expect(html).toContain('Basic store.server:•••• (md5 ok)')
  expect(json[2].headers.authorization).toBe('Basic store.server:•••• (md5 ok)')
  expect(cloud.simulator.seen().map((seen) => seen.rawAuthorization())).toContain(testVector)
  expect(cloud.simulator.seen()[1]?.rawAuthorization()).toBe(token)
})

test('an entry holds path, headers, body, status and till', async () => {
  const cloud = await startCloud()
  const body = { entityType: 'MOBILE', entityValue: asha, action: 'GENERIC' }
  await cloud.post('/v2/otp/generate?x=1', body)
  const [seen] = cloud.simulator.seen()
  expect(seen).toMatchObject({ method: 'POST', path: '/v2/otp/generate?x=1', status: 200, till: 'store.server' })
  expect(seen?.headers['content-type']).toBe('application/json')
  expect(JSON.parse(String(seen?.body))).toEqual(body)
  expect(seen?.bodyBytes).toBe(JSON.stringify(body).length)
})

test('a body over 64 KiB is counted but not kept; one over 10 MiB is refused', async () => {
  const cloud = await startCloud()
  const large = (bytes: number) => ({ root: { customer: [{ firstname: 'x'.repeat(bytes) }] } })
  const path = '/v1.1/customer/add?format=json'
  expect((await cloud.post(path, large(9 * 1024 * 1024))).body.response.customers.customer[0].item_status.code).toBe(
    '1006',
  )
  const [seen] = cloud.simulator.seen()
  expect(seen?.body).toBeUndefined()
  expect(seen?.bodyBytes).toBeGreaterThan(9 * 1024 * 1024)
  expect((await cloud.post(path, large(10 * 1024 * 1024))).status).toBe(413)
})

test('the trace header can be the other one, or none', async () => {
  const other = await startCloud({ assumptions: { requestIdHeader: 'X-CAP-REQUEST-ID' } })
  expect((await other.get(login)).headers.get('x-cap-request-id')).toBeTruthy()
  const none = await startCloud({ assumptions: { requestIdHeader: null } })
  const { headers } = await none.get(login)
  expect([headers.get('x-cap-requestid'), headers.get('x-cap-request-id')]).toEqual([null, null])
})

test('the last thousand requests are kept', () => {
  const log = new RequestLog()
  for (let count = 0; count < 1005; count++) log.add({ path: `/${count}` } as SeenRequest)
  expect(log.all()).toHaveLength(1000)
  expect(log.all()[0]?.path).toBe('/5')
})
