import { describe, expect, test } from 'vitest'
import { RouteTable } from '#core/clients/routeTable.ts'
import { scayle } from '#schemes/scayle/scheme.ts'
import type { ScayleOptions, SeenRequest } from '#simulator/simulator.ts'
import { jsonIn, startCloudTill } from '#test/schemes/cloudTill.ts'
import { canaries } from '#test/support/canaries.ts'
import { startSchemeTill } from '#test/support/schemeTill.ts'
import { faultOf } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const secret = canaries.oauthSecret
const basic = `Basic ${Buffer.from(`5:${secret}`).toString('base64')}`
const password = 'demo-password-1'
const asha = { email: 'asha.example@example.com', password, shop_id: 1000 }
const newcomer = { first_name: 'Nora', last_name: 'Neu', email: 'nora.neu@example.com', gender: 'f', shop_id: 1000 }
const everything = { methods: ['*'], path: '/**' }

interface Shop {
  assumptions?: ScayleOptions['assumptions']
  clientSecret?: string
  mayHaveToken?: boolean
}

async function startShop({ assumptions = {}, clientSecret = secret, mayHaveToken = false }: Shop = {}) {
  const till = await startCloudTill({
    simulator: { scayle: { clients: [{ clientId: '5', clientSecret: secret }], assumptions } },
    entry: (url) => entryFor(`${url}/v1`, { clientSecret }),
    grants: mayHaveToken ? [everything, 'hand-over'] : [everything],
  })
  const { simulator, clock, send } = till
  const as = (customer: string) => ({ 'Till-Agent-Customer': customer })
  const logIn = async (who: object = asha) => {
    const response = await send('POST', '/auth/login', who)
    return (await response.json()) as { customer: string; access_token?: string; refresh_token?: string }
  }
  const validate = (customer: string) => send('GET', '/oauth/token/validate', undefined, as(customer))
  const refreshes = () => simulator.seen().filter((seen) => jsonIn(seen).grant_type === 'refresh_token')
  const count = (call: string) => simulator.counts()[call] ?? 0
  return { simulator, till, clock, send, as, logIn, validate, refreshes, count }
}

const entryFor = (baseUrl: string, more: object = {}) => ({
  ...{ scheme: 'scayle', baseUrl, clientId: '5', clientSecret: secret, shopId: 1000 },
  ...more,
})

const bearerIn = (seen: SeenRequest | undefined) => seen?.rawAuthorization().replace(/^Bearer /, '') ?? ''

