import { createHash, createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Grant } from '#contract/grant.ts'
import { startCloudTill } from '#test/schemes/cloudTill.ts'
import { canaries } from '#test/support/canaries.ts'
import { faultOf } from '#test/support/till.ts'

const shopSecret = 'demo-shop-secret'
const asha = { email: 'asha.example@example.com', password: 'demo-password-1', shop_id: 1000 }
const signIn: Grant['allow'] = ['scayle:sign-in', 'scayle:account']

interface Shop {
  grants?: Grant['allow']
  secrets?: object
  accessTokenSeconds?: number
}

async function startShop({ grants = [...signIn, 'scayle:checkout'], secrets = { shopSecret }, ...shop }: Shop = {}) {
  const { accessTokenSeconds = 2_678_400 } = shop
  const till = await startCloudTill({
    simulator: {
      scayle: { clients: [{ clientId: '5', clientSecret: canaries.oauthSecret }], assumptions: { accessTokenSeconds } },
    },
    entry: (url) => ({
      ...{ scheme: 'scayle', baseUrl: `${url}/v1`, clientId: '5', clientSecret: canaries.oauthSecret, shopId: 1000 },
      ...secrets,
    }),
    grants,
  })
  const logIn = async () => {
    const response = await till.send('POST', '/auth/login', asha)
    return ((await response.json()) as { customer: string }).customer
  }
  const checkOut = (body: object) => till.askJson('POST', '/v1/upstreams/cloud/checkout-token', body)
  return { ...till, logIn, checkOut }
}

interface Started {
  checkoutToken: string
  expiresInSeconds: number
  shopId: string
  accessToken?: string
}

/** The claims, once the signature is found right. */
function claimsOf({ checkoutToken }: Started) {
  const [header = '', claims = '', signature] = checkoutToken.split('.')
  expect(createHmac('sha256', shopSecret).update(`${header}.${claims}`).digest('base64url')).toBe(signature)
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT' })
  return JSON.parse(Buffer.from(claims, 'base64url').toString())
}

test('a checkout is signed for one minute, and names the basket', async () => {
  const { checkOut, clock, expectNoLeak, simulator } = await startShop()
  const asked = { basketId: 'basket-7', voucher: 'SUMMER', customData: { till: '7' } }
  const started = (await (await checkOut(asked)).json()) as Started
  expect(started).toEqual({ checkoutToken: expect.any(String), expiresInSeconds: 60, shopId: '1000' })
  const iat = Math.floor(clock.now() / 1000)
  const { iat: from, ...claims } = claimsOf(started)
  expect(Math.abs(iat - from)).toBeLessThan(5)
  expect(claims).toEqual({ ...asked, iss: 'till-agent', nbf: from, exp: from + 60 })
  expect(simulator.seen()).toEqual([])
  expectNoLeak(shopSecret, started.checkoutToken)
})

test('only a client that may have tokens gets the customer’s access token with it', async () => {
  const plain = await startShop()
  const shown = (await (await plain.checkOut({ basketId: '7', customer: await plain.logIn() })).json()) as Started
  expect(Object.keys(shown)).not.toContain('accessToken')
  const trusted = await startShop({ grants: [...signIn, 'scayle:checkout', 'hand-over'] })
  const customer = await trusted.logIn()
  const { accessToken } = (await (await trusted.checkOut({ basketId: '7', customer })).json()) as Started
  await trusted.send('GET', '/oauth/token/validate', undefined, { 'Till-Agent-Customer': customer })
  expect(trusted.simulator.seen().at(-1)?.rawAuthorization()).toBe(`Bearer ${accessToken}`)
  expect(trusted.agent.audit.list(100).map(({ event }) => event)).toContain('token-handed-over')
})

test('a customer’s access token that SCAYLE takes no more is replaced when the client brings it', async () => {
  const shop = await startShop({ grants: [...signIn, 'scayle:checkout', 'hand-over'] })
  const customer = await shop.logIn()
  const tokenFor = async (more: object = {}) =>
    ((await (await shop.checkOut({ basketId: '7', customer, ...more })).json()) as Started).accessToken
  const first = await tokenFor()
  shop.clock.skip(6_000)
  expect(await tokenFor({ refusedToken: 'another' })).toBe(first)
  const second = await tokenFor({ refusedToken: first })
  expect([typeof second, second === first]).toEqual(['string', false])
  expect(await tokenFor()).toBe(second)
})

