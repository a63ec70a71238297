import { type CryptoKey, decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { presentUpstream } from '#api/presenters/upstream.ts'
import { Secret } from '#core/base/secret.ts'
import { canaries } from '#test/support/canaries.ts'
import { createSkippingClock } from '#test/support/clock.ts'
import {
  completeSignIn,
  type IdentityProvider,
  navigate,
  oidcClient,
  startIdentityProvider,
} from '#test/support/identityProvider.ts'
import { type SchemeTill, startSchemeTill } from '#test/support/schemeTill.ts'
import { faultOf } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const redirectUris = [...oidcClient.redirect_uris]
const grantTypes = [...oidcClient.grant_types]
const hour = 3_600_000

interface Scene extends SchemeTill {
  identity: IdentityProvider
  upstream: Awaited<ReturnType<typeof startUpstream>>
}

async function start(
  settings: Record<string, unknown> = {},
  provider: Parameters<typeof startIdentityProvider>[0] = {},
  deps: Parameters<typeof startSchemeTill>[0]['deps'] = {},
): Promise<Scene> {
  const identity = await startIdentityProvider(provider)
  const upstream = await startUpstream((_, response) => response.end('{}'))
  const till = await startSchemeTill({ entry: { ...entryFor(identity, upstream), ...settings }, deps })
  return { ...till, identity, upstream }
}

function entryFor({ issuer }: { issuer: string }, upstream: { url: string }) {
  return { scheme: 'oidc', baseUrl: upstream.url, issuer, clientId: 'till-desk' }
}

/** As a browser would: to the provider, through its forms and back, with the addresses changed on the way. */
async function signIn(
  { agent }: Pick<SchemeTill, 'agent'>,
  { person = 'anna', there = same, back = same }: { person?: string; there?: Change; back?: Change } = {},
) {
  const { url, signInId } = await agent.signIns.start('cloud')
  const signedIn = agent.signIns.finish('cloud', signInId)
  signedIn.catch(() => {})
  const returned = changed(await completeSignIn(changed(url, there), person), back)
  return { url, returned, page: await navigate(returned), signedIn }
}

type Change = (parameters: URLSearchParams) => void
const same: Change = () => {}

function changed(address: string, change: Change): string {
  const url = new URL(address)
  change(url.searchParams)
  return url.href
}

/** A token answer with an ID token for somebody else in it. */
async function withSubject(sub: string, body: string, key: CryptoKey): Promise<string> {
  const given = JSON.parse(body)
  const token = new SignJWT({ ...decodeJwt(given.id_token), sub }).setProtectedHeader({ alg: 'RS256' })
  return JSON.stringify({ ...given, id_token: await token.sign(key) })
}

const revocations = ({ requests }: IdentityProvider) =>
  requests.filter((request) => request.startsWith('POST /token/revocation')).length

const tokenCalls = ({ requests }: IdentityProvider) => requests.filter((request) => request === 'POST /token').length

describe('once a person has signed in', () => {
  test('requests carry the access token, and the ID token where it is asked for', async () => {
    const till = await start({ sendIdTokenAs: 'X-CAP-EXTERNAL-OAUTH-ID-TOKEN', brand: 'DEMO' })
    const { signedIn, page } = await signIn(till)
    expect(await signedIn).toMatchObject({ organisation: new URL(till.identity.issuer).host, person: 'anna' })
    const forged = { 'X-Cap_External-OAuth-ID-Token': 'forged', CAP_BRAND: 'OTHER', Authorization: 'Bearer forged' }
    expect((await till.call('/mobile/v2/api/points', { headers: forged })).status).toBe(200)

    const given = JSON.parse(till.identity.tokenResponses[0] ?? '')
    const [seen] = till.upstream.seen
    expect(seen?.headers).toMatchObject({
      authorization: `Bearer ${given.access_token}`,
      'x-cap-external-oauth-id-token': given.id_token,
      cap_brand: 'DEMO',
    })
    expect(seen?.rawHeaders.join('\n')).not.toMatch(/forged|OTHER/)
    expect(page.html).toContain('You can close this window')
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    till.expectNoLeak(given.access_token, given.id_token, given.refresh_token)
  })

  test('the browser is sent with PKCE S256, state and nonce, each new', async () => {
    const till = await start()
    const parts = ['state', 'nonce', 'code_challenge']
    const seen = new Set<string>()
    for (const _ of [1, 2]) {
      const { url } = await till.agent.signIns.start('cloud')
      const { searchParams } = new URL(url)
      expect(searchParams.get('code_challenge_method')).toBe('S256')
      expect(searchParams.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/)
      for (const part of parts) seen.add(searchParams.get(part) ?? '')
    }
    expect(seen.size).toBe(2 * parts.length)
    expect(Math.min(...[...seen].map(({ length }) => length))).toBe(43)
  })

  test('an old token is renewed unnoticed, once however many wait, and the refresh token is replaced', async () => {
    const till = await start()
    await (await signIn(till)).signedIn
    till.clock.skip(2 * hour)
    const answers = await Promise.all(Array.from({ length: 10 }, () => till.call('/thing')))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect(tokenCalls(till.identity)).toBe(2)
    const [first, second] = till.identity.tokenResponses.map((text) => JSON.parse(text))
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect(new Set(till.upstream.seen.map(({ headers }) => headers.authorization))).toEqual(
      new Set([`Bearer ${second.access_token}`]),
    )
    till.clock.skip(2 * hour)
    expect((await till.call('/thing')).status).toBe(200)
    till.expectNoLeak(...till.identity.tokenResponses.map((text) => JSON.parse(text).refresh_token))
  })

  test('a token that the upstream no longer accepts is renewed, and the request is sent again', async () => {
    const identity = await startIdentityProvider()
    const upstream = await startUpstream(({ headers }, response) => {
      const first = JSON.parse(identity.tokenResponses[0] ?? '{}').access_token
      response.writeHead(headers.authorization === `Bearer ${first}` ? 401 : 200).end('{}')
    })
    const till = await startSchemeTill({ entry: entryFor(identity, upstream) })
    await (await signIn(till)).signedIn
    till.clock.skip(60_000)
    expect((await till.call('/thing')).status).toBe(200)
    expect(upstream.seen.length).toBe(2)
  })

  // Each renewal spends the refresh token, and an upstream that refuses everything would have it spent by every request.
  test('a token that is refused as soon as it was granted is not renewed', async () => {
    const till = await start()
    await (await signIn(till)).signedIn
    till.upstream.answerWith((_, response) => response.writeHead(401).end())
    expect((await till.call('/thing')).status).toBe(401)
    expect(tokenCalls(till.identity)).toBe(1)
    till.clock.skip(6_000)
    await till.call('/thing')
    expect(tokenCalls(till.identity)).toBe(2)
  })

  test('the person is still signed in after a restart', async () => {
    const first = await start()
    await (await signIn(first)).signedIn
    await first.agent.close()
    const { settings, vault } = first
    const second = await startSchemeTill({ entry: entryFor(first.identity, first.upstream), settings, vault })
    expect((await second.call('/thing')).status).toBe(200)
    expect(await second.agent.upstreams.test('cloud')).toMatchObject({ person: 'anna' })
  })

  test('a grant of one provider is sent to no other', async () => {
    const till = await start()
    await (await signIn(till)).signedIn
    const other = await startIdentityProvider()
    const entry = { id: 'cloud', ...entryFor(other, till.upstream) }
    await till.agent.provision({ upstreams: [entry], clients: [] })
    expect(await faultOf(await till.call('/thing'))).toBe('UPSTREAM_NOT_READY')
    expect(other.requests).toEqual([])
  })
})

describe('before anybody has signed in', () => {
  test('the upstream is set up but not ready, and says what to do', async () => {
    const till = await start()
    const remedy = 'Run "till-agent upstream sign-in cloud".'
    expect(till.agent.upstreams.list().map(presentUpstream)).toMatchObject([{ state: 'not-ready', remedy }])
    const answer = await till.call('/thing')
    // Only a person can end it.
    expect(answer.headers.get('retry-after')).toBeNull()
    expect(await answer.json()).toMatchObject({ code: 'UPSTREAM_NOT_READY', remedy })
    await expect(till.agent.upstreams.test('cloud')).rejects.toMatchObject({
      code: 'UPSTREAM_NOT_READY',
      remedy: { action: 'sign-in-upstream', target: 'cloud' },
    })
    expect(till.upstream.seen).toEqual([])
  })

  test('the upstream is added only when the provider names itself as the issuer', async () => {
    const till = await start()
    const entry = { ...entryFor(till.identity, till.upstream), id: 'more', clientId: 'x' }
    expect((await till.agent.upstreams.add(entry, true)).upstream.state).toBe('not-ready')
    const adding = till.agent.upstreams.add({ ...entry, id: 'less', issuer: till.upstream.url }, true)
    await expect(adding).rejects.toMatchObject({ code: 'CREDENTIAL_UNPROVEN' })
  })

  test.each([
    ['an issuer without https', { issuer: 'http://idp.example.com' }, 'issuer'],
    ['scopes without openid', { scopes: ['profile'] }, 'scopes'],
    ['a header that is no token', { sendIdTokenAs: 'Host' }, 'sendIdTokenAs'],
    ['a brand that breaks the line', { brand: 'a\r\nb' }, 'brand'],
  ])('%s is refused', async (_, settings, path) => {
    await expect(start(settings)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { issues: [expect.objectContaining({ path: expect.stringContaining(path) })] },
    })
  })

  test('an upstream of another scheme has no sign-in', async () => {
    const entry = { scheme: 'header', baseUrl: 'http://127.0.0.1:9', name: 'X-Key', value: canaries.oauthSecret }
    const till = await startSchemeTill({ entry })
    await expect(till.agent.signIns.start('cloud')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(till.agent.signIns.start('nowhere')).rejects.toMatchObject({ code: 'UNKNOWN_UPSTREAM' })
  })
})

describe('an authorization response is refused', () => {
  const put = (name: string, value: string) => (parameters: URLSearchParams) => parameters.set(name, value)

  test.each<[string, { there?: Change; back?: Change }]>([
    ['with two states', { back: (parameters) => parameters.append('state', 'x') }],
    ['from another issuer (mix-up, RFC 9207)', { back: put('iss', 'https://elsewhere.example.com') }],
    ['from an issuer that does not say who it is', { back: (parameters) => parameters.delete('iss') }],
    ['with another nonce', { there: put('nonce', 'x'.repeat(43)) }],
    ['with a code that was begun elsewhere (PKCE)', { there: put('code_challenge', 'x'.repeat(43)) }],
    ['with a code for another client', { there: put('client_id', 'other-desk') }],
    ['with a code that was made up', { back: put('code', 'x'.repeat(43)) }],
    ['without a code', { back: (parameters) => parameters.delete('code') }],
    ['when the person declined', { back: answerOf({ error: 'access_denied' }) }],
  ])('%s', async (_, changes) => {
    const clients = ['till-desk', 'other-desk'].map((client_id) => ({
      ...oidcClient,
      client_id,
      redirect_uris: redirectUris,
      grant_types: grantTypes,
    }))
    const till = await start({}, { clients })
    const { signedIn, page, returned } = await signIn(till, changes)
    await expect(signedIn).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    expect(page.status).toBe(400)
    expect(till.agent.upstreams.list()).toMatchObject([{ state: 'not-ready' }])
    expect(await faultOf(await till.call('/thing'))).toBe('UPSTREAM_NOT_READY')
    till.expectNoLeak(new URL(returned).searchParams.get('code') ?? 'none')
  })

  /** Another response in place of the code. */
  function answerOf(answer: Record<string, string>): Change {
    return (parameters) => {
      parameters.delete('code')
      for (const [name, value] of Object.entries(answer)) parameters.set(name, value)
    }
  }

  test.each<[string, Change]>([
    ['with another state', put('state', 'x'.repeat(43))],
    ['without a state', (parameters) => parameters.delete('state')],
  ])('%s, and the person who comes back later signs in all the same', async (_, back) => {
    const till = await start()
    const { url, signedIn, page, returned } = await signIn(till, { back })
    expect(page.status).toBe(400)
    const own = new URL(returned)
    own.searchParams.set('state', new URL(url).searchParams.get('state') ?? '')
    expect((await navigate(own.href)).status).toBe(200)
    await expect(signedIn).resolves.toMatchObject({ person: 'anna' })
  })

  test('with an ID token that somebody else has signed', async () => {
    const till = await start()
    const { privateKey } = await generateKeyPair('RS256')
    till.identity.overrideResponses((path, body) =>
      path === '/token' ? withSubject('mallory', body, privateKey) : undefined,
    )
    await expect((await signIn(till)).signedIn).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    expect(till.agent.upstreams.list()).toMatchObject([{ state: 'not-ready' }])
  })

  test.each<[string, object]>([
    ['names another issuer', { issuer: 'https://elsewhere.example.com' }],
    ['signs in without https', { authorization_endpoint: 'http://elsewhere.example.com/auth' }],
    ['signs in with a script', { authorization_endpoint: 'javascript:alert(1)' }],
  ])('before it is asked for, when the provider %s', async (_, document) => {
    const till = await start()
    till.identity.overrideResponses((path, body) =>
      path.startsWith('/.well-known/') ? JSON.stringify({ ...JSON.parse(body), ...document }) : undefined,
    )
    await expect(till.agent.signIns.start('cloud')).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
  })

  test('when it comes a second time: the port is closed', async () => {
    const till = await start()
    const { returned, signedIn } = await signIn(till)
    await signedIn
    await expect(navigate(returned)).rejects.toThrow('ECONNREFUSED')
    expect(tokenCalls(till.identity)).toBe(1)
  })

  test('when another sign-in took its place', async () => {
    const till = await start()
    const { signInId, url } = await till.agent.signIns.start('cloud')
    const waiting = expect(till.agent.signIns.finish('cloud', signInId)).rejects.toMatchObject({
      code: 'SIGN_IN_FAILED',
    })
    await till.agent.signIns.start('cloud')
    await waiting
    await expect(navigate(await completeSignIn(url))).rejects.toThrow('ECONNREFUSED')
  })
})

describe('when the provider', () => {
  test('ends the sign-in, nothing is locked and another sign-in helps', async () => {
    const till = await start()
    await (await signIn(till)).signedIn
    till.clock.skip(2 * hour)
    const { refresh_token } = JSON.parse(till.identity.tokenResponses[0] ?? '')
    await till.identity.provider.RefreshToken.find(refresh_token).then((token) => token?.destroy())

    const answer = await till.call('/thing')
    const remedy = 'Run "till-agent upstream sign-in cloud".'
    expect(await answer.json()).toMatchObject({ code: 'UPSTREAM_NOT_READY', remedy })
    expect(till.agent.upstreams.list().map(presentUpstream)).toMatchObject([{ state: 'not-ready', remedy }])
    await till.call('/thing')
    expect(tokenCalls(till.identity)).toBe(2)

    await (await signIn(till, { person: 'ben' })).signedIn
    expect(till.agent.upstreams.list()).toMatchObject([{ state: 'ready' }])
    expect((await till.call('/thing')).status).toBe(200)
  })

  test('gives no refresh token, the sign-in lasts as long as its token', async () => {
    const till = await start({ scopes: ['openid'] })
    await (await signIn(till)).signedIn
    expect((await till.call('/thing')).status).toBe(200)
    till.clock.skip(2 * hour)
    expect(await faultOf(await till.call('/thing'))).toBe('UPSTREAM_NOT_READY')
    expect(till.agent.upstreams.list()).toMatchObject([{ state: 'not-ready' }])
  })

  test('is down, no expired token is sent, and the till recovers by itself', async () => {
    const till = await start()
    await (await signIn(till)).signedIn
    till.clock.skip(2 * hour)
    till.identity.setDown(true)
    const answer = await till.call('/thing')
    expect([await faultOf(answer), answer.headers.get('retry-after')]).toEqual(['UPSTREAM_NOT_READY', '1'])
    expect(till.upstream.seen).toEqual([])
    till.identity.setDown(false)
    till.clock.skip(1_000)
    expect((await till.call('/thing')).status).toBe(200)
  })

  // The difference of the clocks was measured once. After the clock was set right, as minutes after a start, each new ID token
  // looked expired: renewals failed until the agent was ended, and each had spent the refresh token.
  test('was first asked while the clock of this machine was wrong, renewals work once it is set right', async () => {
    let wrongMs = 0
    const skipping = createSkippingClock()
    const clock = { ...skipping, now: () => skipping.now() + wrongMs }
    const till = await start({}, {}, { clock })
    await (await signIn(till)).signedIn
    wrongMs = -3 * hour
    await till.agent.upstreams.test('cloud')
    wrongMs = 0
    skipping.skip(2 * hour)
    expect((await till.call('/thing')).status).toBe(200)
  })

  test('answers a renewal for another person, the tokens are refused', async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    const till = await start({}, { jwks: { keys: [await exportJWK(privateKey)] } as never })
    await (await signIn(till)).signedIn
    till.clock.skip(2 * hour)
    till.identity.overrideResponses((path, body) =>
      path === '/token' ? withSubject('ben', body, privateKey) : undefined,
    )
    expect(await faultOf(await till.call('/thing'))).toBe('UPSTREAM_NOT_READY')
    expect(till.agent.upstreams.list().map(presentUpstream)).toMatchObject([
      { reason: 'The identity provider answered for another person.', remedy: expect.stringContaining('sign-in') },
    ])
    expect(till.upstream.seen).toEqual([])
  })

  test('expects a client secret, a wrong one locks the upstream at the first renewal', async () => {
    const client = { ...oidcClient, redirect_uris: redirectUris, grant_types: grantTypes }
    const clients = [
      { ...client, token_endpoint_auth_method: 'client_secret_basic' as const, client_secret: canaries.oauthSecret },
    ]
    const till = await start({ clientSecret: canaries.oauthSecret }, { clients })
    await (await signIn(till)).signedIn
    till.clock.skip(2 * hour)
    expect((await till.call('/thing')).status).toBe(200)

    await till.agent.upstreams.rotate('cloud', { clientSecret: 'wrong' }, false)
    expect(await faultOf(await till.call('/thing'))).toBe('UPSTREAM_LOCKED')
    expect(till.agent.upstreams.list()).toMatchObject([{ state: 'locked' }])
    await till.agent.upstreams.rotate('cloud', { clientSecret: canaries.oauthSecret }, false)
    expect((await till.call('/thing')).status).toBe(200)
    till.expectNoLeak()
  })
})

