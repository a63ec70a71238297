import { describe, expect, test } from 'vitest'
import { RouteTable } from '../../electron/core/routes.ts'
import { scayle } from '../../electron/schemes/scayle.ts'
import type { ScayleOptions, SeenRequest } from '../../simulator/simulator.ts'
import { canaries } from '../support/canaries.ts'
import { startSchemeTill } from '../support/schemeTill.ts'
import { startTestSimulator } from '../support/simulator.ts'
import { faultOf } from '../support/till.ts'
import { startUpstream } from '../support/upstream.ts'

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
  const clients = [{ clientId: '5', clientSecret: secret }]
  const simulator = await startTestSimulator({ now: () => clock.now(), scayle: { clients, assumptions } })
  const till = await startSchemeTill({
    entry: { scheme: 'scayle', baseUrl: `${simulator.url}/v1`, clientId: '5', clientSecret, shopId: 1000 },
    grants: mayHaveToken ? [everything, 'hand-over'] : [everything],
  })
  const { clock } = till
  const send = (method: string, path: string, json?: object, headers: Record<string, string> = {}) =>
    till.call(path, {
      method,
      headers: { ...headers, ...(json && { 'Content-Type': 'application/json', Accept: 'application/json' }) },
      ...(json && { body: JSON.stringify(json) }),
    })
  const as = (customer: string) => ({ 'Till-Agent-Customer': customer })
  const logIn = async (who: object = asha) => {
    const response = await send('POST', '/auth/login', who)
    return (await response.json()) as { customer: string; access_token?: string; refresh_token?: string }
  }
  return {
    simulator,
    till,
    clock,
    send,
    as,
    logIn,
    validate: (customer: string) => send('GET', '/oauth/token/validate', undefined, as(customer)),
    refreshes: () => simulator.seen().filter((seen) => jsonIn(seen).grant_type === 'refresh_token'),
    count: (call: string) => simulator.counts()[call] ?? 0,
  }
}

function jsonIn(seen: SeenRequest): Record<string, unknown> {
  try {
    return JSON.parse(seen.rawBody()?.toString() ?? '')
  } catch {
    return {}
  }
}

const bearerIn = (seen: SeenRequest | undefined) => seen?.rawAuthorization().replace(/^Bearer /, '') ?? ''

