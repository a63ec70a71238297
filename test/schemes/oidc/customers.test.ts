import { describe, expect, test } from 'vitest'
import { createTestClock, type TestClock } from '#test/support/clock.ts'
import {
  completeSignIn,
  enterCode,
  type IdentityProvider,
  navigate,
  oidcClient,
  startIdentityProvider,
} from '#test/support/identityProvider.ts'
import { type SchemeTill, startSchemeTill } from '#test/support/schemeTill.ts'
import { askForSecondFactor, secondFactorPolicy, twoFactors } from '#test/support/secondFactor.ts'
import { faultOf } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const hour = 3_600_000
const everything = { methods: ['*'], path: '/**' }
const grants = [everything, 'oidc:customers' as const]

interface Scene extends Omit<SchemeTill, 'clock'> {
  clock: TestClock
  identity: IdentityProvider
  upstream: Awaited<ReturnType<typeof startUpstream>>
}

/** The default would print a hint. */
const ttl = {
  Grant: 3600,
  Session: 3600,
  Interaction: 600,
  IdToken: 3600,
  AccessToken: 3600,
  RefreshToken: 3600,
  DeviceCode: 600,
}

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'

function clientsOf(...ids: string[]) {
  return ids.map((client_id) => ({
    ...oidcClient,
    client_id,
    redirect_uris: [...oidcClient.redirect_uris],
    grant_types: [...oidcClient.grant_types, deviceGrant],
  }))
}

function startProvider(more: Parameters<typeof startIdentityProvider>[0] = {}) {
  return startIdentityProvider(
    {
      clients: clientsOf('till-desk'),
      features: {
        devInteractions: { enabled: true },
        deviceFlow: { enabled: true },
        revocation: { enabled: true, allowedPolicy: () => true },
        rpInitiatedLogout: { enabled: true },
      },
      ...secondFactorPolicy(),
      ttl,
      ...more,
    },
    undefined,
    askForSecondFactor,
  )
}

async function start(settings: object = {}, options: Partial<Parameters<typeof startSchemeTill>[0]> = {}) {
  const identity = await startProvider()
  const upstream = await startUpstream((_, response) => response.end('{}'))
  const entry = { scheme: 'oidc', baseUrl: upstream.url, issuer: identity.issuer, clientId: 'till-desk', ...settings }
  const clock = createTestClock(Date.now())
  const till = await startSchemeTill({ entry, grants, deps: { clock }, ...options })
  return { ...till, clock, identity, upstream } satisfies Scene
}

interface Begun {
  customer: string
  state: string
  signIn: { by: string; url: string; userCode: string; verificationUriComplete: string; expiresAt: number }
}

const customers = '/v1/upstreams/cloud/customers'
const json = { 'Content-Type': 'application/json' }
const post = (body: object) => ({ method: 'POST', headers: json, body: JSON.stringify(body) })

async function begin(till: Pick<SchemeTill, 'ask'>, body: object, path = `${customers}/sign-ins`): Promise<Begun> {
  const answer = await till.ask(path, post(body))
  expect(answer.status).toBe(201)
  return (await answer.json()) as Begun
}

const get = (till: Pick<SchemeTill, 'ask'>, customer: string, waitSeconds = 0) =>
  till.ask(`${customers}/${customer}?waitSeconds=${waitSeconds}`)
const stateOf = async (response: Response) => ((await response.json()) as { state: string }).state
const as = (customer: string) => ({ headers: { 'Till-Agent-Customer': customer } })
const tokenOf = ({ identity }: Scene, nth: number) => JSON.parse(identity.tokenResponses.at(nth) ?? '{}')

async function signInByBrowser(till: Scene, person: string, body: object = {}): Promise<string> {
  const { customer, signIn } = await begin(till, { by: 'browser', ...body })
  await navigate(await completeSignIn(signIn.url, person))
  return customer
}

/** Lets the agent ask once more whether the code was entered, and waits for the answer. */
async function poll(till: Scene, afterMs = 5_000): Promise<void> {
  const before = till.identity.requests.length
  await till.clock.advance(afterMs)
  await expect.poll(() => till.identity.requests.length, { interval: 5 }).toBeGreaterThan(before)
}

async function signInByCode(till: Scene, person: string): Promise<string> {
  const { customer, signIn } = await begin(till, { by: 'code' })
  await enterCode(signIn.verificationUriComplete, person)
  await poll(till)
  expect(await stateOf(await get(till, customer, 20))).toBe('signed-in')
  return customer
}