describe('signing out', () => {
  test('removes the tokens here and at the provider', async () => {
    const till = await start()
    await (await signIn(till)).signedIn
    const { refresh_token, access_token } = JSON.parse(till.identity.tokenResponses[0] ?? '')
    const { revocation, endSessionUrl } = await till.agent.signIns.signOut('cloud')
    expect(revocation).toBe('done')
    expect([...new URL(endSessionUrl ?? '').searchParams.keys()]).toEqual(['client_id'])
    expect(await till.identity.provider.RefreshToken.find(refresh_token)).toBeUndefined()
    expect(await till.identity.provider.AccessToken.find(access_token)).toBeUndefined()
    expect(await faultOf(await till.call('/thing'))).toBe('UPSTREAM_NOT_READY')
    const { installation } = till.settings.read()
    expect(await till.vault.read(`${installation}/cloud.user`)).toBeUndefined()
  })

  test('works while the provider is down', async () => {
    const till = await start()
    await (await signIn(till)).signedIn
    till.identity.setDown(true)
    expect((await till.agent.signIns.signOut('cloud')).revocation).toBe('failed')
    expect(await faultOf(await till.call('/thing'))).toBe('UPSTREAM_NOT_READY')
  })
})

describe('tokens that come after the person signed out', () => {
  /** Holds back the provider's next tokens. */
  function holdTokens({ identity }: Scene) {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    identity.overrideResponses(async (path) => (path === '/token' ? void (await released) : undefined))
    return release
  }
  const grantOf = ({ settings, vault }: Scene) => vault.read(`${settings.read().installation}/cloud.user`)

  test('by a renewal are neither used nor stored', async () => {
    const till = await start()
    await (await signIn(till)).signedIn
    till.clock.skip(2 * hour)
    const release = holdTokens(till)
    const answer = till.call('/thing')
    await expect.poll(() => tokenCalls(till.identity)).toBe(2)
    await till.agent.signIns.signOut('cloud')
    const before = revocations(till.identity)
    release()
    expect(await faultOf(await answer)).toBe('UPSTREAM_NOT_READY')
    expect([till.upstream.seen, await grantOf(till)]).toEqual([[], undefined])
    // Nobody would ever end them at the provider.
    expect(revocations(till.identity)).toBeGreaterThan(before)
  })

  test('by a sign-in are neither used nor stored', async () => {
    const till = await start()
    const release = holdTokens(till)
    const { url, signInId } = await till.agent.signIns.start('cloud')
    const signedIn = till.agent.signIns.finish('cloud', signInId)
    signedIn.catch(() => {})
    const page = navigate(await completeSignIn(url))
    await expect.poll(() => tokenCalls(till.identity)).toBe(1)
    await till.agent.signIns.signOut('cloud')
    const before = revocations(till.identity)
    release()
    await expect(signedIn).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    expect([(await page).status, await grantOf(till)]).toEqual([400, undefined])
    expect(revocations(till.identity)).toBeGreaterThan(before)
    expect(await faultOf(await till.call('/thing'))).toBe('UPSTREAM_NOT_READY')
  })
})

test('an upstream that is removed leaves nothing behind', async () => {
  const till = await start()
  await (await signIn(till)).signedIn
  const account = `${till.settings.read().installation}/cloud.user`
  expect(await till.vault.read(account)).toBeInstanceOf(Secret)
  await till.agent.upstreams.remove('cloud', true)
  expect(await till.vault.read(account)).toBeUndefined()
})