describe('signing in', () => {
  test('the body goes unchanged with the till’s Basic, and a handle comes back in place of the tokens', async () => {
    const { simulator, till, send } = await startShop()
    const headers = { Authorization: 'Bearer mine', 'X-Shop-Id': '1001', 'x-internal-access': 'yes' }
    const response = await send('POST', '/auth/login', asha, headers)
    expect(response.status).toBe(200)
    const answer = (await response.json()) as { expires_in: number }
    // Some seconds may have passed since it was made.
    expect(2_678_400 - answer.expires_in).toBeLessThan(60)
    expect(answer).toEqual({
      token_type: 'Bearer',
      expires_in: expect.any(Number),
      access_token: expect.stringMatching(/\.cs_[A-Za-z0-9_-]{22,}$/),
      refresh_token: expect.stringMatching(/^cs_[A-Za-z0-9_-]{22,}$/),
      customer: expect.stringMatching(/^cs_[A-Za-z0-9_-]{22,}$/),
    })
    const [seen] = simulator.seen()
    expect(`${seen?.method} ${seen?.path}`).toBe('POST /v1/auth/login')
    expect(seen?.rawAuthorization()).toBe(basic)
    expect(seen?.rawBody()?.toString()).toBe(JSON.stringify(asha))
    expect(seen?.headers).toMatchObject({ 'content-type': 'application/json', accept: 'application/json' })
    expect(['x-shop-id', 'x-internal-access', 'till-agent-customer'].map((name) => seen?.rawHeader(name))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    till.expectNoLeak(password, basic.slice(6))
  })

  test.each([
    ['a guest', 'POST', '/auth/login/guest', newcomer, 200],
    ['a newcomer', 'POST', '/auth/register', { ...newcomer, password: 'long enough' }, 201],
  ])('%s gets a handle', async (_, method, path, body, status) => {
    const { send, validate } = await startShop()
    const response = await send(method, path, body)
    const shown = (await response.json()) as { customer: string }
    const names = ['access_token', 'customer', 'expires_in', 'refresh_token', 'token_type']
    expect([response.status, Object.keys(shown).sort()]).toEqual([status, names])
    expect((await validate(shown.customer)).status).toBe(200)
  })

  test('only a client that may have tokens gets the access token, and none gets the refresh token', async () => {
    const { logIn, till, simulator, validate } = await startShop({ mayHaveToken: true })
    const shown = await logIn()
    expect(shown.refresh_token).toBe(shown.customer)
    await validate(shown.customer)
    expect(bearerIn(simulator.seen().at(-1))).toBe(shown.access_token)
    till.expectNoLeak(shown.access_token ?? '', shown.customer)
  })

  test('somebody who was signing in while the secret was replaced signs in again', async () => {
    const { promise: rotated, resolve: onRotated } = Promise.withResolvers<void>()
    const cloud = await startUpstream(async (_, response) => {
      const pair = { access_token: 'a.b.c', refresh_token: 'def50', token_type: 'Bearer', expires_in: 600 }
      await rotated
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(pair))
    })
    const till = await startSchemeTill({ entry: entryFor(cloud.url) })
    const logIn = () => till.call('/auth/login', { method: 'POST', body: JSON.stringify(asha) })
    const signingIn = logIn()
    await expect.poll(() => cloud.seen.length).toBe(1)
    await till.agent.upstreams.rotate('cloud', { clientSecret: 'another-secret' }, false)
    onRotated()
    expect(await faultOf(await signingIn)).toBe('UPSTREAM_ANSWER_INVALID')
    expect(await (await till.ask('/v1/upstreams/cloud/customers')).json()).toEqual({ customers: [] })
    expect(await (await logIn()).json()).toMatchObject({ customer: expect.stringMatching(/^cs_/) })
  })

  test.each([
    ['a wrong password', { ...asha, password: 'wrong' }, 404],
    ['an unknown address', { ...asha, email: 'nobody@example.com' }, 404],
    ['somebody deactivated', { ...asha, email: 'bruno.muster@example.com', password: 'demo-password-2' }, 403],
    ['a body that is wrong', { email: asha.email }, 400],
  ])('%s is passed on and locks nothing', async (_, body, status) => {
    const { till, send, logIn } = await startShop()
    const response = await send('POST', '/auth/login', body)
    expect([response.status, Object.keys((await response.json()) as object)]).toEqual([
      status,
      expect.arrayContaining(['error', 'message']),
    ])
    expect(till.agent.upstreams.list()[0]?.state).toBe('ready')
    expect((await logIn()).customer).toMatch(/^cs_/)
  })

  test.each([
    [
      'an account that exists',
      'POST',
      '/auth/register',
      { ...newcomer, email: asha.email, password: 'long enough' },
      409,
    ],
    ['a guest with an account', 'POST', '/auth/login/guest', { ...newcomer, email: asha.email }, 409],
    [
      'a reset for nobody',
      'POST',
      '/auth/password/send-reset-email',
      { email: 'no@example.com', shop_id: 1000, reset_url: 'https://shop.example.com/reset?hash={hash}' },
      404,
    ],
    [
      'a spent hash',
      'PUT',
      '/auth/password/update-by-hash',
      { password: 'long enough', hash: 'spent', shop_id: 1000 },
      406,
    ],
    ['a code there is not', 'POST', '/oauth/token', { grant_type: 'authorization_code', code: 'guess' }, 400],
  ])('%s is passed on to the customer and locks nothing', async (_, method, path, body, status) => {
    const { till, send } = await startShop()
    expect((await send(method, path, body)).status).toBe(status)
    expect(till.agent.upstreams.list()[0]?.state).toBe('ready')
  })

  test('a code that is refused with 401 does not lock the till, a client that is refused there does', async () => {
    const { till, send } = await startShop({ assumptions: { badCodeStatus: 401 } })
    const exchange = { grant_type: 'authorization_code', code: 'guess' }
    expect((await send('POST', '/oauth/token', exchange)).status).toBe(401)
    expect(till.agent.upstreams.list()[0]?.state).toBe('ready')

    const wrong = await startShop({ clientSecret: 'guess' })
    for (const _ of [1, 2])
      expect(await faultOf(await wrong.send('POST', '/oauth/token', exchange))).toBe('UPSTREAM_LOCKED')
    expect(wrong.simulator.seen()).toHaveLength(2)
  })

  test('a wrong secret locks after one more try', async () => {
    const { simulator, send } = await startShop({ clientSecret: 'guess' })
    for (const _ of [1, 2]) expect(await faultOf(await send('POST', '/auth/login', asha))).toBe('UPSTREAM_LOCKED')
    expect(simulator.seen()).toHaveLength(2)
  })

  test.each([
    ['a refresh grant', JSON.stringify({ grant_type: 'refresh_token', refresh_token: 'def50' })],
    ['another grant', JSON.stringify({ grant_type: 'client_credentials' })],
    ['a form', 'grant_type=refresh_token&refresh_token=def50'],
    ['nothing readable', '{'],
  ])('%s by a caller is refused and not sent', async (_, body) => {
    const { simulator, till } = await startShop()
    for (const path of ['/oauth/token', '/oauth/token/', '/OAuth/Token', '/oauth/token;x'])
      expect(await faultOf(await till.call(path, { method: 'POST', body }))).toBe('BODY_REFUSED')
    expect(simulator.seen()).toEqual([])
  })

  test('the body that was checked is the body that is sent', async () => {
    const { simulator, till } = await startShop()
    const body = '{"grant_type":"refresh_token","grant_type":"authorization_code","code":"x","refresh_token":"y"}'
    await till.call('/oauth/token', { method: 'POST', body, headers: { 'Content-Type': 'application/json' } })
    expect(simulator.seen()[0]?.rawBody()?.toString()).toBe(
      '{"grant_type":"authorization_code","code":"x","refresh_token":"y"}',
    )
  })
})

