import { describe, expect, test } from 'vitest'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import type { Grant } from '#contract/grant.ts'
import { Secret } from '#core/base/secret.ts'
import { ProviderLogin } from '#schemes/scayle/providerLogin.ts'
import type { ScayleAssumptions } from '#simulator/scayle/assumptions.ts'
import type { ScayleClient } from '#simulator/scayle/clients.ts'
import { startCloudTill } from '#test/schemes/cloudTill.ts'
import { canaries } from '#test/support/canaries.ts'
import { createTestClock } from '#test/support/clock.ts'
import { navigate } from '#test/support/identityProvider.ts'
import { faultOf } from '#test/support/till.ts'

const shopSecret = canaries.oauthSecret.replace(/^./, 'S')

interface Shop {
  /** What the base URL ends with. */
  path?: string
  allow?: Grant['allow']
  more?: object
  client?: Partial<ScayleClient>
  assumptions?: Partial<ScayleAssumptions>
}

interface Begun {
  customer: string
  state: string
  signIn: { by: string; url: string; expiresAt: number }
}

const customers = '/v1/upstreams/cloud/customers'
const allowed: Grant['allow'] = ['scayle:sign-in', 'scayle:account', 'scayle:profile']
const settings = { shopSecret, identityProviders: ['google', 'apple'] }

async function startShop({ path = '/v1', allow = allowed, more = settings, client, assumptions = {} }: Shop = {}) {
  const till = await startCloudTill({
    simulator: {
      scayle: { clients: [{ clientId: '5', clientSecret: canaries.oauthSecret, ...client }], shopSecret, assumptions },
    },
    entry: (url) => ({
      ...{ scheme: 'scayle', baseUrl: url + path, clientId: '5', clientSecret: canaries.oauthSecret, shopId: 1000 },
      ...{ accountBaseUrl: `${url}/api`, ...more },
    }),
    grants: allow,
  })
  const ask = (body: object) => till.askJson('POST', `${customers}/sign-ins`, body)
  const begin = async (body: object = { by: 'browser' }) => {
    const response = await ask(body)
    expect(response.status).toBe(201)
    return (await response.json()) as Begun
  }
  const wait = (handle: string, seconds = 10) => till.askJson('GET', `${customers}/${handle}?waitSeconds=${seconds}`)
  const signIn = async () => {
    const { customer, signIn } = await begin()
    expect((await visit(signIn.url)).status).toBe(200)
    return customer
  }
  return { ...till, begin, ask, wait, signIn }
}

const as = (customer: string) => ({ 'Till-Agent-Customer': customer })

/** A browser that SCAYLE sends back at once. @returns the page that the agent shows */
const visit = async (url: string) => navigate(await returnFrom(url))

/** Where SCAYLE sends the browser once the customer has signed in. */
async function returnFrom(url: string): Promise<string> {
  const { headers } = await fetch(url, { redirect: 'manual' })
  return headers.get('location') ?? ''
}

/** What the agent has signed for SCAYLE. */
function claimsIn(url: string): Record<string, unknown> {
  const jwt = new URL(url).searchParams.get('jwt') ?? ''
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString())
}