describe('the simulated web component', () => {
  const digest = createHash('sha256').update('basket-7.salt').digest('hex')

  async function startCheckout(asked: object = {}) {
    const shop = await startShop({ grants: [...signIn, 'scayle:checkout', 'hand-over'] })
    const customer = await shop.logIn()
    const { checkoutToken, accessToken, shopId } = (await (
      await shop.checkOut({ basketId: 'basket-7', customer, ...asked })
    ).json()) as Started
    const show = async (more: object = {}) => {
      const body = JSON.stringify({ jwt: checkoutToken, accessToken, appId: shopId, ...more })
      const response = await fetch(`${shop.simulator.url}/frontend/checkout-wc/start`, { method: 'POST', body })
      return { status: response.status, body: await response.text() }
    }
    return { ...shop, checkoutToken, show }
  }

  test.each([{}, { aud: 'https://shop.example.com', rBasketId: digest }])('takes it with %j', async (asked) => {
    const { show } = await startCheckout(asked)
    expect(await show()).toEqual({ status: 200, body: '{"basketId":"basket-7","customerId":8001}' })
  })

  test('takes no older one, none of another shop’s secret, none that was changed, and no stranger’s access token', async () => {
    const { show, checkoutToken, clock } = await startCheckout()
    const [header, , signature] = checkoutToken.split('.')
    const claims = Buffer.from('{"basketId":"basket-8"}').toString('base64url')
    expect((await show({ jwt: `${header}.${claims}.${signature}` })).body).toContain('jwt')
    expect((await show({ accessToken: checkoutToken })).status).toBe(401)
    expect((await show({ appId: '7' })).body).toContain('appId')
    clock.skip(61_000)
    expect((await show()).body).toContain('jwt.exp')
  })
})

test('a token with less than half an hour left is renewed first, as SCAYLE’s SDK does', async () => {
  const shop = await startShop({ grants: [...signIn, 'scayle:checkout', 'hand-over'], accessTokenSeconds: 7_200 })
  const customer = await shop.logIn()
  await shop.checkOut({ basketId: '7', customer })
  expect(shop.count('POST /v1/oauth/token')).toBe(0)
  shop.clock.skip(5_600_000)
  await shop.checkOut({ basketId: '7', customer })
  expect(shop.count('POST /v1/oauth/token')).toBe(1)
})

test.each([
  ['no basket', {}],
  ['an issuer of its own', { basketId: '7', iss: 'me' }],
  ['a longer life', { basketId: '7', exp: 9_999_999_999 }],
  ['a basket that is no text', { basketId: 7 }],
  ['a digest that is none', { basketId: '7', rBasketId: 'salted' }],
  ['a customer that is no handle', { basketId: '7', customer: 'asha' }],
])('a request with %s is refused', async (_, body) => {
  const { checkOut } = await startShop()
  expect([await faultOf(await checkOut(body))]).toEqual([expect.stringMatching(/^(INVALID_INPUT|MALFORMED_REQUEST)$/)])
})

test('a customer of nobody is refused', async () => {
  const { checkOut } = await startShop()
  const customer = 'cs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
  expect(await faultOf(await checkOut({ basketId: '7', customer }))).toBe('CUSTOMER_UNKNOWN')
})

test.each<[string, Grant['allow']]>([
  ['every route', [{ methods: ['*'], path: '/**' }]],
  ['hand-over', [...signIn, 'hand-over']],
])('a grant for %s signs no checkout', async (_, grants) => {
  const { checkOut } = await startShop({ grants })
  expect(await faultOf(await checkOut({ basketId: '7' }))).toBe('NOT_GRANTED')
})

test('without a shop secret the fault says what is missing; a rotation gives one, and the next keeps it', async () => {
  const { checkOut, agent, logIn } = await startShop({ secrets: {} })
  expect(await faultOf(await checkOut({ basketId: '7' }))).toBe('UPSTREAM_NOT_READY')
  await agent.upstreams.rotate('cloud', { clientSecret: canaries.oauthSecret, shopSecret }, false)
  claimsOf((await (await checkOut({ basketId: '7' })).json()) as Started)
  await agent.upstreams.rotate('cloud', { clientSecret: canaries.oauthSecret }, false)
  claimsOf((await (await checkOut({ basketId: '7' })).json()) as Started)
  expect(await logIn()).toMatch(/^cs_/)
})
