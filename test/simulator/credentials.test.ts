import { expect, test } from 'vitest'
import { asha, basic, clockAt, secretOfTestVector, startCloud, testVector } from './start.ts'

test('the test vector of the documentation logs in', async () => {
  const now = Date.UTC(2026, 0, 2, 3, 4, 5)
  const cloud = await startCloud({ now: () => now })
  const { status, headers, body } = await cloud.get('/v1.1/store/login.json')

  expect(status).toBe(200)
  expect(headers.get('x-cap-requestid')).toBe(cloud.simulator.seen()[0]?.id)
  expect(body.response.status).toMatchObject({ success: 'true', code: '200', message: 'SUCCESS' })
  expect(body.response.store.user).toMatchObject({
    username: 'store.server',
    org_name: 'Demo Retail',
    type: 'STR_SERVER',
    server_time: '2026-01-02 03:04:05',
    associate_login_enabled: 'false',
  })
})

test('the second test vector logs in as the till it names', async () => {
  const cloud = await startCloud({ tills: [{ till: 'till1', password: '123', organisation: 'Other Shop' }] })
  const { body } = await cloud.get('/v1.1/store/login.json', {
    Authorization: 'Basic dGlsbDE6MjAyY2I5NjJhYzU5MDc1Yjk2NGIwNzE1MmQyMzRiNzA=',
  })
  expect(body.response.store.user).toMatchObject({ username: 'till1', org_name: 'Other Shop', type: 'TILL' })
})

test.each([
  ['another password', 'store.server', 'f'.repeat(32), 'md5 wrong'],
  ['the password as typed', 'store.server', 'server123', 'plain password'],
  ['an upper-case digest', 'store.server', secretOfTestVector.toUpperCase(), 'upper-case md5'],
  ['a blank before the digest', 'store.server', ` ${secretOfTestVector}`, 'blank before md5'],
  ['an unknown till', 'till.nine', secretOfTestVector, 'unknown till'],
])('%s is refused', async (_, till, password, note) => {
  const cloud = await startCloud()
  const v11 = await cloud.get('/v1.1/store/login.json', basic(till, password))
  const v2 = await cloud.get(
    `/v2/customers/lookup?identifierName=mobile&identifierValue=${asha}`,
    basic(till, password),
  )

  expect([v11.status, v11.body.response.status.code, v11.body.response.status.success]).toEqual([401, '401', 'false'])
  expect([v2.status, v2.body.errors[0].code, v2.body.errors[0].status]).toEqual([401, 401, false])
  expect(cloud.simulator.seen()[0]).toMatchObject({
    authorization: `Basic ${till}:•••• (${note})`,
    till: undefined,
    status: 401,
  })
})

test('a request without a credential is refused', async () => {
  const cloud = await startCloud()
  expect((await cloud.get('/v1.1/store/login.json', {})).status).toBe(401)
  expect(cloud.simulator.seen()[0]?.authorization).toBeUndefined()
})

test('the status of a wrong credential is an assumption', async () => {
  const cloud = await startCloud({ assumptions: { wrongBasicStatus: 200 } })
  const { status, body } = await cloud.get('/v1.1/store/login.json', basic('store.server', 'x'))
  expect([status, body.response.status.code]).toEqual([200, '401'])
})

test('five wrong passwords lock a till for half an hour', async () => {
  const clock = clockAt(Date.UTC(2026, 0, 1))
  const cloud = await startCloud({ now: clock.now })
  for (let attempt = 0; attempt < 5; attempt++) await cloud.get('/v1.1/store/login.json', basic('store.server', 'x'))
  expect((await cloud.get('/v1.1/store/login.json')).status).toBe(401)
  expect(cloud.simulator.seen().at(-1)?.authorization).toContain('till locked')
  clock.advanceMinutes(31)
  expect((await cloud.get('/v1.1/store/login.json')).status).toBe(200)
})

