import { createHmac, createPublicKey, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import type { ScayleOptions } from '../../simulator/simulator.ts'
import { basic, claimsOf, clockAt, everythingPrintedOf, type Reply, startCloud } from './start.ts'

const client = basic('5', 'demo-scayle-secret')
const asha = { email: 'asha.example@example.com', password: 'demo-password-1', shop_id: 1000 }
const newcomer = { first_name: 'Nora', last_name: 'Neu', email: 'nora.neu@example.com', gender: 'f', shop_id: 1000 }
const start = Date.UTC(2026, 0, 1)

const bearer = ({ body }: Reply) => ({ Authorization: `Bearer ${body.access_token}`, 'X-Shop-Id': '1000' })

async function startShop(assumptions: ScayleOptions['assumptions'] = {}) {
  const clock = clockAt(start)
  const cloud = await startCloud({ now: clock.now, scayle: { assumptions } })
  const asClient = (method: string, path: string, json: unknown) =>
    cloud.send(method, `/v1${path}`, { headers: client, json })
  return {
    cloud,
    clock,
    asClient,
    logIn: (as: object = asha) => asClient('POST', '/auth/login', as),
    refresh: (pair: Reply) =>
      asClient('POST', '/oauth/token', { grant_type: 'refresh_token', refresh_token: pair.body.refresh_token }),
    isGood: async (pair: Reply) =>
      (await cloud.send('GET', '/v1/oauth/token/validate', { headers: bearer(pair) })).status === 200,
  }
}

test('a right password becomes a token pair whose access token is a signed JWT', async () => {
  const { cloud, logIn } = await startShop()
  const { status, body } = await logIn()
  expect(status).toBe(200)
  expect(body).toEqual({
    token_type: 'Bearer',
    expires_in: 2_678_400,
    access_token: expect.any(String),
    refresh_token: expect.stringMatching(/^def50[0-9a-f]{100,}$/),
  })
  const claims = claimsOf(body.access_token)
  expect(claims).toMatchObject({ aud: '5', sub: '8001', scopes: [], customerId: 8001 })
  expect(claims.exp).toBeCloseTo(start / 1000 + 2_678_400, 2)
  expect(Number.isInteger(claims.exp)).toBe(false)

  const { keys } = (await cloud.send('GET', '/.well-known/jwks.json')).body
  const [head, payload, signature] = body.access_token.split('.')
  const key = createPublicKey({ key: keys[0], format: 'jwk' })
  expect(verify('sha256', Buffer.from(`${head}.${payload}`), key, Buffer.from(signature, 'base64url'))).toBe(true)
})

test.each([
  ['a wrong client secret', basic('5', 'guess')],
  ['a client there is not', basic('6', 'demo-scayle-secret')],
  ['no credential at all', {}],
])('%s is 401 INVALID_CLIENT, before the body is looked at', async (_, headers) => {
  const { cloud } = await startShop()
  for (const path of ['/auth/login', '/auth/register', '/auth/login/guest', '/oauth/token']) {
    const { status, body } = await cloud.send('POST', `/v1${path}`, { headers, json: asha })
    expect([status, body]).toEqual([
      401,
      { error: 'INVALID_CLIENT', message: 'Client authentication failed.', context: null },
    ])
  }
})

test('the trouble of a customer is 404, 403 or 409, and never 401', async () => {
  const { asClient, logIn } = await startShop()
  const status = async (reply: Promise<Reply>) => (await reply).status
  const register = (as: object) => asClient('POST', '/auth/register', as)
  const guest = (as: object) => asClient('POST', '/auth/login/guest', as)

  expect(await status(logIn({ ...asha, password: 'wrong' }))).toBe(404)
  expect(await status(logIn({ ...asha, email: 'nobody@example.com' }))).toBe(404)
  expect(await status(logIn({ ...asha, email: 'bruno.muster@example.com', password: 'demo-password-2' }))).toBe(403)
  expect(await status(register({ ...newcomer, email: asha.email, password: 'long enough' }))).toBe(409)
  expect(await status(guest({ ...newcomer, email: asha.email }))).toBe(409)
  expect(await status(register({ ...newcomer, password: 'short' }))).toBe(422)
})

test.each([
  ['a shop id in quotes', { ...asha, shop_id: '1000' }, 'shop_id'],
  ['no shop id', { email: asha.email, password: asha.password }, 'shop_id'],
  ['a shop of somebody else', { ...asha, shop_id: 77 }, 'shop_id'],
  ['no password', { email: asha.email, shop_id: 1000 }, 'password'],
])('%s is a validation_error that does not say the password back', async (_, body, property) => {
  const { logIn } = await startShop()
  const reply = await logIn(body)
  expect([reply.status, reply.body.error]).toEqual([400, 'validation_error'])
  expect(reply.body.message).toContain(`The property ${property} must be`)
  expect(JSON.stringify(reply.body)).not.toContain(asha.password)
})

test('somebody registers, and a guest who registers later stays the same customer', async () => {
  const { asClient, logIn } = await startShop()
  const asGuest = await asClient('POST', '/auth/login/guest', newcomer)
  expect((await logIn({ email: newcomer.email, password: '', shop_id: 1000 })).status).toBe(400)
  const registered = await asClient('POST', '/auth/register', { ...newcomer, password: 'long enough' })
  expect([asGuest.status, registered.status]).toEqual([200, 201])
  expect(claimsOf(registered.body.access_token).customerId).toBe(claimsOf(asGuest.body.access_token).customerId)
  expect((await logIn({ email: newcomer.email, password: 'long enough', shop_id: 1000 })).status).toBe(200)
})

test('a refresh gives a new pair, ends the old one, and does not postpone the day of the next login', async () => {
  const { clock, logIn, refresh, isGood } = await startShop({ accessTokenSeconds: 600, refreshTokenSeconds: 3600 })
  const first = await logIn()
  clock.advanceMinutes(11)
  expect(await isGood(first)).toBe(false)
  const second = await refresh(first)
  expect([second.status, second.body.expires_in]).toEqual([200, 600])
  expect(second.body.refresh_token).not.toBe(first.body.refresh_token)
  expect(await isGood(second)).toBe(true)

  const again = await refresh(first)
  expect([again.status, again.body.error]).toEqual([401, 'invalid_grant'])
  expect(await isGood(second)).toBe(true)
  clock.advanceMinutes(50)
  expect((await refresh(second)).status).toBe(401)
})

test.each([
  [true, false],
  [false, true],
])(
  'whether a refresh ends the access token it replaces is an assumption: %s',
  async (refreshEndsOldAccessToken, good) => {
    const { logIn, refresh, isGood } = await startShop({ refreshEndsOldAccessToken })
    const first = await logIn()
    await refresh(first)
    expect(await isGood(first)).toBe(good)
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
  const { logIn, refresh, isGood } = await startShop({ refreshTokenReuse: 'ends the session' })
  const first = await logIn()
  const second = await refresh(first)
  await refresh(first)
  expect(await isGood(second)).toBe(false)
})

test('a refresh token is good for its own client only', async () => {
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

test('the token endpoint takes JSON, not the usual form, and two grants', async () => {
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
  const { cloud, asClient, logIn, refresh, isGood } = await startShop()
  const lost = await cloud.send('POST', '/v1/auth/login', {
    headers: { ...client, 'x-original-user-agent': 'till-agent store-7', 'x-original-client-ip': '203.0.113.7' },
    json: asha,
  })
  const own = await logIn()
  const stranger = await asClient('POST', '/auth/login/guest', newcomer)
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
  expect((await revoke(rows[0].id, stranger)).status).toBe(404)
  expect((await revoke(lost.body.access_token, own)).status).toBe(404)
  expect((await revoke(rows[0].id, own)).status).toBe(204)
  expect([await isGood(lost), await isGood(own)]).toEqual([false, true])
  expect((await refresh(lost)).status).toBe(401)
})

test('logging out needs the shop and ends both tokens', async () => {
  const { cloud, logIn, refresh, isGood } = await startShop()
  const pair = await logIn()
  const { Authorization } = bearer(pair)
  expect((await cloud.send('POST', '/v1/auth/logout', { headers: { Authorization } })).status).toBe(400)
  expect(await isGood(pair)).toBe(true)
  expect((await cloud.send('POST', '/v1/auth/logout', { headers: bearer(pair) })).status).toBe(204)
  expect(await isGood(pair)).toBe(false)
  expect((await refresh(pair)).status).toBe(401)
})

test('a reset mail holds a hash that works once and ends every older token', async () => {
  const { cloud, asClient, logIn, isGood, clock } = await startShop()
  const mail = { email: asha.email, shop_id: 1000, reset_url: 'https://shop.example.com/reset?h={hash}' }
  const ask = (as: object = mail) => asClient('POST', '/auth/password/send-reset-email', as)
  const finish = (hash: string) =>
    asClient('PUT', '/auth/password/update-by-hash', { password: 'a new password', hash, shop_id: 1000 })
  const latest = () => cloud.simulator.messages().at(-1)?.code ?? ''

  expect((await ask({ ...mail, email: 'nobody@example.com' })).status).toBe(404)
  expect((await ask({ ...mail, reset_url: 'https://shop.example.com/reset' })).status).toBe(400)
  const before = await logIn()
  expect((await ask()).status).toBe(200)
  const hash = latest()
  expect(cloud.simulator.messages()).toMatchObject([
    { to: asha.email, channel: 'EMAIL', text: expect.stringContaining(`https://shop.example.com/reset?h=${hash}`) },
  ])
  const after = await finish(hash)
  expect(after.body.access_token).toEqual(expect.any(String))
  expect([await isGood(before), await isGood(after)]).toEqual([false, true])
  expect([(await finish(hash)).status, (await finish('invented')).body]).toEqual([406, ''])
  expect([(await logIn()).status, (await logIn({ ...asha, password: 'a new password' })).status]).toEqual([404, 200])

  await ask()
  clock.advanceMinutes(61)
  expect((await finish(latest())).status).toBe(406)
})

test('a customer who is logged in changes the password by naming the old one', async () => {
  const { cloud, logIn } = await startShop()
  const pair = await logIn()
  const change = (password: string, headers: Record<string, string> = bearer(pair)) =>
    cloud.send('PUT', '/v1/auth/password', { headers, json: { password, new_password: 'a new password' } })
  expect((await change('wrong')).status).toBe(403)
  expect((await change(asha.password, client)).status).toBe(401)
  expect((await change(asha.password)).status).toBe(204)
  expect((await logIn({ ...asha, password: 'a new password' })).status).toBe(200)
})

test('a browser comes back from the identity provider with a code that is good once', async () => {
  const { cloud, asClient } = await startShop()
  const go = (secret: string, exp = start / 1000 + 900) =>
    cloud.send(
      'GET',
      `/v1/auth/external/redirect?shopId=1000&jwt=${signed({ callbackUrl: 'https://shop.example.com/in?state=7', idpKey: 'google', clientId: '5', iat: start / 1000, exp }, secret)}`,
    )
  expect((await go('guessed secret')).status).toBe(400)
  expect((await go('demo-shop-secret', start / 1000 - 1)).status).toBe(400)
  const { status, headers } = await go('demo-shop-secret')
  const landed = new URL(headers.get('location') ?? '')
  expect([status, landed.origin, landed.searchParams.get('state')]).toEqual([302, 'https://shop.example.com', '7'])

  const exchange = { grant_type: 'authorization_code', code: landed.searchParams.get('code') }
  const pair = await asClient('POST', '/oauth/token', exchange)
  expect(claimsOf(pair.body.access_token).customerId).toBe(8001)
  expect((await asClient('POST', '/oauth/token', exchange)).status).toBe(400)
})

test.each([
  [401, 'Bearer error="invalid_token"'],
  [403, null],
] as const)('the Customer Account API says an expired token is %i', async (accountTokenRefusal, header) => {
  const { cloud, logIn } = await startShop({ accountTokenRefusal })
  const pair = await logIn()
  const me = () => cloud.send('GET', '/api/oauth/me', { headers: bearer(pair) })
  expect((await me()).body).toMatchObject({ id: 8001, email: asha.email, status: { isGuestCustomer: false } })
  cloud.simulator.expireTokens()
  const refused = await me()
  expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([accountTokenRefusal, header])
})

test('one call expires every access token, and another the refresh tokens, too', async () => {
  const { cloud, logIn, refresh, isGood } = await startShop()
  const [one, other] = [await logIn(), await logIn()]
  await cloud.post('/_simulator/expire-tokens', {}, {})
  expect([await isGood(one), await isGood(other)]).toEqual([false, false])
  const renewed = await refresh(one)
  expect(await isGood(renewed)).toBe(true)
  await cloud.post('/_simulator/expire-tokens', { renewal: true }, {})
  expect((await refresh(renewed)).status).toBe(401)
  expect((await refresh(other)).status).toBe(401)
  expect((await logIn()).status).toBe(200)
})

test.each([
  [{ fault: '401' }, 401, 'INVALID_CLIENT'],
  [{ fault: '498' }, 401, 'unauthorized'],
  [{ fault: '429' }, 429, 'too_many_requests'],
  [{ fault: '503' }, 503, 'service_unavailable'],
  [{ fault: 'code', code: 424 }, 424, 'scripted'],
] as const)('fault %o is said as SCAYLE says it', async (fault, status, error) => {
  const { cloud, logIn } = await startShop()
  cloud.simulator.script({ ...fault, path: '/v1/', times: 1 })
  const { status: answered, body } = await logIn()
  expect([answered, body.error]).toEqual([status, error])
  expect((await logIn()).status).toBe(200)
})

test('requests are counted by endpoint', async () => {
  const { cloud, logIn, refresh } = await startShop()
  const pair = await refresh(await logIn())
  await refresh(pair)
  await cloud.send('DELETE', '/v1/oauth/tokens/one', { headers: bearer(pair) })
  await cloud.send('DELETE', '/v1/oauth/tokens/two', { headers: bearer(pair) })
  await cloud.send('GET', '/v1/nothing')
  expect(cloud.simulator.counts()).toEqual({
    'POST /v1/auth/login': 1,
    'POST /v1/oauth/token': 2,
    'DELETE /v1/oauth/tokens/{id}': 2,
    elsewhere: 1,
  })
  cloud.simulator.reset()
  expect(cloud.simulator.counts()).toEqual({})
})

test('a reset forgets the newcomers, and their tokens do not become the next newcomer’s', async () => {
  const { cloud, asClient, logIn, isGood } = await startShop()
  const guest = await asClient('POST', '/auth/login/guest', newcomer)
  const kept = await logIn()
  cloud.simulator.reset()
  await asClient('POST', '/auth/login/guest', { ...newcomer, email: 'other@example.com' })
  expect([await isGood(guest), await isGood(kept)]).toEqual([false, true])
})

test('no secret of a shop or a customer can be read afterwards', async () => {
  const { cloud, logIn, refresh, asClient } = await startShop()
  const pair = await logIn()
  const next = await refresh(pair)
  await asClient('PUT', '/auth/password/update-by-hash', {
    password: 'chosen anew',
    hash: 'hash-of-mail',
    shop_id: 1000,
  })
  await cloud.send('GET', '/v1/auth/external/redirect?shopId=1000&jwt=signed-jwt')
  await cloud.send('GET', '/api/oauth/me', { headers: bearer(next) })
  const printed = await everythingPrintedOf(cloud)
  for (const secret of [
    'demo-scayle-secret',
    client.Authorization?.slice(6) ?? '',
    asha.password,
    pair.body.access_token,
    pair.body.refresh_token,
    next.body.access_token,
    next.body.refresh_token,
    'chosen anew',
    'hash-of-mail',
    'signed-jwt',
  ]) {
    expect(secret.length).toBeGreaterThan(8)
    expect(printed).not.toContain(secret)
  }
  expect(printed).toContain('Basic 5:•••• (secret ok)')
  expect(printed).toContain('Bearer •••• (token ok)')
  const [login] = cloud.simulator.seen()
  expect(JSON.parse(String(login?.rawBody()))).toEqual(asha)
  expect(cloud.simulator.seen().at(-1)?.rawAuthorization()).toBe(`Bearer ${next.body.access_token}`)
})

function signed(claims: object, secret: string): string {
  const text = [{ typ: 'JWT', alg: 'HS256' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}