describe('a customer at an identity provider of the shop', () => {
  test.each(['/v1', ''])('signs in with a browser, where the base URL ends in "%s"', async (path) => {
    const shop = await startShop({ path })
    const { customer, state, signIn } = await shop.begin()
    expect(state).toBe('started')
    expect(signIn.url).toMatch(new RegExp(`^${shop.simulator.url}/v1/auth/external/redirect\\?shopId=1000&jwt=`))
    expect((await visit(signIn.url)).status).toBe(200)
    expect(await (await shop.wait(customer)).json()).toMatchObject({ customer, state: 'signed-in' })
    const me = await shop.send('GET', '/account/oauth/me', undefined, as(customer))
    expect(await me.json()).toMatchObject({ firstName: 'Asha' })
    expect(shop.calls().filter((call) => call.startsWith('POST'))).toEqual(['POST /v1/oauth/token 200'])
    expect(JSON.stringify(shop.agent.audit.list(20))).toContain('customer-signed-in')
    shop.expectNoLeak(shopSecret, shop.simulator.seen().at(-1)?.rawAuthorization() ?? '', 'code=')
  })

  test('is as one who logged in: validated, renewed by the handle, listed, signed out at SCAYLE', async () => {
    const shop = await startShop()
    const customer = await shop.signIn()
    const renewed = await shop.send('POST', '/oauth/token', { grant_type: 'refresh_token', refresh_token: customer })
    expect(await renewed.json()).toMatchObject({ refresh_token: customer, token_type: 'Bearer' })
    expect((await shop.send('GET', '/oauth/token/validate', undefined, as(customer))).status).toBe(200)
    expect(await (await shop.askJson('GET', customers)).json()).toMatchObject({
      customers: [{ customer, state: 'signed-in' }],
    })
    expect((await shop.askJson('DELETE', `${customers}/${customer}`)).status).toBe(204)
    expect(shop.calls().at(-1)).toMatch(/^POST \/v1\/auth\/logout 2/)
  })

  test('is sent there with what SCAYLE documents, for a quarter of an hour', async () => {
    const shop = await startShop()
    const [first, second] = [await shop.begin(), await shop.begin({ by: 'browser', provider: 'apple' })]
    const { iat, exp, callbackUrl, ...claims } = claimsIn(first.signIn.url)
    expect(claims).toEqual({ clientId: '5', idpKey: 'google' })
    expect(Number(exp) - Number(iat)).toBe(900)
    expect(callbackUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback\?state=[\w-]{32,}$/)
    expect(claimsIn(second.signIn.url)).toMatchObject({ idpKey: 'apple' })
    expect(claimsIn(second.signIn.url).callbackUrl).not.toBe(callbackUrl)
  })

  test('is not signed in by another program of this machine, which knows the port and a code', async () => {
    const shop = await startShop()
    const own = await shop.begin()
    const callback = new URL(String(claimsIn(own.signIn.url).callbackUrl))
    for (const state of ['', 'x'.repeat(43)])
      expect((await navigate(`${callback.origin}/callback?state=${state}&code=stolen`)).status).toBe(400)
    expect(await (await shop.wait(own.customer, 0)).json()).toMatchObject({ state: 'started' })
    expect((await visit(own.signIn.url)).status).toBe(200)
    expect(await (await shop.wait(own.customer)).json()).toMatchObject({ state: 'signed-in' })
  })

  test('who has not come back yet reaches nothing', async () => {
    const shop = await startShop({ allow: [...allowed, 'scayle:checkout', 'hand-over'] })
    const { customer } = await shop.begin()
    expect(await faultOf(await shop.send('GET', '/account/oauth/me', undefined, as(customer)))).toBe('CUSTOMER_UNKNOWN')
    const checkOut = shop.askJson('POST', '/v1/upstreams/cloud/checkout-token', { basketId: '7', customer })
    expect(await faultOf(await checkOut)).toBe('CUSTOMER_UNKNOWN')
    const renew = shop.send('POST', '/oauth/token', { grant_type: 'refresh_token', refresh_token: customer })
    expect(await faultOf(await renew)).toBe('CUSTOMER_UNKNOWN')
    expect(shop.calls()).toEqual([])
  })

  test('who was signed out meanwhile comes back to nobody, and the code is not used', async () => {
    const shop = await startShop()
    const { customer, signIn } = await shop.begin()
    const back = await returnFrom(signIn.url)
    await shop.askJson('DELETE', `${customers}/${customer}`)
    await expect(navigate(back)).rejects.toThrow()
    expect(shop.count('POST')).toBe(0)
  })

  test('who is signed out while the code is exchanged is logged out at SCAYLE, and nobody gets the tokens', async () => {
    const closing = new AbortController()
    const calls: string[] = []
    const login = new ProviderLogin({
      api: {
        exchange: async (code) => {
          calls.push(`exchange ${code}`)
          closing.abort()
          return {
            outcome: 'granted',
            pair: { access: new Secret('access-1'), refresh: undefined, lifetimeMs: undefined },
          }
        },
        logOut: async (access) => {
          calls.push(`log out ${access.reveal()}`)
          return { kind: 'silence', cause: 'timeout', reason: 'TIMEOUT', mayBeDone: true }
        },
      },
      ...{ clientId: '5', shopId: '1000', shopSecret: new Secret(shopSecret), providers: ['google'] },
      ...{ redirectUrl: 'https://auth.example.com/redirect', clock: createTestClock(), random: systemRandom },
    })
    const customer = { closed: closing.signal, start: () => calls.push('started') }
    const attempt = await login.begin('http://127.0.0.1:9/callback', {}, customer)
    const back = new URL('http://127.0.0.1:9/callback?code=c-1')
    await expect(attempt.complete(back)).rejects.toMatchObject({ code: 'CUSTOMER_UNKNOWN' })
    expect(calls).toEqual(['exchange c-1', 'log out access-1'])
  })

  test('whose code SCAYLE refuses is told so once, and forgotten', async () => {
    const shop = await startShop({ assumptions: { codeSeconds: 0 } })
    const { customer, signIn } = await shop.begin()
    expect((await visit(signIn.url)).status).toBe(400)
    expect(await faultOf(await shop.wait(customer))).toBe('SIGN_IN_FAILED')
    expect(await faultOf(await shop.wait(customer))).toBe('CUSTOMER_UNKNOWN')
  })

  test('who comes back when SCAYLE knows the till no more locks the upstream after that one try', async () => {
    const shop = await startShop()
    const { customer, signIn } = await shop.begin()
    const back = await returnFrom(signIn.url)
    shop.simulator.injectFault({ fault: '401', path: '/v1/oauth/token', times: 1 })
    expect((await navigate(back)).status).toBe(400)
    expect(await faultOf(await shop.wait(customer))).toBe('UPSTREAM_LOCKED')
    expect(await faultOf(await shop.ask({ by: 'browser' }))).toBe('UPSTREAM_LOCKED')
    expect(shop.count('POST')).toBe(1)
  })

  test('who is signed in does not sign in once more', async () => {
    const shop = await startShop()
    const customer = await shop.signIn()
    const again = await shop.askJson('POST', `${customers}/${customer}/sign-ins`, { by: 'browser' })
    expect(await faultOf(again)).toBe('SIGN_IN_FAILED')
    expect((await shop.send('GET', '/oauth/token/validate', undefined, as(customer))).status).toBe(200)
  })
})

