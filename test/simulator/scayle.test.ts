import { createHmac, createPublicKey, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { asha, bearer, client, newcomer, start, startShop } from './scayleShop.ts'
import { allOutputOf, basic, claimsOf, type Reply } from './start.ts'

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
  ['an unknown client', basic('6', 'demo-scayle-secret')],
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

test('a customer’s mistake is 404, 403 or 409, and never 401', async () => {
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
  ['a shop of another client', { ...asha, shop_id: 77 }, 'shop_id'],
  ['no password', { email: asha.email, shop_id: 1000 }, 'password'],
])('%s is a validation_error that does not repeat the password', async (_, body, property) => {
  const { logIn } = await startShop()
  const reply = await logIn(body)
  expect([reply.status, reply.body.error]).toEqual([400, 'validation_error'])
  expect(reply.body.message).toContain(`The property ${property} must be`)
  expect(JSON.stringify(reply.body)).not.toContain(asha.password)
})

test('a guest who registers later stays the same customer', async () => {
  const { asClient, logIn } = await startShop()
  const asGuest = await asClient('POST', '/auth/login/guest', newcomer)
  expect((await logIn({ email: newcomer.email, password: '', shop_id: 1000 })).status).toBe(400)
  const registered = await asClient('POST', '/auth/register', { ...newcomer, password: 'long enough' })
  expect([asGuest.status, registered.status]).toEqual([200, 201])
  expect(claimsOf(registered.body.access_token).customerId).toBe(claimsOf(asGuest.body.access_token).customerId)
  expect((await logIn({ email: newcomer.email, password: 'long enough', shop_id: 1000 })).status).toBe(200)
})

test('a reset mail holds a hash that works once and ends every older token', async () => {
  const { cloud, asClient, logIn, isValid, clock } = await startShop()
  const mail = { email: asha.email, shop_id: 1000, reset_url: 'https://shop.example.com/reset?h={hash}' }
  const send = (as: object = mail) => asClient('POST', '/auth/password/send-reset-email', as)
  const finish = (hash: string) =>
    asClient('PUT', '/auth/password/update-by-hash', { password: 'a new password', hash, shop_id: 1000 })
  const latest = () => cloud.simulator.messages().at(-1)?.code ?? ''

  expect((await send({ ...mail, email: 'nobody@example.com' })).status).toBe(404)
  expect((await send({ ...mail, reset_url: 'https://shop.example.com/reset' })).status).toBe(400)
  const before = await logIn()
  expect((await send()).status).toBe(200)
  const hash = latest()
  expect(cloud.simulator.messages()).toMatchObject([
    { to: asha.email, channel: 'EMAIL', text: expect.stringContaining(`https://shop.example.com/reset?h=${hash}`) },
  ])
  const after = await finish(hash)
  expect(after.body.access_token).toEqual(expect.any(String))
  expect([await isValid(before), await isValid(after)]).toEqual([false, true])
  expect([(await finish(hash)).status, (await finish('invented')).body]).toEqual([406, ''])
  expect([(await logIn()).status, (await logIn({ ...asha, password: 'a new password' })).status]).toEqual([404, 200])

  await send()
  clock.advanceMinutes(61)
  expect((await finish(latest())).status).toBe(406)
})

test('a logged-in customer changes the password by naming the old one', async () => {
  const { cloud, logIn } = await startShop()
  const pair = await logIn()
  const change = (password: string, headers: Record<string, string> = bearer(pair)) =>
    cloud.send('PUT', '/v1/auth/password', { headers, json: { password, new_password: 'a new password' } })
  expect((await change('wrong')).status).toBe(403)
  expect((await change(asha.password, client)).status).toBe(401)
  expect((await change(asha.password)).status).toBe(204)
  expect((await logIn({ ...asha, password: 'a new password' })).status).toBe(200)
})

test('a browser comes back from the identity provider with a code that works once', async () => {
  const { cloud, asClient } = await startShop()
  const go = (secret: string, exp = start / 1000 + 900) =>
    cloud.send(
      'GET',
      `/v1/auth/external/redirect?shopId=1000&jwt=${signed({ callbackUrl: 'https://shop.example.com/in?state=7', idpKey: 'google', clientId: '5', iat: start / 1000, exp }, secret)}`,
    )
  expect((await go('guessed secret')).status).toBe(400)
  expect((await go('demo-shop-secret', start / 1000 - 1)).status).toBe(400)
  const { status, headers } = await go('demo-shop-secret')
  const callback = new URL(headers.get('location') ?? '')
  expect([status, callback.origin, callback.searchParams.get('state')]).toEqual([302, 'https://shop.example.com', '7'])

  const exchange = { grant_type: 'authorization_code', code: callback.searchParams.get('code') }
  const pair = await asClient('POST', '/oauth/token', exchange)
  expect(claimsOf(pair.body.access_token).customerId).toBe(8001)
  expect((await asClient('POST', '/oauth/token', exchange)).status).toBe(400)
})

test.each([
  [{ fault: '401' }, 401, 'INVALID_CLIENT'],
  [{ fault: '498' }, 401, 'unauthorized'],
  [{ fault: '429' }, 429, 'too_many_requests'],
  [{ fault: '503' }, 503, 'service_unavailable'],
  [{ fault: 'code', code: 424 }, 424, 'scripted'],
] as const)('fault %o has SCAYLE’s format', async (fault, status, error) => {
  const { cloud, logIn } = await startShop()
  cloud.simulator.injectFault({ ...fault, path: '/v1/', times: 1 })
  const { status: actualStatus, body } = await logIn()
  expect([actualStatus, body.error]).toEqual([status, error])
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

test('a reset removes new customers, and their tokens do not become those of the next one', async () => {
  const { cloud, asClient, logIn, isValid } = await startShop()
  const guest = await asClient('POST', '/auth/login/guest', newcomer)
  const kept = await logIn()
  cloud.simulator.reset()
  await asClient('POST', '/auth/login/guest', { ...newcomer, email: 'other@example.com' })
  expect([await isValid(guest), await isValid(kept)]).toEqual([false, true])
})

test('no output holds a secret of a shop or a customer', async () => {
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
  const printed = await allOutputOf(cloud)
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
