import { describe, expect, test } from 'vitest'
import { RouteTable } from '#core/clients/routeTable.ts'
import { capillaryCustomer } from '#schemes/capillaryCustomer/scheme.ts'
import type { SeenRequest } from '#simulator/simulator.ts'
import { jsonIn } from '#test/schemes/cloudTill.ts'
import { startSchemeTill } from '#test/support/schemeTill.ts'
import { faultOf } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'
import {
  asha,
  ashasPassword,
  customersPath,
  deviceOf,
  families,
  profile,
  settingsOf,
  startBrandPos as startBrand,
  who,
} from './brandTill.ts'

const password = ashasPassword
const device = deviceOf('mobile')

const tokenIn = (seen: SeenRequest | undefined) => seen?.rawHeader('cap_authorization') ?? ''

describe('signing in', () => {
  test('with a code: each step is one documented call, and no response holds a secret', async () => {
    const { simulator, till, start, step, latestCode, get } = await startBrand()
    const started = await start()
    expect(started).toEqual({
      customer: expect.stringMatching(/^cs_[A-Za-z0-9_-]{22,}$/),
      state: 'started',
      since: expect.any(Number),
      lastUsedAt: expect.any(Number),
      registeredForPassword: true,
      signInPolicy: { passwords: 'on' },
    })
    const sent = await step(started.customer, 'send-code')
    expect([sent.status, await sent.json()]).toEqual([200, { outcome: 'code-sent', state: 'started' }])
    const code = latestCode()
    const checked = await step(started.customer, 'code', { code })
    expect([checked.status, await checked.json()]).toEqual([200, { outcome: 'signed-in', state: 'signed-in' }])

    const seen = simulator.seen()
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /auth/v1/token/generate',
      'POST /auth/v1/otp/generate',
      'POST /auth/v1/otp/validate',
    ])
    const sessionId = expect.stringMatching(/^P-/)
    expect(seen.map(jsonIn)).toEqual([
      { ...who, ...device },
      { ...who, ...device, sessionId },
      { ...who, ...device, sessionId, otp: code },
    ])
    for (const { headers, rawAuthorization } of seen) {
      expect(headers).toMatchObject({ 'content-type': 'application/json', accept: 'application/json' })
      expect(rawAuthorization()).toBe('')
    }
    expect((await get(started.customer)).status).toBe(200)
    till.expectNoLeak(code, started.customer, asha, String(jsonIn(seen[1]).sessionId), tokenIn(simulator.seen().at(-1)))
  })

  test('with a password', async () => {
    const { simulator, till, start, step, get } = await startBrand()
    const { customer, registeredForPassword } = await start()
    expect(registeredForPassword).toBe(true)
    const response = await step(customer, 'password', { password })
    expect(await response.json()).toEqual({ outcome: 'signed-in', state: 'signed-in' })
    expect(jsonIn(simulator.seen().at(-1))).toEqual({
      ...who,
      ...device,
      sessionId: expect.stringMatching(/^P-/),
      password,
    })
    expect((await get(customer)).status).toBe(200)
    till.expectNoLeak(password)
  })

  test('a wrong code or password is an outcome, and locks nothing', async () => {
    const { till, start, step, latestCode } = await startBrand()
    const { customer } = await start()
    const outcome = async (name: string, body?: object) => {
      const { message: _, ...answer } = (await (await step(customer, name, body)).json()) as { message?: string }
      return answer
    }
    expect(await outcome('code', { code: '000000' })).toEqual({ outcome: 'no-code-sent', state: 'started' })
    await step(customer, 'send-code')
    const wrong = latestCode() === '000000' ? '111111' : '000000'
    expect(await outcome('code', { code: wrong })).toEqual({ outcome: 'wrong-code', state: 'started' })
    expect(await outcome('password', { password: 'wrong' })).toEqual({ outcome: 'wrong-password', state: 'started' })
    expect(await outcome('code', { code: latestCode() })).toEqual({ outcome: 'signed-in', state: 'signed-in' })
    expect(till.agent.upstreams.list()[0]?.state).toBe('ready')
  })

  test('a code keeps its leading zeros, and a number is no code', async () => {
    const { simulator, start, step } = await startBrand()
    const { customer } = await start()
    await step(customer, 'send-code')
    await step(customer, 'code', { code: '000012' })
    expect(jsonIn(simulator.seen().at(-1)).otp).toBe('000012')
    expect((await step(customer, 'code', { code: 12 })).status).toBe(400)
  })

  test('a customer whom the brand does not know may be enrolled', async () => {
    const { post } = await startBrand({ authEngine: { assumptions: { unknownCustomers: 'refused' } } })
    const response = await post(customersPath, { ...who, identifierValue: '910000000001' })
    expect(((await response.clone().json()) as { remedy: string }).remedy).toMatch(/^Enrol the customer/)
    expect(await faultOf(response)).toBe('CUSTOMER_UNKNOWN')
  })

  test.each([
    { identifierType: 'MOBILE', identifierValue: '+919999999993' },
    { identifierType: 'USERNAME', identifierValue: 'née' },
    { identifierType: 'EMAIL', identifierValue: 'a@exam\u200bple.com' },
    { identifierType: 'EXTERNALID', identifierValue: '7' },
    { identifierType: 'MOBILE' },
    { ...who, brand: 'Other' },
  ])('%j is refused and not sent', async (as) => {
    const { simulator, post } = await startBrand()
    expect(await faultOf(await post(customersPath, as))).toBe('INVALID_INPUT')
    expect(simulator.seen()).toEqual([])
  })

  // The value was checked without its blanks and sent with them.
  test('an identifier is sent as it was checked', async () => {
    const { simulator, post } = await startBrand()
    await post(customersPath, { identifierType: 'EMAIL', identifierValue: ' a@example.com' })
    expect(simulator.seen().map((request) => String(request.rawBody()))).toEqual([
      expect.stringContaining('"identifierValue":"a@example.com"'),
    ])
  })

  test('while the Auth Engine is down the caller is told when to try again', async () => {
    const { till, simulator, post } = await startBrand()
    simulator.injectFault({ fault: '503', times: 1 })
    const response = await post(customersPath, who)
    expect([response.headers.get('retry-after'), await faultOf(response)]).toEqual([
      expect.stringMatching(/^\d+$/),
      'UPSTREAM_NOT_READY',
    ])
    till.expectNoLeak(asha)
  })

  test('needs a grant for it', async () => {
    const account = await startBrand({ grants: ['capillary-customer:account'] })
    expect(await faultOf(await account.post(customersPath, who))).toBe('NOT_GRANTED')
    const { start } = await startBrand({ grants: ['capillary-customer:sign-in'] })
    expect((await start()).state).toBe('started')
  })
})