describe('in a customer’s name', () => {
  test('a request has their token and the shop, and never the till’s Basic', async () => {
    const { simulator, till, send, as, logIn } = await startShop()
    const { customer } = await logIn()
    const response = await send('GET', '/oauth/tokens', undefined, { ...as(customer), 'X-Shop-Id': '1001' })
    expect(await response.json()).toHaveLength(1)
    const seen = simulator.seen().at(-1)
    expect(seen?.rawAuthorization()).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/)
    expect(seen?.rawHeader('x-shop-id')).toBe('1000')
    till.expectNoLeak(bearerIn(seen), customer)
  })

  test('customers change their password, and a wrong one locks nothing', async () => {
    const { till, send, as, logIn } = await startShop()
    const { customer } = await logIn()
    const change = (current: string) =>
      send('PUT', '/auth/password', { password: current, new_password: 'demo-password-9' }, as(customer))
    expect((await change('wrong')).status).toBe(403)
    expect((await change(password)).status).toBe(204)
    expect(till.agent.upstreams.list()[0]?.state).toBe('ready')
    till.expectNoLeak(password, 'demo-password-9')
  })

  test.each([
    ['made up', 'cs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['empty', ''],
    ['no handle at all', 'asha'],
  ])('a handle that is %s is refused, and the till’s credential is not sent instead', async (_, handle) => {
    const { simulator, till, send, as } = await startShop()
    const response = await send('POST', '/auth/login', asha, as(handle))
    const { remedy } = (await response.clone().json()) as { remedy: string }
    expect([response.status, await faultOf(response), remedy]).toEqual([
      401,
      'CUSTOMER_UNKNOWN',
      'Have the customer sign in again.',
    ])
    expect(simulator.seen()).toEqual([])
    if (handle !== '') till.expectNoLeak(handle)
  })

  test('another client cannot use the handle, see it or end it', async () => {
    const { till, simulator, validate, logIn } = await startShop()
    const { customer } = await logIn()
    const grants = [{ upstream: 'cloud', allow: [everything] }]
    const { key } = till.agent.clients.add({ id: 'kiosk', name: 'Kiosk', grants, origins: [] })
    const asKiosk = (path: string, init: RequestInit = {}) =>
      till.ask(path, { ...init, headers: { 'Till-Agent-Key': key, ...init.headers } })
    const headers = { 'Till-Agent-Customer': customer }
    const before = simulator.seen().length
    expect(await faultOf(await asKiosk('/via/cloud/oauth/tokens', { headers }))).toBe('CUSTOMER_UNKNOWN')
    expect(await (await asKiosk('/v1/upstreams/cloud/customers')).json()).toEqual({ customers: [] })
    const path = `/v1/upstreams/cloud/customers/${customer}`
    expect(await faultOf(await asKiosk(path, { method: 'DELETE' }))).toBe('CUSTOMER_UNKNOWN')
    expect(simulator.seen()).toHaveLength(before)
    expect((await validate(customer)).status).toBe(200)
  })
})