describe('signing in', () => {
  test('the till’s Basic goes with the body as it came, and a handle comes back in place of the tokens', async () => {
    const { simulator, till, send } = await startShop()
    const headers = { Authorization: 'Bearer mine', 'X-Shop-Id': '1001', 'x-internal-access': 'yes' }
    const response = await send('POST', '/auth/login', asha, headers)
    expect(response.status).toBe(200)
    const answer = (await response.json()) as { expires_in: number }
    // A second may have passed since it was made.
    expect(2_678_400 - answer.expires_in).toBeLessThan(10)
    expect(answer).toEqual({
      token_type: 'Bearer',
      expires_in: expect.any(Number),
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
  ])('%s gets a handle, too', async (_, method, path, body, status) => {
    const { send, validate } = await startShop()
    const response = await send(method, path, body)
    const said = (await response.json()) as { customer: string }
    expect([response.status, Object.keys(said).sort()]).toEqual([status, ['customer', 'expires_in', 'token_type']])
    expect((await validate(said.customer)).status).toBe(200)
  })

  test('only a client that may have tokens gets the access token, and none gets what renews it', async () => {
    const { logIn, till, simulator, validate } = await startShop({ mayHaveToken: true })
    const said = await logIn()
    expect(Object.keys(said).sort()).toEqual(['access_token', 'customer', 'expires_in', 'token_type'])
    await validate(said.customer)
    expect(bearerIn(simulator.seen().at(-1))).toBe(said.access_token)
    till.expectNoLeak(said.access_token ?? '', said.customer)
  })

  test.each([
    ['a wrong password', { ...asha, password: 'wrong' }, 404],
    ['an unknown address', { ...asha, email: 'nobody@example.com' }, 404],
    ['somebody deactivated', { ...asha, email: 'bruno.muster@example.com', password: 'demo-password-2' }, 403],
    ['a body that is wrong', { email: asha.email }, 400],
  ])('%s is told as it came and locks nothing', async (_, body, status) => {
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
  ])('%s is the customer’s trouble', async (_, method, path, body, status) => {
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
    expect((await wrong.send('POST', '/oauth/token', exchange)).status).toBe(401)
    expect(await faultOf(await wrong.send('POST', '/oauth/token', exchange))).toBe('UPSTREAM_LOCKED')
    expect(wrong.simulator.seen()).toHaveLength(1)
  })

  test('a wrong secret locks after one try', async () => {
    const { simulator, send } = await startShop({ clientSecret: 'guess' })
    for (const _ of [1, 2]) expect(await faultOf(await send('POST', '/auth/login', asha))).toBe('UPSTREAM_LOCKED')
    expect(simulator.seen()).toHaveLength(1)
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

  test('what was checked is what goes', async () => {
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

  test('they change their password, and a wrong one is their own trouble', async () => {
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
  ])('a handle that is %s is refused, and the till does not stand in', async (_, handle) => {
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

test('a handle sent to an upstream without customers is refused, and its credential does not stand in', async () => {
  const cloud = await startUpstream((_, response) => response.end('{}'))
  const till = await startSchemeTill({ entry: { scheme: 'header', baseUrl: cloud.url, name: 'X-Key', value: secret } })
  const headers = { 'Till-Agent-Customer': 'cs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }
  expect(await faultOf(await till.call('/things', { headers }))).toBe('CUSTOMER_UNKNOWN')
  expect(cloud.seen).toEqual([])
})

describe('renewal', () => {
  test('ten requests after the end of a token renew it once, with the SDK’s own call', async () => {
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
    const body = jsonIn(seen as SeenRequest)
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

  test('a token that SCAYLE takes no more is renewed once however many noticed, and the requests sent again', async () => {
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

  test('two customers are renewed apart', async () => {
    const { clock, send, validate, logIn, refreshes } = await startShop({ assumptions: { accessTokenSeconds: 600 } })
    const { customer } = await logIn()
    const guest = (await (await send('POST', '/auth/login/guest', newcomer)).json()) as { customer: string }
    clock.skip(601_000)
    expect((await validate(guest.customer)).status).toBe(200)
    expect((await validate(customer)).status).toBe(200)
    expect(refreshes()).toHaveLength(2)
  })

  test('a customer whose session SCAYLE has ended signs in again; the till goes on', async () => {
    const { simulator, till, validate, logIn, refreshes } = await startShop()
    const { customer } = await logIn()
    simulator.expireTokens('access and renewal tokens')
    expect(await faultOf(await validate(customer))).toBe('CUSTOMER_UNKNOWN')
    expect(await faultOf(await validate(customer))).toBe('CUSTOMER_UNKNOWN')
    expect(refreshes()).toHaveLength(1)
    expect(await (await till.ask('/v1/upstreams/cloud/customers')).json()).toEqual({ customers: [] })
    expect((await validate((await logIn()).customer)).status).toBe(200)
  })

  test('while SCAYLE gives no token nothing stale is sent, and then it goes on by itself', async () => {
    const { simulator, clock, validate, logIn, count } = await startShop({ assumptions: { accessTokenSeconds: 600 } })
    const { customer } = await logIn()
    clock.skip(601_000)
    simulator.script({ fault: '503', times: 1 } as never)
    const response = await validate(customer)
    expect([response.headers.get('retry-after'), await faultOf(response)]).toEqual([
      expect.stringMatching(/^\d+$/),
      'UPSTREAM_NOT_READY',
    ])
    expect(count('GET /v1/oauth/token/validate')).toBe(0)
    clock.skip(600_000)
    expect((await validate(customer)).status).toBe(200)
  })

  test('a refresh whose answer was lost costs the customer another sign-in, and nobody else anything', async () => {
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
    const till = await startSchemeTill({
      entry: { scheme: 'scayle', baseUrl: cloud.url, clientId: '5', clientSecret: secret, shopId: '1000' },
    })
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
  const till = await startSchemeTill({
    entry: { scheme: 'scayle', baseUrl: cloud.url, clientId: '5', clientSecret: secret, shopId: '1000' },
  })
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
  test('are listed without anything secret, and forgotten by SCAYLE, too, when they are signed out', async () => {
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

  test('are forgotten here when SCAYLE cannot be told', async () => {
    const { simulator, till, validate, logIn } = await startShop()
    const { customer } = await logIn()
    simulator.script({ fault: '503', times: 1 } as never)
    expect((await till.ask(`/v1/upstreams/cloud/customers/${customer}`, { method: 'DELETE' })).status).toBe(204)
    expect(await faultOf(await validate(customer))).toBe('CUSTOMER_UNKNOWN')
  })

  test('end with SCAYLE’s own call, too', async () => {
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

  test('are nobody’s business without a grant', async () => {
    const { till } = await startShop()
    const { key } = till.agent.clients.add({ id: 'kiosk', name: 'Kiosk', grants: [], origins: [] })
    const asked = await till.ask('/v1/upstreams/cloud/customers', { headers: { 'Till-Agent-Key': key } })
    expect(await faultOf(asked)).toBe('NOT_GRANTED')
  })
})

describe('an answer that cannot be checked is not handed on', () => {
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
    const till = await startSchemeTill({
      entry: { scheme: 'scayle', baseUrl: cloud.url, clientId: '5', clientSecret: secret, shopId: '1000' },
    })
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
  test('accepts a client that SCAYLE knows, and shows it nothing', async () => {
    const { till, simulator } = await startShop()
    expect(await till.agent.upstreams.test('cloud')).toMatchObject({ latencyMs: expect.any(Number) })
    expect(simulator.seen()).toHaveLength(1)
  })

  test('explains a wrong secret, and locks', async () => {
    const { till } = await startShop({ clientSecret: 'guess' })
    const outcome = await till.agent.upstreams.test('cloud').catch((thrown) => thrown)
    expect(outcome).toMatchObject({ code: 'CREDENTIAL_REFUSED', detail: expect.stringMatching(/client id and secret/) })
    expect(till.agent.upstreams.list()[0]?.state).toBe('locked')
  })

  test('explains a wrong host', async () => {
    const page = await startUpstream((_, response) =>
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('hi'),
    )
    const entry = { scheme: 'scayle', baseUrl: page.url, clientId: '5', clientSecret: secret, shopId: '1000' }
    const till = await startSchemeTill({ entry })
    const outcome = await till.agent.upstreams.test('cloud').catch((thrown) => thrown)
    expect(outcome).toMatchObject({ code: 'CREDENTIAL_UNPROVEN', detail: expect.stringMatching(/web page/) })
  })
})

test('the presets open what their names say', () => {
  const signIn = new RouteTable(scayle.presets['scayle:sign-in'] ?? [])
  const account = new RouteTable(scayle.presets['scayle:account'] ?? [])
  expect([signIn.allows('POST', '/auth/login'), signIn.allows('GET', '/oauth/tokens')]).toEqual([true, false])
  expect([account.allows('DELETE', '/oauth/tokens/x'), account.allows('POST', '/auth/login')]).toEqual([true, false])
})
