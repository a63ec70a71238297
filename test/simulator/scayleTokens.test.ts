import { expect, test } from 'vitest'
import { asha, bearer, client, newcomer, startShop } from './scayleShop.ts'
import { basic, claimsOf, type Reply, startCloud } from './start.ts'

test('a refresh returns a new pair, ends the old one, and does not postpone the next login', async () => {
  const { clock, logIn, refresh, isValid } = await startShop({ accessTokenSeconds: 600, refreshTokenSeconds: 3600 })
  const first = await logIn()
  clock.advanceMinutes(11)
  expect(await isValid(first)).toBe(false)
  const second = await refresh(first)
  expect([second.status, second.body.expires_in]).toEqual([200, 600])
  expect(second.body.refresh_token).not.toBe(first.body.refresh_token)
  expect(await isValid(second)).toBe(true)

  const again = await refresh(first)
  expect([again.status, again.body.error]).toEqual([401, 'invalid_grant'])
  expect(await isValid(second)).toBe(true)
  clock.advanceMinutes(50)
  expect((await refresh(second)).status).toBe(401)
})

test.each([
  [true, false],
  [false, true],
])(
  'whether a refresh ends the access token it replaces is an assumption: %s',
  async (refreshEndsOldAccessToken, good) => {
    const { logIn, refresh, isValid } = await startShop({ refreshEndsOldAccessToken })
    const first = await logIn()
    await refresh(first)
    expect(await isValid(first)).toBe(good)
    expect((await refresh(first)).status).toBe(401)
  },
)

test('of two refreshes at once, one wins', async () => {
  const { logIn, refresh } = await startShop()
  const pair = await logIn()
  const replies = await Promise.all([refresh(pair), refresh(pair)])
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 401])
})

test('a refresh token sent twice can end the whole session', async () => {
  const { logIn, refresh, isValid } = await startShop({ refreshTokenReuse: 'ends the session' })
  const first = await logIn()
  const second = await refresh(first)
  await refresh(first)
  expect(await isValid(second)).toBe(false)
})

test('a refresh token is valid for its own client only', async () => {
  const other = { clientId: '9', clientSecret: 'other' }
  const cloud = await startCloud({
    scayle: { clients: [{ clientId: '5', clientSecret: 'demo-scayle-secret' }, other] },
  })
  const { body } = await cloud.send('POST', '/v1/auth/login', { headers: client, json: asha })
  const refresh = { grant_type: 'refresh_token', refresh_token: body.refresh_token }
  const stolen = await cloud.send('POST', '/v1/oauth/token', { headers: basic('9', 'other'), json: refresh })
  expect(stolen.status).toBe(401)
  expect((await cloud.send('POST', '/v1/oauth/token', { headers: client, json: refresh })).status).toBe(200)
})

test('the token endpoint accepts JSON, not the usual form, and two grants', async () => {
  const { cloud, logIn, asClient } = await startShop()
  const { body } = await logIn()
  const form = { grant_type: 'refresh_token', refresh_token: body.refresh_token }
  const refused = await cloud.send('POST', '/v1/oauth/token', { headers: client, form })
  expect([refused.status, refused.body.error]).toEqual([400, 'unsupported_grant_type'])
  expect(refused.body).toMatchObject({ error_description: expect.any(String), hint: expect.any(String) })
  expect((await asClient('POST', '/oauth/token', { grant_type: 'client_credentials' })).status).toBe(400)
  expect((await asClient('POST', '/oauth/token', { grant_type: 'refresh_token' })).status).toBe(400)
})

test('the sessions of a customer are listed with their ids and revoked one by one', async () => {
  const { cloud, asClient, logIn, refresh, isValid } = await startShop()
  const lost = await cloud.send('POST', '/v1/auth/login', {
    headers: { ...client, 'x-original-user-agent': 'till-agent store-7', 'x-original-client-ip': '203.0.113.7' },
    json: asha,
  })
  const own = await logIn()
  const otherCustomer = await asClient('POST', '/auth/login/guest', newcomer)
  const { body: rows } = await cloud.send('GET', '/v1/oauth/tokens', { headers: bearer(own) })
  expect(rows).toHaveLength(2)
  expect(rows[0]).toEqual({
    id: claimsOf(lost.body.access_token).jti,
    ip: '203.0.113.7',
    user_agent: 'till-agent store-7',
    created_at: '2026-01-01 00:00:00',
    updated_at: '2026-01-01 00:00:00',
    expires_at: '2026-02-01T00:00:00.000000Z',
  })

  const revoke = (id: string, as: Reply) => cloud.send('DELETE', `/v1/oauth/tokens/${id}`, { headers: bearer(as) })
  expect((await revoke(rows[0].id, otherCustomer)).status).toBe(404)
  expect((await revoke(lost.body.access_token, own)).status).toBe(404)
  expect((await revoke(rows[0].id, own)).status).toBe(204)
  expect([await isValid(lost), await isValid(own)]).toEqual([false, true])
  expect((await refresh(lost)).status).toBe(401)
})

test('logging out needs the shop and ends both tokens', async () => {
  const { cloud, logIn, refresh, isValid } = await startShop()
  const pair = await logIn()
  const { Authorization } = bearer(pair)
  expect((await cloud.send('POST', '/v1/auth/logout', { headers: { Authorization } })).status).toBe(400)
  expect(await isValid(pair)).toBe(true)
  expect((await cloud.send('POST', '/v1/auth/logout', { headers: bearer(pair) })).status).toBe(204)
  expect(await isValid(pair)).toBe(false)
  expect((await refresh(pair)).status).toBe(401)
})

test.each([
  [401, 'Bearer error="invalid_token"'],
  [403, null],
] as const)('the Customer Account API refuses an expired token with %i', async (accountTokenRefusal, header) => {
  const { cloud, logIn } = await startShop({ accountTokenRefusal })
  const pair = await logIn()
  const me = () => cloud.send('GET', '/api/oauth/me', { headers: bearer(pair) })
  expect((await me()).body).toMatchObject({ id: 8001, email: asha.email, status: { isGuestCustomer: false } })
  cloud.simulator.expireTokens()
  const refused = await me()
  expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([accountTokenRefusal, header])
})

test('one call expires every access token, another one the refresh tokens, too', async () => {
  const { cloud, logIn, refresh, isValid } = await startShop()
  const [first, second] = [await logIn(), await logIn()]
  await cloud.post('/_simulator/expire-tokens', {}, {})
  expect([await isValid(first), await isValid(second)]).toEqual([false, false])
  const renewed = await refresh(first)
  expect(await isValid(renewed)).toBe(true)
  await cloud.post('/_simulator/expire-tokens', { renewal: true }, {})
  expect((await refresh(renewed)).status).toBe(401)
  expect((await refresh(second)).status).toBe(401)
  expect((await logIn()).status).toBe(200)
})