test.each<[string, Shop, object, string]>([
  ['without the preset', { allow: [{ methods: ['*'], path: '/**' }] }, { by: 'browser' }, 'NOT_GRANTED'],
  ['without a shop secret', { more: { identityProviders: 'google' } }, { by: 'browser' }, 'UPSTREAM_NOT_READY'],
  ['without a provider', { more: { shopSecret } }, { by: 'browser' }, 'SIGN_IN_FAILED'],
  ['at a provider that the upstream does not name', {}, { by: 'browser', provider: 'okta' }, 'INVALID_INPUT'],
  ['by a code', {}, { by: 'code' }, 'SIGN_IN_FAILED'],
  ['with a second factor', {}, { by: 'browser', acrValues: ['mfa'] }, 'SIGN_IN_FAILED'],
])('nobody signs in %s, and nobody is left in the list', async (_, shop, body, expected) => {
  const { ask, askJson, calls } = await startShop(shop)
  expect(await faultOf(await ask(body))).toBe(expected)
  expect(await (await askJson('GET', customers)).json()).toEqual({ customers: [] })
  expect(calls()).toEqual([])
})

test.each<[string, Shop, object[]]>([
  ['its providers', {}, [{ upstream: 'cloud', ways: ['browser'], providers: ['google', 'apple'] }]],
  ['nothing without a provider', { more: { shopSecret } }, []],
  ['nothing without a shop secret', { more: { identityProviders: 'google' } }, []],
])('the counter offers %s', async (_, shop, offers) => {
  expect((await startShop(shop)).agent.counterCustomers.offers()).toMatchObject(offers)
})
