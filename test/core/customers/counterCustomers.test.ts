import { createRouterClient } from '@orpc/server'
import { describe, expect, test } from 'vitest'
import { asFaults } from '#adapters/network/pipeClient.ts'
import { controlRouter } from '#api/control/controlRouter.ts'
import { createTestClock } from '#test/support/clock.ts'
import {
  type Cookies,
  completeSignIn,
  enterCode,
  navigate,
  oidcClient,
  startIdentityProvider,
} from '#test/support/identityProvider.ts'
import { startSchemeTill } from '#test/support/schemeTill.ts'
import { startUpstream } from '#test/support/upstream.ts'

const everything = { methods: ['*'], path: '/**' }
const upstream = 'cloud'
const client = 'pos'

interface Scene {
  settings?: object
  allow?: NonNullable<Parameters<typeof startSchemeTill>[0]['grants']>
  /** The claims of the customer who signs in, beside `sub`. */
  claims?: Record<string, string>
}

async function start({
  settings = { signIn: 'customers' },
  allow = [everything, 'oidc:customers'],
  claims = {},
}: Scene = {}) {
  const identity = await startIdentityProvider({
    clients: [
      {
        ...oidcClient,
        redirect_uris: [...oidcClient.redirect_uris],
        grant_types: [...oidcClient.grant_types, 'urn:ietf:params:oauth:grant-type:device_code'],
      },
    ],
    features: { devInteractions: { enabled: true }, deviceFlow: { enabled: true }, revocation: { enabled: true } },
    conformIdTokenClaims: false,
    claims: { openid: ['sub', ...Object.keys(claims)] },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...claims }) }),
  })
  const cloud = await startUpstream((_, response) => response.end('{}'))
  const clock = createTestClock(Date.now())
  const entry = { scheme: 'oidc', baseUrl: cloud.url, issuer: identity.issuer, clientId: 'till-desk', ...settings }
  const till = await startSchemeTill({ entry, grants: allow, deps: { clock } })
  const { customers } = createRouterClient(controlRouter(till.agent, till.log, { actor: 'window/anna' }), {
    interceptors: [({ next }) => asFaults(next)],
  })
  const callAs = (handle: string) => till.call('/points', { headers: { 'Till-Agent-Customer': handle } })
  return { ...till, clock, identity, cloud, customers, callAs }
}

type Started = Awaited<ReturnType<typeof start>>

/** A customer who signs in with the browser of the counter. */
async function signIn({ customers }: Started, person = 'anna', cookies?: Cookies) {
  const started = await customers.signIn.start({ upstream, client, by: 'browser' })
  if (started.signIn.by !== 'browser') throw new Error('not by browser')
  await navigate(await completeSignIn(started.signIn.url, person, cookies))
  return customers.signIn.finish({ upstream, customer: started.customer })
}

describe('the counter offers', () => {
  test('where customers sign in, the ways, and the programs that may have them sign in', async () => {
    const { customers } = await start()
    expect(await customers.signIn.offers()).toEqual([
      {
        ...{ upstream, ways: ['code', 'browser'], providers: [] },
        clients: [{ id: client, name: 'Checkout' }],
      },
    ])
  })

  test('an upstream for customers before any program may sign them in, so that somebody sees what is missing', async () => {
    const { customers } = await start({ allow: [everything] })
    expect(await customers.signIn.offers()).toMatchObject([{ upstream, clients: [] }])
  })

  test('one where staff sign in, too, once a program may', async () => {
    expect(await (await start({ settings: {}, allow: [everything] })).customers.signIn.offers()).toEqual([])
    expect(await (await start({ settings: {} })).customers.signIn.offers()).toHaveLength(1)
  })

  test('no code, once it has turned out that the provider has none', async () => {
    const identity = await startIdentityProvider()
    const entry = { scheme: 'oidc', baseUrl: identity.issuer, issuer: identity.issuer, clientId: 'till-desk' }
    const { agent } = await startSchemeTill({ entry, grants: [everything, 'oidc:customers'] })
    expect(agent.counterCustomers.offers()).toMatchObject([{ ways: ['code', 'browser'] }])
    const started = agent.counterCustomers.signIn(upstream, client, { by: 'code' })
    await expect(started).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    expect(agent.counterCustomers.offers()).toMatchObject([{ ways: ['browser'] }])
  })

  test('no upstream of another kind', async () => {
    const cloud = await startUpstream((_, response) => response.end('{}'))
    const till = await startSchemeTill({ entry: { scheme: 'basic', baseUrl: cloud.url, username: 'a', password: 'b' } })
    expect(till.agent.counterCustomers.offers()).toEqual([])
    await expect(till.agent.counterCustomers.list(upstream)).rejects.toMatchObject({ code: 'NOT_SUPPORTED' })
  })
})