describe('in a customer’s name', () => {
  test('a request has the five fields of the login, whatever the caller says', async () => {
    const { simulator, till, signIn } = await startBrand()
    const customer = await signIn()
    const forged = { cap_brand: 'Other', 'CAP-Mobile': '910000000001', cap_authorization: 'mine' }
    const headers = { ...forged, Authorization: 'Basic eDp5', 'Till-Agent-Customer': customer }
    const response = await till.call(profile, { headers })
    expect(response.status).toBe(200)
    expect(JSON.stringify(await response.json())).toContain(asha)
    const seen = simulator.seen().at(-1)
    expect(seen?.path).toBe('/mobile/v2/api/customer/get')
    expect(tokenIn(seen)).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
    const names = ['cap_brand', 'cap_device_id', 'cap_identifier_type', 'cap_identifier_value', 'cap-mobile']
    expect(names.map((name) => seen?.rawHeader(name))).toEqual(['DocDemo', 'till-7', 'MOBILE', asha, undefined])
    expect([seen?.rawHeader('authorization'), seen?.rawHeader('till-agent-customer')]).toEqual([undefined, undefined])
  })

  test.each([
    ['no handle', {}],
    ['a handle that is made up', { 'Till-Agent-Customer': 'cs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
  ])('%s sends nothing', async (_, headers) => {
    const { simulator, till, signIn } = await startBrand()
    await signIn()
    const before = simulator.seen().length
    const response = await till.call(profile, { headers: headers as Record<string, string> })
    expect([response.status, await faultOf(response)]).toEqual([401, 'CUSTOMER_UNKNOWN'])
    expect(simulator.seen()).toHaveLength(before)
    expect(till.agent.upstreams.list()[0]?.state).toBe('ready')
  })

  test('nor does a customer who has not finished signing in', async () => {
    const { start, get } = await startBrand()
    const response = await get((await start()).customer)
    expect(((await response.clone().json()) as { remedy: string }).remedy).toMatch(/code or the password/)
    expect(await faultOf(response)).toBe('CUSTOMER_UNKNOWN')
  })

  test('the Auth Engine itself is not reached through the agent', async () => {
    const { simulator, till } = await startBrand()
    for (const path of ['/auth/v1/token/generate', '/Auth/v1/otp/validate'])
      expect(await faultOf(await till.call(path, { method: 'POST', body: '{}' }))).toBe('ROUTE_DENIED')
    expect(simulator.seen()).toEqual([])
  })
})

describe('renewal', () => {
  test('ten requests with an expired token renew it once, by its key', async () => {
    const { simulator, till, signIn, get, renewals } = await startBrand()
    const customer = await signIn()
    await get(customer)
    const first = tokenIn(simulator.seen().at(-1))
    till.clock.skip(901_000)
    const answers = await Promise.all(Array.from({ length: 10 }, () => get(customer)))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect(renewals()).toHaveLength(1)
    const renewal = jsonIn(renewals()[0])
    expect(renewal).toEqual({ ...who, ...device, key: expect.any(String) })
    expect(tokenIn(simulator.seen().at(-1))).not.toBe(first)
    till.expectNoLeak(String(renewal.key), first)
  })

  test('a token that the gateway no longer accepts is renewed, and the request is sent again', async () => {
    const { simulator, signIn, get, renewals } = await startBrand()
    const customer = await signIn()
    await get(customer)
    simulator.expireTokens()
    const answers = await Promise.all(Array.from({ length: 10 }, () => get(customer)))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect(renewals()).toHaveLength(1)
  })

  // capillary.md 2.5 and 5.1: Capillary may refuse inside a 200, and the gateway forwards to it.
  test.each(families.flatMap((family) => ['401', '498'].map((code) => [family, code] as const)))(
    'in the %s family, a token refused with %s inside a 200 is renewed once, and the request is sent again',
    async (family, code) => {
      const bodies = [{ response: { status: { code } } }, { sold: 1 }]
      const gateway = await startUpstream((_, response) => response.end(JSON.stringify(bodies.shift())))
      const { signIn, get, renewals } = await startBrand({ more: { ...settingsOf(family), baseUrl: gateway.url } })
      const answer = await get(await signIn())
      expect([answer.status, await answer.json()]).toEqual([200, { sold: 1 }])
      expect(renewals()).toHaveLength(1)
      const tokens = gateway.seen.map(({ headers }) => headers.cap_authorization)
      expect([tokens.length, new Set(tokens).size]).toEqual([2, 2])
    },
  )

  test('when the key has expired too, the customer signs in again', async () => {
    const { simulator, till, signIn, get, renewals } = await startBrand()
    const customer = await signIn()
    simulator.expireTokens('access and renewal tokens')
    for (const _ of [1, 2]) expect(await faultOf(await get(customer))).toBe('CUSTOMER_UNKNOWN')
    expect(renewals()).toHaveLength(1)
    expect(till.agent.upstreams.list()[0]?.state).toBe('ready')
    expect((await get(await signIn())).status).toBe(200)
  })

  test('while the Auth Engine is down no expired token is sent, and the till recovers by itself', async () => {
    const { simulator, till, signIn, get } = await startBrand()
    const customer = await signIn()
    till.clock.skip(901_000)
    simulator.injectFault({ fault: '503', times: 1 })
    expect(await faultOf(await get(customer))).toBe('UPSTREAM_NOT_READY')
    expect(simulator.seen().filter(({ path }) => path.includes('customer/get'))).toEqual([])
    till.clock.skip(60_000)
    expect((await get(customer)).status).toBe(200)
  })
})

test('customers are listed without secrets, for their own client only, and can be signed out', async () => {
  const { till, start, signIn, get } = await startBrand()
  const customer = await signIn()
  await start({ ...who, identifierValue: '919999999998' })
  const list = async () => (await (await till.ask(customersPath)).json()) as { customers: object[] }
  const times = { since: expect.any(Number), lastUsedAt: expect.any(Number) }
  expect((await list()).customers).toEqual([
    { customer, state: 'signed-in', ...times },
    { customer: expect.any(String), state: 'started', ...times },
  ])
  const grants = [{ upstream: 'cloud', allow: [{ methods: ['*'], path: '/**' }] }]
  const { key } = till.agent.clients.add({ id: 'kiosk', name: 'Kiosk', grants, origins: [] })
  const asKiosk = { 'Till-Agent-Key': key, 'Till-Agent-Customer': customer }
  expect(await faultOf(await till.call(profile, { headers: asKiosk }))).toBe('CUSTOMER_UNKNOWN')
  expect((await till.ask(`${customersPath}/${customer}`, { method: 'DELETE' })).status).toBe(204)
  expect((await list()).customers).toHaveLength(1)
  expect(await faultOf(await get(customer))).toBe('CUSTOMER_UNKNOWN')
})

test('a till without a deviceId generates one once', async () => {
  const first = await startBrand({ more: {} })
  const { simulator, till } = first
  await first.start()
  const { settings, vault } = till
  const where = { scheme: 'capillary-customer', baseUrl: `${simulator.url}/mobile` }
  const entry = { ...till.agent.upstreams.list()[0]?.settings, ...where }
  const second = await startSchemeTill({ entry, settings, vault })
  await second.ask(customersPath, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(who),
  })
  const devices = simulator.seen().map((seen) => jsonIn(seen).deviceId)
  expect([devices.length, new Set(devices).size, devices[0]]).toEqual([
    2,
    1,
    expect.stringMatching(/^till-[0-9a-f]{32}$/),
  ])
})

describe('the probe', () => {
  test('tells that both hosts respond, and that the brand is unverified', async () => {
    const { till } = await startBrand()
    expect(await till.agent.upstreams.test('cloud')).toMatchObject({ notice: expect.stringMatching(/brand/) })
  })

  test('explains a wrong host', async () => {
    const page = await startUpstream((_, response) =>
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('hi'),
    )
    const { till } = await startBrand({ more: { authBaseUrl: page.url } })
    const outcome = await till.agent.upstreams.test('cloud').catch((thrown) => thrown)
    expect(outcome).toMatchObject({ code: 'CREDENTIAL_UNPROVEN', detail: expect.stringMatching(/web page/) })
  })
})

test('adding and rotating need no secret', async () => {
  const { till } = await startBrand()
  expect(till.agent.upstreams.list()[0]).toMatchObject({ state: 'ready', settings: { brand: 'DocDemo' } })
  await till.agent.upstreams.rotate('cloud', {}, false)
  expect(till.agent.upstreams.list()[0]?.state).toBe('ready')
})

test('the presets open their routes and no others', () => {
  const account = new RouteTable(capillaryCustomer.presets['capillary-customer:account'] ?? [])
  expect([account.allows('GET', profile), account.allows('DELETE', profile)]).toEqual([true, false])
})