describe('customers at an identity provider', () => {
  test('sign in by browser, many to one upstream, and each request is in the name of the one it names', async () => {
    const till = await start({ sendIdTokenAs: 'X-CAP-EXTERNAL-OAUTH-ID-TOKEN', brand: 'DEMO' })
    const anna = await signInByBrowser(till, 'anna')
    const ben = await signInByBrowser(till, 'ben')
    expect(await stateOf(await get(till, anna, 5))).toBe('signed-in')
    for (const customer of [anna, ben]) expect((await till.call('/points', as(customer))).status).toBe(200)
    const tokens = till.identity.tokenResponses.map((text) => JSON.parse(text))
    expect(till.upstream.seen.map(({ headers }) => headers)).toMatchObject(
      tokens.map(({ access_token, id_token }) => ({
        authorization: `Bearer ${access_token}`,
        'x-cap-external-oauth-id-token': id_token,
        cap_brand: 'DEMO',
      })),
    )
    expect(await (await till.ask(customers)).json()).toMatchObject({
      customers: [
        { customer: anna, state: 'signed-in' },
        { customer: ben, state: 'signed-in' },
      ],
    })
    till.expectNoLeak(
      ...tokens.flatMap(({ access_token, id_token, refresh_token }) => [access_token, id_token, refresh_token]),
    )
    expect(JSON.stringify(till.agent.audit.list(20))).toContain('customer-signed-in')
  })

  test('sign in by a code on their own phone', async () => {
    const till = await start()
    const { customer, state, signIn } = await begin(till, { by: 'code' })
    expect(state).toBe('started')
    expect(signIn).toMatchObject({ by: 'code', userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/) })
    expect(new URL(signIn.verificationUriComplete).searchParams.get('user_code')).toBe(signIn.userCode)
    expect(await faultOf(await till.call('/points', as(customer)))).toBe('CUSTOMER_UNKNOWN')
    await poll(till)
    expect(await stateOf(await get(till, customer))).toBe('started')

    expect(await enterCode(signIn.verificationUriComplete)).toContain('Sign-in Success')
    await poll(till)
    expect(await stateOf(await get(till, customer, 20))).toBe('signed-in')
    expect((await till.call('/points', as(customer))).status).toBe(200)
    expect(till.upstream.seen[0]?.headers.authorization).toBe(`Bearer ${tokenOf(till, -1).access_token}`)
    till.expectNoLeak(signIn.userCode, tokenOf(till, -1).access_token)
  })

  test('stay signed in when their token has expired, until the provider ends it', async () => {
    const till = await start()
    const customer = await signInByCode(till, 'anna')
    await till.clock.advance(2 * hour)
    expect((await till.call('/points', as(customer))).status).toBe(200)
    const { refresh_token } = tokenOf(till, -1)
    await till.identity.provider.RefreshToken.find(refresh_token).then((token) => token?.destroy())
    await till.clock.advance(2 * hour)
    for (const _ of [1, 2]) expect(await faultOf(await till.call('/points', as(customer)))).toBe('CUSTOMER_UNKNOWN')
    expect(till.agent.upstreams.find('cloud')?.locked).toBe(false)
  })

  test('are signed out at the provider too', async () => {
    const till = await start()
    const customer = await signInByCode(till, 'anna')
    const { refresh_token, access_token } = tokenOf(till, -1)
    expect((await till.ask(`${customers}/${customer}`, { method: 'DELETE' })).status).toBe(204)
    expect(await till.identity.provider.RefreshToken.find(refresh_token)).toBeUndefined()
    expect(await till.identity.provider.AccessToken.find(access_token)).toBeUndefined()
    expect(await faultOf(await till.call('/points', as(customer)))).toBe('CUSTOMER_UNKNOWN')
  })

  test('never stand in for staff, nor staff for them', async () => {
    const till = await start()
    const customer = await signInByCode(till, 'anna')
    expect(await faultOf(await till.call('/points'))).toBe('UPSTREAM_NOT_READY')
    const { url, signInId } = await till.agent.signIns.start('cloud')
    const staff = till.agent.signIns.finish('cloud', signInId)
    await navigate(await completeSignIn(url, 'clerk'))
    expect(await staff).toMatchObject({ person: 'clerk' })
    await till.call('/points')
    await till.call('/points', as(customer))
    const [byStaff, byCustomer] = till.upstream.seen.map(({ headers }) => headers.authorization)
    expect(byStaff).not.toBe(byCustomer)
    await till.agent.signIns.signOut('cloud')
    expect((await till.call('/points', as(customer))).status).toBe(200)
  })

  test('are known to the client that signed them in alone', async () => {
    const till = await start()
    const customer = await signInByCode(till, 'anna')
    const { key } = till.agent.clients.add({
      ...{ id: 'kiosk', name: 'Kiosk', origins: [] },
      grants: [{ upstream: 'cloud', allow: grants }],
    })
    const headers = { 'Till-Agent-Key': key, ...as(customer).headers }
    expect(await faultOf(await till.call('/points', { headers }))).toBe('CUSTOMER_UNKNOWN')
    expect(await faultOf(await till.ask(`${customers}/${customer}`, { headers }))).toBe('CUSTOMER_UNKNOWN')
  })
})