describe('a customer at the counter', () => {
  test.each([
    ['a full name', { name: 'Anna Example', preferred_username: 'anna' }, 'Anna Example'],
    ['an address', { email: 'anna@example.com' }, 'a•••@e•••.com'],
    ['a number', { preferred_username: '+91 99999 99993' }, '••••••• 93'],
    ['nothing but their own number for them', {}, undefined],
  ])('whom the provider names by %s', async (_, claims, name) => {
    const till = await start({ claims })
    const signedIn = await signIn(till)
    expect(signedIn).toMatchObject({ client, state: 'signed-in' })
    expect(signedIn.name).toBe(name)
    expect(await till.customers.list({ upstream })).toEqual([signedIn])
  })

  test('with a code signs in for the program, and is signed out by staff, at the provider too', async () => {
    const till = await start()
    const { customer, signIn: asked } = await till.customers.signIn.start({ upstream, client, by: 'code' })
    if (asked.by !== 'code') throw new Error('not by code')
    const finished = till.customers.signIn.finish({ upstream, customer })
    await enterCode(asked.verificationUriComplete ?? '')
    await till.clock.advance(5_000)
    expect(await finished).toMatchObject({ customer, state: 'signed-in' })
    expect((await till.callAs(customer)).status).toBe(200)

    await till.customers.signOut({ upstream, customer })
    expect(till.identity.requests).toContain('POST /token/revocation')
    expect((await till.callAs(customer)).headers.get('till-agent-fault')).toBe('CUSTOMER_UNKNOWN')
    await expect(till.customers.signOut({ upstream, customer })).rejects.toMatchObject({ code: 'CUSTOMER_UNKNOWN' })
    expect(till.agent.audit.list(2)).toMatchObject([
      { event: 'customer-signed-out', actor: 'window/anna', subject: 'upstream/cloud', outcome: 'CUSTOMER_UNKNOWN' },
      { event: 'customer-signed-out', actor: 'window/anna', subject: 'upstream/cloud', outcome: 'done' },
    ])
  })

  // Without it the second customer would be signed in as the first, whose session the counter's browser still has.
  test('enters a password of their own in a browser where another one signed in before', async () => {
    const till = await start({ claims: { name: 'any' } })
    const cookies: Cookies = new Map()
    await signIn(till, 'anna', cookies)
    await signIn(till, 'ben', cookies)
    await till.callAs((await till.customers.list({ upstream }))[0]?.customer ?? '')
    const subjects = till.identity.tokenResponses.map((text) => {
      const [, claims = ''] = String(JSON.parse(text).id_token).split('.')
      return JSON.parse(Buffer.from(claims, 'base64url').toString()).sub
    })
    expect(subjects).toEqual(['anna', 'ben'])
  })

  test('who waits no longer is not signed in by what was begun', async () => {
    const till = await start()
    const { customer, signIn: asked } = await till.customers.signIn.start({ upstream, client, by: 'browser' })
    if (asked.by !== 'browser') throw new Error('not by browser')
    const leaving = new AbortController()
    const finished = till.customers.signIn.finish({ upstream, customer }, { signal: leaving.signal })
    const outcome = expect(finished).rejects.toThrow()
    const back = await completeSignIn(asked.url)
    leaving.abort()
    await outcome
    await expect.poll(() => till.customers.list({ upstream })).toEqual([])
    await expect(navigate(back)).rejects.toThrow('ECONNREFUSED')
    expect(till.identity.requests).not.toContain('POST /token')
  })

  test('belongs to the program that was named, which has to be one', async () => {
    const till = await start()
    await expect(till.customers.signIn.start({ upstream, client: 'kiosk', by: 'code' })).rejects.toMatchObject({
      code: 'UNKNOWN_CLIENT',
    })
    const signedIn = await signIn(till)
    till.agent.clients.revoke(client)
    expect(await till.customers.list({ upstream })).toEqual([])
    await expect(till.customers.signOut({ upstream, customer: signedIn.customer })).rejects.toMatchObject({
      code: 'CUSTOMER_UNKNOWN',
    })
  })
})
