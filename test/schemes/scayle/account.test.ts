import { expect, test } from 'vitest'
import type { Grant } from '#contract/grant.ts'
import type { ScayleOptions } from '#simulator/simulator.ts'
import { startCloudTill } from '#test/schemes/cloudTill.ts'
import { canaries } from '#test/support/canaries.ts'
import { faultOf } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const asha = { email: 'asha.example@example.com', password: 'demo-password-1', shop_id: 1000 }
const nora = { first_name: 'Nora', last_name: 'Neu', email: 'nora.neu@example.com', gender: 'f', shop_id: 1000 }
const granted = ['scayle:sign-in', 'scayle:account', 'scayle:profile', 'scayle:profile-change']

interface Shop {
  assumptions?: ScayleOptions['assumptions']
  grants?: Grant['allow']
  /** Of the Customer Account API. @param url the simulator's */
  account?(url: string): object
}

async function startShop({ assumptions = {}, grants = granted, account }: Shop = {}) {
  const till = await startCloudTill({
    simulator: { scayle: { clients: [{ clientId: '5', clientSecret: canaries.oauthSecret }], assumptions } },
    entry: (url) => ({
      ...{ scheme: 'scayle', baseUrl: `${url}/v1`, clientId: '5', clientSecret: canaries.oauthSecret, shopId: 1000 },
      ...(account?.(url) ?? { accountBaseUrl: `${url}/api` }),
    }),
    grants,
  })
  const { send } = till
  const signIn = async (path: string, who: object) => {
    const response = await send('POST', path, who)
    return ((await response.json()) as { customer: string }).customer
  }
  const as = (customer: string) => ({ 'Till-Agent-Customer': customer })
  const me = (customer: string) => send('GET', '/account/oauth/me', undefined, as(customer))
  return { ...till, signIn, logIn: () => signIn('/auth/login', asha), as, me }
}

test('the profile, addresses and changes go to the other host with the customer’s token and the shop', async () => {
  const { send, simulator, logIn, as, me, calls, expectNoLeak } = await startShop()
  const customer = await logIn()
  expect(await (await me(customer)).json()).toMatchObject({ email: asha.email, firstName: 'Asha' })
  const seen = simulator.seen().at(-1)
  expect([seen?.rawAuthorization(), seen?.rawHeader('x-shop-id')]).toEqual([
    expect.stringMatching(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/),
    '1000',
  ])
  const contact = { email: 'asha.new@example.com', phone: '+49301234567' }
  await send('PUT', '/account/oauth/customer/contact', contact, as(customer))
  expect(await (await me(customer)).json()).toMatchObject(contact)
  await send('GET', '/account/oauth/customer/addresses', undefined, as(customer))
  await send('GET', '/account/oauth/customer/order/7', undefined, as(customer))
  expect(calls().slice(1)).toEqual([
    'GET /api/oauth/me 200',
    'PUT /api/oauth/customer/contact 200',
    'GET /api/oauth/me 200',
    'GET /api/oauth/customer/addresses 200',
    'GET /api/oauth/customer/order/7 404',
  ])
  expectNoLeak(customer, contact.email)
})

test.each(['/account/api/oauth/me', '/account/oauth/me'])(
  '%s is the same, with a base URL that ends in /api or not',
  async (path) => {
    for (const end of ['', '/api', '/api/']) {
      const { send, logIn, as, calls } = await startShop({ account: (url) => ({ accountBaseUrl: url + end }) })
      await send('GET', path, undefined, as(await logIn()))
      expect(calls().at(-1)).toBe('GET /api/oauth/me 200')
    }
  },
)

test.each([
  ['403, as its documents say', { accountTokenRefusal: 403 as const }],
  ['401', { accountTokenRefusal: 401 as const }],
])('a token that it no longer accepts (%s) is renewed once, and the request sent again', async (_, assumptions) => {
  const { simulator, logIn, me, count } = await startShop({ assumptions })
  const customer = await logIn()
  simulator.expireTokens()
  expect((await me(customer)).status).toBe(200)
  expect([count('GET /api/oauth/me'), count('POST /v1/oauth/token')]).toEqual([2, 1])
})

test('a 403 that a new token does not change is passed on, and the customer stays signed in', async () => {
  const account = await startUpstream((_, response) => response.writeHead(403).end('{"error":"forbidden"}'))
  const { logIn, me, as, send, count } = await startShop({ account: () => ({ accountBaseUrl: account.url }) })
  const customer = await logIn()
  expect((await me(customer)).status).toBe(403)
  expect([account.seen.length, count('POST /v1/oauth/token')]).toEqual([2, 1])
  expect((await send('GET', '/oauth/token/validate', undefined, as(customer))).status).toBe(200)
})

test('a 403 of the Authentication API is about the request, and renews nothing', async () => {
  const { logIn, as, send, count } = await startShop()
  const wrong = { password: 'wrong', new_password: 'demo-password-9' }
  expect((await send('PUT', '/auth/password', wrong, as(await logIn()))).status).toBe(403)
  expect(count('POST /v1/oauth/token')).toBe(0)
})