test('a right password in between resets the count', async () => {
  const cloud = await startCloud({ assumptions: { lockout: { failures: 2, minutes: 30 } } })
  const wrong = () => cloud.get('/v1.1/store/login.json', basic('store.server', 'x'))
  await wrong()
  await cloud.get('/v1.1/store/login.json')
  await wrong()
  expect((await cloud.get('/v1.1/store/login.json')).status).toBe(200)
})

const client = { key: 'demo-client-key', secret: 'demo-client-secret' }

test('a client key and secret become a token that stands for the till', async () => {
  const cloud = await startCloud()
  const token = await cloud.post('/v3/oauth/token/generate', client, {})
  expect(token.body).toEqual({ data: { accessToken: expect.any(String), ttlSeconds: 300 }, errors: null })
  const [head, claims] = token.body.data.accessToken.split('.').slice(0, 2)
  const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
  expect(decode(head)).toEqual({ kid: 'k1', alg: 'RS256' })
  expect(decode(claims).exp - decode(claims).iat).toBe(300)

  const login = await cloud.get('/v1.1/store/login.json', { 'X-CAP-API-OAUTH-TOKEN': token.body.data.accessToken })
  expect(login.body.response.store.user.username).toBe('store.server')
})

test('a bad client secret is 320001', async () => {
  const cloud = await startCloud()
  const { status, body } = await cloud.post('/v3/oauth/token/generate', { ...client, secret: 'guess' }, {})
  expect(status).toBe(400)
  expect(body).toEqual({ data: null, errors: [{ code: 320001, message: 'Invalid client key and secret' }] })
})

test('an expired token is code 498 beside success "true", an unknown one 401', async () => {
  const clock = clockAt(Date.UTC(2026, 0, 1))
  const cloud = await startCloud({ now: clock.now })
  const { body } = await cloud.post('/v3/oauth/token/generate', client, {})
  const headers = { 'X-CAP-API-OAUTH-TOKEN': body.data.accessToken }
  clock.advanceMinutes(5)

  const expired = await cloud.get('/v1.1/store/login.json', headers)
  expect(expired.body.response.status).toEqual({
    success: 'true',
    code: '498',
    message: 'Token expired at 2026-01-01T00:05:00.000+0000',
  })
  const unknown = await cloud.get('/v1.1/store/login.json', { 'X-CAP-API-OAUTH-TOKEN': 'a.b.c' })
  expect(unknown.body.response.status).toEqual({ success: 'true', code: '401', message: 'Unauthorized' })
})

test('an attribution header moves an OAuth call to another till, and has no effect with Basic', async () => {
  const cloud = await startCloud({
    tills: [
      { till: 'store.server', password: 'server123' },
      { till: 'till.two', password: 'two' },
    ],
  })
  const { body } = await cloud.post('/v3/oauth/token/generate', client, {})
  const oauth = { 'X-CAP-API-OAUTH-TOKEN': body.data.accessToken }
  const tillOf = async (headers: Record<string, string>) =>
    (await cloud.get('/v1.1/store/login.json', headers)).body.response.store?.user.username

  expect(await tillOf({ ...oauth, 'X-CAP-API-ATTRIBUTION-ENTITY-CODE': 'till.two' })).toBe('till.two')
  const byStore = {
    'X-CAP-API-ATTRIBUTION-ENTITY-TYPE': 'STORE_CODE',
    'X-CAP-API-ATTRIBUTION-ENTITY-CODE': 'demo.store.2',
  }
  expect(await tillOf({ ...oauth, ...byStore })).toBe('till.two')
  expect(await tillOf({ Authorization: testVector, 'X-CAP-API-ATTRIBUTION-ENTITY-CODE': 'till.two' })).toBe(
    'store.server',
  )
  const unknown = await cloud.get('/v1.1/store/login.json', { ...oauth, 'X-CAP-API-ATTRIBUTION-ENTITY-CODE': 'nobody' })
  expect(unknown.body.response.status.code).toBe('91021')
})