test('a handle sent to an upstream without customers is refused, and its credential is not sent instead', async () => {
  const cloud = await startUpstream((_, response) => response.end('{}'))
  const till = await startSchemeTill({ entry: { scheme: 'header', baseUrl: cloud.url, name: 'X-Key', value: secret } })
  const headers = { 'Till-Agent-Customer': 'cs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }
  expect(await faultOf(await till.call('/things', { headers }))).toBe('CUSTOMER_UNKNOWN')
  expect(cloud.seen).toEqual([])
})

describe('renewal', () => {
  test('ten requests with an expired token renew it once, as the SDK does', async () => {
    const { simulator, clock, validate, logIn, refreshes, till } = await startShop({
      assumptions: { accessTokenSeconds: 600 },
    })
    const { customer } = await logIn()
    clock.skip(601_000)
    const answers = await Promise.all(Array.from({ length: 10 }, () => validate(customer)))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect(refreshes()).toHaveLength(1)
    const [seen] = refreshes()
    expect([seen?.method, seen?.path, seen?.rawAuthorization()]).toEqual(['POST', '/v1/oauth/token', basic])
    expect(seen?.headers).toMatchObject({ 'content-type': 'application/json', accept: 'application/json' })
    const body = jsonIn(seen)
    expect(Object.entries(body)).toEqual([
      ['grant_type', 'refresh_token'],
      ['refresh_token', expect.stringMatching(/^def50/)],
    ])
    till.expectNoLeak(String(body.refresh_token), bearerIn(simulator.seen().at(-1)))
  })

  test('each refresh token is used once', async () => {
    const { clock, validate, logIn, refreshes } = await startShop({ assumptions: { accessTokenSeconds: 600 } })
    const { customer } = await logIn()
    for (const _ of [1, 2, 3]) {
      clock.skip(601_000)
      expect((await validate(customer)).status).toBe(200)
    }
    const used = refreshes().map((seen) => jsonIn(seen).refresh_token)
    expect([used.length, new Set(used).size]).toEqual([3, 3])
  })

  test('a token that SCAYLE no longer accepts is renewed once for all requests, which are sent again', async () => {
    const { simulator, send, as, logIn, refreshes, validate } = await startShop()
    const { customer } = await logIn()
    await validate(customer)
    simulator.expireTokens()
    const answers = await Promise.all(Array.from({ length: 10 }, () => validate(customer)))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect(refreshes()).toHaveLength(1)
    simulator.expireTokens()
    const change = { password, new_password: 'demo-password-9' }
    expect((await send('PUT', '/auth/password', change, as(customer))).status).toBe(204)
  })

  test('the tokens of two customers are renewed separately', async () => {
    const { clock, send, validate, logIn, refreshes } = await startShop({ assumptions: { accessTokenSeconds: 600 } })
    const { customer } = await logIn()
    const guest = (await (await send('POST', '/auth/login/guest', newcomer)).json()) as { customer: string }
    clock.skip(601_000)
    expect((await validate(guest.customer)).status).toBe(200)
    expect((await validate(customer)).status).toBe(200)
    expect(refreshes()).toHaveLength(2)
  })

  test('a customer whose session SCAYLE ended has to sign in again; the upstream stays ready', async () => {
    const { simulator, till, validate, logIn, refreshes } = await startShop()
    const { customer } = await logIn()
    simulator.expireTokens('access and renewal tokens')
    expect(await faultOf(await validate(customer))).toBe('CUSTOMER_UNKNOWN')
    expect(await faultOf(await validate(customer))).toBe('CUSTOMER_UNKNOWN')
    expect(refreshes()).toHaveLength(1)
    expect(await (await till.ask('/v1/upstreams/cloud/customers')).json()).toEqual({ customers: [] })
    expect((await validate((await logIn()).customer)).status).toBe(200)
  })

  test('while SCAYLE is down no expired token is sent, and the till recovers by itself', async () => {
    const { simulator, clock, validate, logIn, count } = await startShop({ assumptions: { accessTokenSeconds: 600 } })
    const { customer } = await logIn()
    clock.skip(601_000)
    simulator.injectFault({ fault: '503', times: 1 })
    const response = await validate(customer)
    expect([response.headers.get('retry-after'), await faultOf(response)]).toEqual([
      expect.stringMatching(/^\d+$/),
      'UPSTREAM_NOT_READY',
    ])
    expect(count('GET /v1/oauth/token/validate')).toBe(0)
    clock.skip(600_000)
    expect((await validate(customer)).status).toBe(200)
  })

  test('a renewal whose response was lost costs that customer another sign-in, and locks nothing', async () => {
    const pairs: string[] = []
    let isLost = false
    const cloud = await startUpstream((request, response) => {
      const isRefresh = request.url === '/oauth/token'
      if (isRefresh && isLost) {
        isLost = false
        pairs.shift()
        request.socket.destroy()
        return
      }
      const isGood = !isRefresh || pairs.length > 0
      response.writeHead(isGood ? 200 : 401, { 'Content-Type': 'application/json' })
      if (request.url === '/auth/login') pairs.push('pair')
      const pair = { token_type: 'Bearer', expires_in: 600, access_token: 'a.b.c', refresh_token: 'def50aa' }
      response.end(JSON.stringify(isGood ? pair : { error: 'invalid_grant' }))
    })
    const till = await startSchemeTill({ entry: entryFor(cloud.url) })
    const signedIn = await till.call('/auth/login', { method: 'POST', body: '{}' })
    const { customer } = (await signedIn.json()) as { customer: string }
    const get = () => till.call('/oauth/tokens', { headers: { 'Till-Agent-Customer': customer } })
    till.clock.skip(601_000)
    isLost = true
    expect(await faultOf(await get())).toBe('UPSTREAM_NOT_READY')
    till.clock.skip(60_000)
    expect(await faultOf(await get())).toBe('CUSTOMER_UNKNOWN')
    expect(till.agent.upstreams.list()[0]?.state).toBe('ready')
  })
})

test('a client secret that is refused when a customer is renewed locks the till after that one try', async () => {
  const cloud = await startUpstream((request, response) => {
    const isRefresh = request.url === '/oauth/token'
    response.writeHead(isRefresh ? 401 : 200, { 'Content-Type': 'application/json' })
    const pair = { token_type: 'Bearer', expires_in: 600, access_token: 'a.b.c', refresh_token: 'def50aa' }
    response.end(JSON.stringify(isRefresh ? { error: 'INVALID_CLIENT' } : pair))
  })
  const till = await startSchemeTill({ entry: entryFor(cloud.url) })
  const logIn = async () => {
    const response = await till.call('/auth/login', { method: 'POST', body: '{}' })
    return ((await response.json()) as { customer: string }).customer
  }
  const customers = [await logIn(), await logIn(), await logIn()]
  till.clock.skip(601_000)
  for (const customer of customers) {
    const response = await till.call('/oauth/tokens', { headers: { 'Till-Agent-Customer': customer } })
    expect(await faultOf(response)).toBe('UPSTREAM_LOCKED')
  }
  expect(cloud.seen).toHaveLength(4)
})

describe('the customers of a client', () => {
  test('are listed without secrets, and are signed out at SCAYLE too', async () => {
    const { simulator, till, validate, logIn } = await startShop()
    const { customer } = await logIn()
    await validate(customer)
    const access = bearerIn(simulator.seen().at(-1))
    const list = async () => (await (await till.ask('/v1/upstreams/cloud/customers')).json()) as object
    expect(await list()).toEqual({
      customers: [{ customer, state: 'signed-in', since: expect.any(Number), lastUsedAt: expect.any(Number) }],
    })
    const path = `/v1/upstreams/cloud/customers/${customer}`
    expect((await till.ask(path, { method: 'DELETE' })).status).toBe(204)
    const seen = simulator.seen().at(-1)
    expect([seen?.method, seen?.path, seen?.rawAuthorization(), seen?.rawHeader('x-shop-id'), seen?.status]).toEqual([
      'POST',
      '/v1/auth/logout',
      `Bearer ${access}`,
      '1000',
      204,
    ])
    expect(await list()).toEqual({ customers: [] })
    expect(await faultOf(await validate(customer))).toBe('CUSTOMER_UNKNOWN')
    expect(await faultOf(await till.ask(path, { method: 'DELETE' }))).toBe('CUSTOMER_UNKNOWN')
    const events = till.agent.audit.list(100).map(({ event, actor }) => `${actor} ${event}`)
    expect(events.filter((event) => event.includes('customer'))).toEqual(
      expect.arrayContaining(['pos/pos customer-signed-in', 'pos/pos customer-signed-out']),
    )
    till.expectNoLeak(customer, access)
  })

  test('are signed out here also while SCAYLE is down', async () => {
    const { simulator, till, validate, logIn } = await startShop()
    const { customer } = await logIn()
    simulator.injectFault({ fault: '503', times: 1 })
    expect((await till.ask(`/v1/upstreams/cloud/customers/${customer}`, { method: 'DELETE' })).status).toBe(204)
    expect(await faultOf(await validate(customer))).toBe('CUSTOMER_UNKNOWN')
  })

  test('are signed out by SCAYLE’s own call too', async () => {
    const { send, as, validate, logIn, count } = await startShop()
    const { customer } = await logIn()
    expect((await send('POST', '/auth/logout', undefined, as(customer))).status).toBe(204)
    expect(await faultOf(await validate(customer))).toBe('CUSTOMER_UNKNOWN')
    expect(count('POST /v1/oauth/token')).toBe(0)
  })

  test('end after twelve idle hours, with the upstream’s rotation, and with a new key at SCAYLE', async () => {
    const { clock, till, validate, logIn } = await startShop()
    const first = await logIn()
    clock.skip(11 * 3_600_000)
    expect((await validate(first.customer)).status).toBe(200)
    clock.skip(11 * 3_600_000)
    expect((await validate(first.customer)).status).toBe(200)
    clock.skip(12 * 3_600_000)
    expect(await faultOf(await validate(first.customer))).toBe('CUSTOMER_UNKNOWN')
    const second = await logIn()
    await till.agent.upstreams.rotate('cloud', { clientSecret: secret }, false)
    expect(await faultOf(await validate(second.customer))).toBe('CUSTOMER_UNKNOWN')
  })

  test('are not listed for a client without a grant', async () => {
    const { till } = await startShop()
    const { key } = till.agent.clients.add({ id: 'kiosk', name: 'Kiosk', grants: [], origins: [] })
    const asked = await till.ask('/v1/upstreams/cloud/customers', { headers: { 'Till-Agent-Key': key } })
    expect(await faultOf(asked)).toBe('NOT_GRANTED')
  })
})

describe('a response that cannot be checked for tokens is refused', () => {
  const pair = { access_token: 'a.b.c', refresh_token: 'def50aa', expires_in: 600 }
  test.each([
    ['compressed', { 'Content-Encoding': 'gzip' }, 'xx'],
    ['too long', {}, JSON.stringify({ ...pair, more: 'x'.repeat(70_000) })],
    ['with tokens deeper down', {}, JSON.stringify({ data: pair })],
    ['with more tokens beside a pair', {}, JSON.stringify({ ...pair, data: { refresh_token: 'def50aa' } })],
    ['with names in disguise', {}, '{"data":{"refresh\\u005ftoken":"def50aa"}}'],
    ['with tokens in a page', {}, '<p>refresh_token=def50aa</p>'],
  ])('%s', async (_, headers, body) => {
    const cloud = await startUpstream((_, response) => response.writeHead(200, headers as never).end(body))
    const till = await startSchemeTill({ entry: entryFor(cloud.url) })
    const response = await till.call('/auth/login', { method: 'POST', body: '{}' })
    const text = await response.text()
    expect([response.status, text.includes('UPSTREAM_ANSWER_INVALID'), text.includes('def50aa')]).toEqual([
      502,
      true,
      false,
    ])
    expect(cloud.seen[0]?.headers['accept-encoding']).toBe('identity')
  })
})

describe('the probe', () => {
  test('accepts a client that SCAYLE knows', async () => {
    const { till, simulator } = await startShop()
    expect(await till.agent.upstreams.test('cloud')).toMatchObject({ latencyMs: expect.any(Number) })
    expect(simulator.seen()).toHaveLength(1)
  })

  test('explains a wrong secret, and locks', async () => {
    const { till } = await startShop({ clientSecret: 'guess' })
    const outcome = await till.agent.upstreams.test('cloud').catch((thrown) => thrown)
    expect(outcome).toMatchObject({ code: 'CREDENTIAL_REFUSED', detail: expect.stringMatching(/client id and secret/) })
    expect(outcome.remedy).toMatch(/SCAYLE Panel.*shown once/)
    expect(till.agent.upstreams.list()[0]?.state).toBe('locked')
  })

  test('explains a wrong host', async () => {
    const page = await startUpstream((_, response) =>
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('hi'),
    )
    const till = await startSchemeTill({ entry: entryFor(page.url) })
    const outcome = await till.agent.upstreams.test('cloud').catch((thrown) => thrown)
    expect(outcome).toMatchObject({ code: 'CREDENTIAL_UNPROVEN', detail: expect.stringMatching(/web page/) })
  })
})

test('the presets open their routes and no others', () => {
  const signIn = new RouteTable(scayle.presets['scayle:sign-in'] ?? [])
  const account = new RouteTable(scayle.presets['scayle:account'] ?? [])
  expect([signIn.allows('POST', '/auth/login'), signIn.allows('GET', '/oauth/tokens')]).toEqual([true, false])
  expect([account.allows('DELETE', '/oauth/tokens/x'), account.allows('POST', '/auth/login')]).toEqual([true, false])
})