describe('an upstream for customers alone', () => {
  test('is ready without staff, and sends nothing in the name of nobody', async () => {
    const till = await start({ signIn: 'customers' })
    const [shown] = till.agent.upstreams.list()
    expect(shown?.state).toBe('ready')
    expect(shown?.signsInWithBrowser).toBeUndefined()
    expect((await start()).agent.upstreams.list()).toMatchObject([{ state: 'not-ready', signsInWithBrowser: true }])
    expect(await till.agent.upstreams.test('cloud')).toMatchObject({ latencyMs: expect.any(Number) })
    expect(await faultOf(await till.call('/points'))).toBe('CUSTOMER_UNKNOWN')
    await expect(till.agent.signIns.start('cloud')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    const customer = await signInByCode(till, 'anna')
    expect((await till.call('/points', as(customer))).status).toBe(200)
    expect(till.upstream.seen).toHaveLength(1)
  })
})

describe('a sign-in ends without a customer', () => {
  test('when the client may not sign customers in', async () => {
    const till = await start({}, { grants: [everything] })
    expect(await faultOf(await till.ask(`${customers}/sign-ins`, post({ by: 'code' })))).toBe('NOT_GRANTED')
    expect(till.identity.requests).toEqual([])
  })

  test('when nobody comes back from the browser in time, and says so once', async () => {
    const till = await start()
    const { customer, signIn } = await begin(till, { by: 'browser' })
    const redirectUri = new URL(signIn.url).searchParams.get('redirect_uri') ?? ''
    await till.clock.advance(5 * 60_000)
    expect(await faultOf(await get(till, customer))).toBe('SIGN_IN_FAILED')
    expect(await faultOf(await get(till, customer))).toBe('CUSTOMER_UNKNOWN')
    await expect(navigate(redirectUri)).rejects.toThrow('ECONNREFUSED')
  })

  test('when the customer declines on the phone', async () => {
    const till = await start()
    const { customer, signIn } = await begin(till, { by: 'code' })
    const code = await till.identity.provider.DeviceCode.findByUserCode(signIn.userCode.replace('-', ''))
    Object.assign(code ?? {}, { error: 'access_denied' })
    await code?.save()
    await poll(till)
    expect(await faultOf(await get(till, customer, 20))).toBe('SIGN_IN_FAILED')
  })

  test('when the client signs out before; then nothing is asked any more', async () => {
    const till = await start()
    const { customer } = await begin(till, { by: 'code' })
    await till.ask(`${customers}/${customer}`, { method: 'DELETE' })
    const before = till.identity.requests.length
    await till.clock.advance(60_000)
    expect(await faultOf(await get(till, customer))).toBe('CUSTOMER_UNKNOWN')
    expect(till.identity.requests).toHaveLength(before)
  })

  test('when the provider offers no codes', async () => {
    const identity = await startIdentityProvider()
    const entry = { scheme: 'oidc', baseUrl: identity.issuer, issuer: identity.issuer, clientId: 'till-desk' }
    const till = await startSchemeTill({ entry, grants })
    expect(await faultOf(await till.ask(`${customers}/sign-ins`, post({ by: 'code' })))).toBe('SIGN_IN_FAILED')
    expect(await (await till.ask(customers)).json()).toEqual({ customers: [] })
  })

  test('when a ninth is begun, the oldest', async () => {
    const till = await start()
    const handles: string[] = []
    for (let n = 0; n < 9; n += 1) handles.push((await begin(till, { by: 'code' })).customer)
    expect(await faultOf(await get(till, handles[0] ?? ''))).toBe('SIGN_IN_FAILED')
    expect(await stateOf(await get(till, handles[1] ?? ''))).toBe('started')
  })

  test('sooner, or when a second is begun, where the limits say so', async () => {
    const limits = { browserSignInTimeoutMs: 30_000, codeSignInTimeoutMs: 30_000, signInsPerClient: 2 }
    const till = await start({}, { limits })
    const handles = [await begin(till, { by: 'browser' }), await begin(till, { by: 'code' })]
    expect(handles.map(({ signIn }) => signIn.expiresAt)).toEqual(Array(2).fill(till.clock.now() + 30_000))
    await begin(till, { by: 'code' })
    expect(await faultOf(await get(till, handles[0]?.customer ?? ''))).toBe('SIGN_IN_FAILED')
    await till.clock.advance(30_000)
    expect(await faultOf(await get(till, handles[1]?.customer ?? ''))).toBe('SIGN_IN_FAILED')
  })

  test('but not when the provider is down for a while', async () => {
    const till = await start()
    const { customer, signIn } = await begin(till, { by: 'code' })
    till.identity.setDown(true)
    await poll(till)
    till.identity.setDown(false)
    await enterCode(signIn.verificationUriComplete)
    await poll(till, 10_000)
    expect(await stateOf(await get(till, customer, 20))).toBe('signed-in')
  })
})

describe('a second factor', () => {
  test('that the upstream requires of everybody is asked for', async () => {
    const till = await start({ acrValues: twoFactors })
    const customer = await signInByBrowser(till, 'anna')
    expect(await stateOf(await get(till, customer, 5))).toBe('signed-in')
    expect(new URL((await begin(till, { by: 'browser' })).signIn.url).searchParams.get('acr_values')).toBe(twoFactors)
  })

  test('that the provider left out signs nobody in', async () => {
    const identity = await startIdentityProvider()
    const entry = { scheme: 'oidc', baseUrl: identity.issuer, issuer: identity.issuer, clientId: 'till-desk' }
    const till = await startSchemeTill({ entry: { ...entry, acrValues: twoFactors }, grants })
    const { customer, signIn } = await begin(till, { by: 'browser' })
    expect((await navigate(await completeSignIn(signIn.url))).status).toBe(400)
    expect(await faultOf(await get(till, customer, 5))).toBe('SIGN_IN_FAILED')
    // The tokens are not left behind at the provider.
    expect(identity.requests).toContain('POST /token/revocation')
  })

  // RFC 9470: the upstream refuses the token, and says what it wants.
  test('that the upstream asks for is told to the client, who has the customer authenticate again', async () => {
    const till = await start()
    const customer = await signInByCode(till, 'anna')
    const challenge = `Bearer error="insufficient_user_authentication", acr_values="${twoFactors}", max_age="60"`
    till.upstream.answerWith((_, response) => response.writeHead(401, { 'WWW-Authenticate': challenge }).end('{}'))
    const refused = await till.call('/points', as(customer))
    expect(await refused.clone().json()).toMatchObject({ acrValues: [twoFactors], maxAgeSeconds: 60 })
    expect(await faultOf(refused)).toBe('STEP_UP_REQUIRED')
    expect(till.upstream.seen).toHaveLength(1)

    const path = `${customers}/${customer}/sign-ins`
    const again = await begin(till, { by: 'code', acrValues: [twoFactors], maxAgeSeconds: 60 }, path)
    expect(again).toMatchObject({ customer, state: 'stepping-up' })
    till.upstream.answerWith((_, response) => response.end('{}'))
    expect((await till.call('/points', as(customer))).status).toBe(200)
    await enterCode(again.signIn.verificationUriComplete)
    await poll(till)
    expect(await stateOf(await get(till, customer, 20))).toBe('signed-in')
    await till.call('/points', as(customer))
    const [before, after] = till.upstream.seen.slice(-2).map(({ headers }) => headers.authorization)
    expect(after).not.toBe(before)
    expect(after).toBe(`Bearer ${tokenOf(till, -1).access_token}`)
  })

  test('of another person is refused, and the customer stays who they are', async () => {
    const till = await start()
    const customer = await signInByCode(till, 'anna')
    const again = await begin(till, { by: 'browser' }, `${customers}/${customer}/sign-ins`)
    expect((await navigate(await completeSignIn(again.signIn.url, 'mallory'))).status).toBe(400)
    expect(await faultOf(await get(till, customer, 5))).toBe('SIGN_IN_FAILED')
    expect((await till.call('/points', as(customer))).status).toBe(200)
  })
})