test.each(['/account/oauth/me', '/account/oauth/token', '/account/auth/login', '/account'])(
  '%s without a customer is refused, and the till’s Basic is never sent there',
  async (path) => {
    const account = await startUpstream((_, response) => response.end('{}'))
    const { call } = await startShop({
      account: () => ({ accountBaseUrl: account.url }),
      grants: [{ methods: ['*'], path: '/**' }],
    })
    expect(await faultOf(await call(path, { method: 'POST', body: '{"grant_type":"authorization_code"}' }))).toBe(
      'CUSTOMER_UNKNOWN',
    )
    expect(account.seen).toEqual([])
  },
)

test('a path that names the other host only once it is decoded is refused', async () => {
  const { call, simulator } = await startShop({ grants: [{ methods: ['*'], path: '/**' }] })
  expect(await faultOf(await call('/%61ccount/oauth/me'))).toBe('AMBIGUOUS_PATH')
  expect(simulator.seen()).toEqual([])
})

test('a client without the preset gets nothing from it', async () => {
  const { logIn, me, calls } = await startShop({ grants: ['scayle:sign-in', 'scayle:account'] })
  expect(await faultOf(await me(await logIn()))).toBe('NOT_GRANTED')
  expect(calls()).toHaveLength(1)
})

test('without accountBaseUrl the fault says what is missing and how it is set, and that mends it', async () => {
  const till = await startShop({ account: () => ({}) })
  const response = await till.me(await till.logIn())
  const problem = (await response.clone().json()) as { detail: string; remedy: string }
  expect(await faultOf(response)).toBe('UPSTREAM_NOT_READY')
  expect(problem.detail).toContain('accountBaseUrl')
  expect(problem.remedy).toContain('run "till-agent provision FILE"')
  // To try again does not help.
  expect(response.headers.get('retry-after')).toBeNull()
  expect(till.calls()).toHaveLength(1)
  const { url } = till.simulator
  const settings = { baseUrl: `${url}/v1`, accountBaseUrl: `${url}/api`, clientId: '5', shopId: 1000 }
  const entry = { id: 'cloud', scheme: 'scayle', ...settings, clientSecret: canaries.oauthSecret }
  await till.agent.provision({ upstreams: [entry], clients: [] })
  expect((await till.me(await till.logIn())).status).toBe(200)
})

test('an address that it answers with leads through the agent again', async () => {
  const account = await startUpstream((request, response) =>
    response.writeHead(201, { Location: `http://${request.headers.host}/api/oauth/customer/order/7` }).end('{}'),
  )
  const { logIn, me } = await startShop({ account: () => ({ accountBaseUrl: account.url }) })
  expect((await me(await logIn())).headers.get('location')).toBe('/via/cloud/account/oauth/customer/order/7')
})

test('a guest who registers is the same customer, registered from then on', async () => {
  const { signIn, me } = await startShop()
  const profileOf = async (customer: string) =>
    (await (await me(customer)).json()) as { id: number; status: { isGuestCustomer: boolean } }
  const guest = await profileOf(await signIn('/auth/login/guest', nora))
  expect(guest.status.isGuestCustomer).toBe(true)
  const registered = await profileOf(await signIn('/auth/register', { ...nora, password: 'long enough' }))
  expect([registered.id, registered.status.isGuestCustomer]).toEqual([guest.id, false])
})

test('one session is revoked by its id, and the other goes on', async () => {
  const { logIn, send, as, me } = await startShop()
  const [lost, kept] = [await logIn(), await logIn()]
  const rows = async () => (await (await send('GET', '/oauth/tokens', undefined, as(kept))).json()) as { id: string }[]
  const [first] = await rows()
  expect((await send('DELETE', `/oauth/tokens/${first?.id}`, undefined, as(kept))).status).toBe(204)
  expect(await rows()).toHaveLength(1)
  expect(await faultOf(await me(lost))).toBe('CUSTOMER_UNKNOWN')
  expect((await me(kept)).status).toBe(200)
})

test('a reset that is finished by its hash signs the customer in, and ends every older session', async () => {
  const { logIn, send, signIn, me, simulator, expectNoLeak } = await startShop()
  const before = await logIn()
  const reset = { email: asha.email, shop_id: 1000, reset_url: 'https://shop.example.com/reset?hash={hash}' }
  expect((await send('POST', '/auth/password/send-reset-email', reset)).status).toBe(200)
  const hash = simulator.messages().at(-1)?.code ?? ''
  const finish = () =>
    send('PUT', '/auth/password/update-by-hash', { password: 'demo-password-8', hash, shop_id: 1000 })
  const response = await finish()
  const { customer } = (await response.json()) as { customer: string }
  expect([response.status, (await me(customer)).status]).toEqual([200, 200])
  expect(await faultOf(await me(before))).toBe('CUSTOMER_UNKNOWN')
  expect((await finish()).status).toBe(406)
  expect(await signIn('/auth/login', { ...asha, password: 'demo-password-8' })).toMatch(/^cs_/)
  expectNoLeak(hash, 'demo-password-8')
})
