import { describe, expect, test } from 'vitest'
import { createMemorySettings } from '../../electron/adapters/memorySettings.ts'
import { createMemoryVault } from '../../electron/adapters/memoryVault.ts'
import { RouteTable } from '../../electron/core/routes.ts'
import { giniTrusted } from '../../electron/schemes/giniTrusted.ts'
import type { Simulator } from '../../simulator/simulator.ts'
import { canaries } from '../support/canaries.ts'
import { startSchemeTill } from '../support/schemeTill.ts'
import { startTestSimulator } from '../support/simulator.ts'
import { faultOf } from '../support/till.ts'
import { startUpstream } from '../support/upstream.ts'

const vendor = 'application/vnd.gini.v1+json'
const userIdentifier = 'user-hash-0123456789abcdef'
const secret = canaries.oauthSecret
const documents = '/documents'

async function startGini(users: 'derived' | 'anonymous', userTokenSeconds = 3599) {
  const simulator = await startTestSimulator({
    gini: { clients: [{ clientId: 'till-client', clientSecret: secret, users, userTokenSeconds }] },
  })
  const calls = () => simulator.seen().map(({ method, path, status }) => `${method} ${path} ${status}`)
  const count = (begin: string) => calls().filter((call) => call.startsWith(begin)).length
  return { simulator, calls, count }
}

const basicOf = (clientId: string, clientSecret: string) =>
  `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`

const derivedEntry = (scheme: string, simulator: Simulator, more: object = {}) => ({
  scheme,
  baseUrl: simulator.url,
  clientId: 'till-client',
  clientSecret: secret,
  userIdentifier,
  ...more,
})

describe('gini-trusted', () => {
  test('every request has Basic, the identifier and the media type, whatever the caller says', async () => {
    const { simulator } = await startGini('derived')
    const till = await startSchemeTill({ entry: derivedEntry('gini-trusted', simulator) })
    const forged = { 'X-User-Identifier': 'other', 'X-JWT-Authorization': 'Bearer x', Accept: 'text/html' }
    expect((await till.call(documents, { headers: forged })).status).toBe(200)
    const [seen] = simulator.seen()
    expect(seen?.rawAuthorization()).toBe(basicOf('till-client', secret))
    expect(seen?.headers).toMatchObject({ 'x-user-identifier': userIdentifier, accept: vendor })
    expect(seen?.rawHeader('x-jwt-authorization')).toBeUndefined()
    till.expectNoLeak(basicOf('till-client', secret).slice(6))
  })

  test('a wrong secret locks after one try', async () => {
    const { simulator } = await startGini('derived')
    const till = await startSchemeTill({ entry: derivedEntry('gini-trusted', simulator, { clientSecret: 'guess' }) })
    for (const _ of [1, 2]) expect(await faultOf(await till.call(documents))).toBe('UPSTREAM_LOCKED')
    expect(simulator.seen()).toHaveLength(1)
  })
})

describe('gini-derived', () => {
  test('logs the derived user in and sends the token, without the identifier', async () => {
    const { simulator } = await startGini('derived')
    const till = await startSchemeTill({ entry: derivedEntry('gini-derived', simulator) })
    expect((await till.call(documents)).status).toBe(200)
    const [login, sent] = simulator.seen()
    expect(login).toMatchObject({
      method: 'POST',
      path: '/login',
      bodyBytes: 0,
      headers: { 'x-user-identifier': userIdentifier, accept: vendor },
    })
    expect(login?.rawAuthorization()).toBe(basicOf('till-client', secret))
    expect(sent?.rawAuthorization()).toMatch(/^Bearer \S+$/)
    expect(sent?.headers).toMatchObject({ accept: vendor })
    expect(sent?.rawHeader('x-user-identifier')).toBeUndefined()
    till.expectNoLeak(sent?.rawAuthorization().slice(7) ?? '')
  })

  test('ten first requests at once cause one login', async () => {
    const { simulator, count } = await startGini('derived')
    const till = await startSchemeTill({ entry: derivedEntry('gini-derived', simulator) })
    const answers = await Promise.all(Array.from({ length: 10 }, () => till.call(documents)))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect(count('POST /login')).toBe(1)
  })

  test('a token that ran out at Gini is renewed unnoticed', async () => {
    const { simulator, count } = await startGini('derived')
    const till = await startSchemeTill({ entry: derivedEntry('gini-derived', simulator) })
    await till.call(documents)
    simulator.expireTokens()
    expect((await till.call(documents)).status).toBe(200)
    expect(count('POST /login')).toBe(2)
  })

  test('while the login is down nothing stale is sent, and it recovers by itself', async () => {
    const { simulator, count } = await startGini('derived', 60)
    const till = await startSchemeTill({ entry: derivedEntry('gini-derived', simulator) })
    await till.call(documents)
    till.clock.skip(61_000)
    simulator.script({ fault: '503', path: '/login', times: 1 })
    const answer = await till.call(documents)
    expect(answer.headers.get('retry-after')).not.toBeNull()
    expect(await faultOf(answer)).toBe('UPSTREAM_NOT_READY')
    expect(count('GET /documents')).toBe(1)
    till.clock.skip(2_000)
    expect((await till.call(documents)).status).toBe(200)
  })

  test('a wrong secret locks after one try', async () => {
    const { simulator } = await startGini('derived')
    const till = await startSchemeTill({ entry: derivedEntry('gini-derived', simulator, { clientSecret: 'guess' }) })
    for (const _ of [1, 2]) expect(await faultOf(await till.call(documents))).toBe('UPSTREAM_LOCKED')
    expect(simulator.seen()).toHaveLength(1)
  })

  describe('a client with the grant hand-over', () => {
    const handOver = (till: Awaited<ReturnType<typeof startSchemeTill>>, id = 'cloud') =>
      till.ask(`/v1/upstreams/${id}/token`, { method: 'POST' })

    test('gets a token that Gini takes, and how long it lives; nothing else', async () => {
      const { simulator } = await startGini('derived')
      const till = await startSchemeTill({ entry: derivedEntry('gini-derived', simulator), grants: ['hand-over'] })
      const answer = await handOver(till)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      const handed = (await answer.json()) as { accessToken: string; expiresInSeconds: number }
      expect(handed).toEqual({
        accessToken: expect.any(String),
        tokenType: 'Bearer',
        expiresInSeconds: expect.any(Number),
      })
      expect(handed.expiresInSeconds).toBeGreaterThan(3_590)
      expect(handed.expiresInSeconds).toBeLessThanOrEqual(3_599)
      const headers = { Authorization: `Bearer ${handed.accessToken}`, Accept: vendor }
      expect((await fetch(simulator.url + documents, { headers })).status).toBe(200)
      till.expectNoLeak(handed.accessToken)
      expect(JSON.stringify(till.agent.audit.list(10))).toContain('token-handed-over')
    })

    test('may not call through the agent for that', async () => {
      const { simulator } = await startGini('derived')
      const till = await startSchemeTill({ entry: derivedEntry('gini-derived', simulator), grants: ['hand-over'] })
      expect(await faultOf(await till.call(documents))).toBe('NOT_GRANTED')
    })

    test('learns that a wrong secret locks', async () => {
      const { simulator } = await startGini('derived')
      const entry = derivedEntry('gini-derived', simulator, { clientSecret: 'guess' })
      const till = await startSchemeTill({ entry, grants: ['hand-over'] })
      for (const _ of [1, 2]) expect(await faultOf(await handOver(till))).toBe('UPSTREAM_LOCKED')
      expect(simulator.seen()).toHaveLength(1)
    })

    test('is the only one: all routes of the upstream are not enough, nor is another upstream', async () => {
      const { simulator } = await startGini('derived')
      const till = await startSchemeTill({ entry: derivedEntry('gini-derived', simulator) })
      expect(await faultOf(await handOver(till))).toBe('NOT_GRANTED')
      expect(await faultOf(await handOver(till, 'nowhere'))).toBe('NOT_GRANTED')
      expect(simulator.seen()).toEqual([])
    })

    test('cannot be: other schemes hand out nothing', async () => {
      const { simulator } = await startGini('derived')
      const started = startSchemeTill({ entry: derivedEntry('gini-trusted', simulator), grants: ['hand-over'] })
      await expect(started).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    })
  })
})

describe('gini-anonymous', () => {
  const anonymousEntry = (simulator: Simulator, more: object = {}) => ({
    scheme: 'gini-anonymous',
    baseUrl: simulator.url,
    userCenterUrl: simulator.url,
    clientId: 'till-client',
    clientSecret: secret,
    emailDomain: 'till.example.com',
    ...more,
  })
  const passwordGrant = 'POST /oauth/token?grant_type=password'

  test('makes a user, logs it in and sends its token', async () => {
    const { simulator, calls } = await startGini('anonymous')
    const till = await startSchemeTill({ entry: anonymousEntry(simulator) })
    expect((await till.call(documents)).status).toBe(200)
    expect(calls()).toEqual([
      'POST /oauth/token?grant_type=client_credentials 200',
      'POST /api/users 201',
      `${passwordGrant} 200`,
      'GET /documents 200',
    ])
    const [client, create, login, sent] = simulator.seen()
    expect([client?.rawAuthorization(), login?.rawAuthorization()]).toEqual(
      Array(2).fill(basicOf('till-client', secret)),
    )
    expect(create?.rawAuthorization()).toMatch(/^Bearer \S+$/)
    expect(create?.headers['content-type']).toBe('application/json')
    const made = JSON.parse(create?.rawBody()?.toString() ?? '')
    expect(made).toEqual({
      email: expect.stringMatching(/^[0-9a-f]{32}@till\.example\.com$/),
      password: expect.stringMatching(/^[\w-]{43}$/),
    })
    expect(login?.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(Object.fromEntries(new URLSearchParams(login?.rawBody()?.toString()))).toEqual({
      username: made.email,
      password: made.password,
    })
    expect(sent?.rawAuthorization()).toMatch(/^Bearer \S+$/)
    expect(sent?.headers.accept).toBe(vendor)
    till.expectNoLeak(made.password, made.email, sent?.rawAuthorization().slice(7) ?? '')
  })

  test('ten first requests at once make one user', async () => {
    const { simulator, count } = await startGini('anonymous')
    const till = await startSchemeTill({ entry: anonymousEntry(simulator) })
    const answers = await Promise.all(Array.from({ length: 10 }, () => till.call(documents)))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect([count('POST /api/users'), count(passwordGrant)]).toEqual([1, 1])
  })

  test('the user outlives a restart, and goes with its upstream', async () => {
    const { simulator, count } = await startGini('anonymous')
    const kept = { settings: createMemorySettings(), vault: createMemoryVault() }
    const first = await startSchemeTill({ entry: anonymousEntry(simulator), ...kept })
    await first.call('/documents/?filename=a', { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'a' })
    const second = await startSchemeTill({ entry: anonymousEntry(simulator), ...kept })
    expect(await (await second.call(documents)).json()).toMatchObject({ totalCount: 1 })
    expect([count('POST /api/users'), count(passwordGrant)]).toEqual([1, 2])
    const account = `${kept.settings.read().installation}/cloud.user`
    expect(await kept.vault.read(account)).toBeDefined()
    await second.agent.upstreams.remove('cloud', true)
    expect(await kept.vault.read(account)).toBeUndefined()
  })

  test('a token that ran out is renewed with the same user', async () => {
    const { simulator, count } = await startGini('anonymous')
    const till = await startSchemeTill({ entry: anonymousEntry(simulator) })
    await till.call(documents)
    simulator.expireTokens()
    expect((await till.call(documents)).status).toBe(200)
    expect([count('POST /api/users'), count(passwordGrant)]).toEqual([1, 2])
  })

  test('a user that Gini no longer knows is replaced, with an alarm', async () => {
    const { simulator, calls } = await startGini('anonymous')
    const till = await startSchemeTill({ entry: anonymousEntry(simulator) })
    await till.call(documents)
    expect(till.agent.upstreams.find('cloud')?.alarm).toBeUndefined()
    simulator.expireTokens()
    simulator.reset()
    expect((await till.call(documents)).status).toBe(200)
    expect(calls()).toEqual([
      'GET /documents 401',
      `${passwordGrant} 400`,
      'POST /oauth/token?grant_type=client_credentials 200',
      'POST /api/users 201',
      `${passwordGrant} 200`,
      'GET /documents 200',
    ])
    expect(till.agent.upstreams.find('cloud')?.alarm).toMatch(/new one was made/)
  })

  test.each(['503', '429', 'reset', 'html 502'] as const)('%s at the login costs no user', async (fault) => {
    const { simulator, count } = await startGini('anonymous')
    const till = await startSchemeTill({ entry: anonymousEntry(simulator) })
    await till.call(documents)
    simulator.expireTokens()
    simulator.script({ fault, path: '/oauth/token', times: 1 })
    expect(await faultOf(await till.call(documents))).toBe('UPSTREAM_NOT_READY')
    till.clock.skip(120_000)
    expect((await till.call(documents)).status).toBe(200)
    expect(count('POST /api/users')).toBe(1)
  })

  // A wrong client is refused with 401 too: taken for a refusal of the user, it would cost the documents.
  test('a client secret that was changed at Gini costs no user', async () => {
    const { simulator, count } = await startGini('anonymous')
    const vault = createMemoryVault()
    const till = await startSchemeTill({ entry: anonymousEntry(simulator), vault })
    await till.call(documents)
    const account = `${till.settings.read().installation}/cloud.user`
    const before = (await vault.read(account))?.reveal()
    simulator.expireTokens()
    simulator.script({ fault: '401', path: '/oauth/token' })
    expect(await faultOf(await till.call(documents))).toBe('UPSTREAM_LOCKED')
    expect([(await vault.read(account))?.reveal(), count('POST /api/users')]).toEqual([before, 1])
  })

  test('nor does one that is refused without a word why', async () => {
    const { simulator } = await startGini('anonymous')
    const kept = { settings: createMemorySettings(), vault: createMemoryVault() }
    const till = await startSchemeTill({ entry: anonymousEntry(simulator), ...kept })
    await till.call(documents)
    const account = `${kept.settings.read().installation}/cloud.user`
    const before = (await kept.vault.read(account))?.reveal()
    const userCenter = await startUpstream((_, response) => response.writeHead(401).end())
    const entry = anonymousEntry(simulator, { userCenterUrl: userCenter.url })
    const later = await startSchemeTill({ entry, ...kept })
    expect(await faultOf(await later.call(documents))).toBe('UPSTREAM_LOCKED')
    expect((await kept.vault.read(account))?.reveal()).toBe(before)
    expect(userCenter.seen.map(({ target }) => target)).toEqual([
      '/oauth/token?grant_type=password',
      '/oauth/token?grant_type=client_credentials',
    ])
  })

  test('an answer that got lost makes no second user', async () => {
    const { simulator, calls } = await startGini('anonymous')
    const till = await startSchemeTill({ entry: anonymousEntry(simulator) })
    simulator.script({ fault: '503', path: '/oauth/token?grant_type=password', times: 1 })
    expect(await faultOf(await till.call(documents))).toBe('UPSTREAM_NOT_READY')
    till.clock.skip(120_000)
    expect((await till.call(documents)).status).toBe(200)
    expect(calls().filter((call) => call.startsWith('POST /api/users'))).toEqual([
      'POST /api/users 201',
      'POST /api/users 400',
    ])
    expect(till.agent.upstreams.find('cloud')?.alarm).toBeUndefined()
  })

  test('a wrong secret locks after one try', async () => {
    const { simulator } = await startGini('anonymous')
    const till = await startSchemeTill({ entry: anonymousEntry(simulator, { clientSecret: 'guess' }) })
    for (const _ of [1, 2]) expect(await faultOf(await till.call(documents))).toBe('UPSTREAM_LOCKED')
    expect(simulator.seen()).toHaveLength(1)
  })

  test('a probe makes no user', async () => {
    const { simulator, count } = await startGini('anonymous')
    const till = await startSchemeTill({ entry: anonymousEntry(simulator) })
    expect(await till.agent.upstreams.test('cloud')).toMatchObject({ latencyMs: expect.any(Number) })
    expect(count('POST /api/users')).toBe(0)
    await till.call(documents)
    expect(await till.agent.upstreams.test('cloud')).toMatchObject({ latencyMs: expect.any(Number) })
    expect([count('POST /api/users'), count('GET /documents?limit=1')]).toEqual([1, 1])
  })
})

describe('the probe explains', () => {
  const probe = async (more: object, prepare = (_: Simulator) => {}, scheme = 'gini-derived') => {
    const { simulator } = await startGini('derived')
    prepare(simulator)
    const till = await startSchemeTill({ entry: derivedEntry(scheme, simulator, more) })
    return till.agent.upstreams.test('cloud').catch((thrown) => thrown)
  }

  test.each(['gini-trusted', 'gini-derived'])('nothing where all is well: %s', async (scheme) => {
    expect(await probe({}, undefined, scheme)).toMatchObject({ latencyMs: expect.any(Number) })
  })

  test.each([
    ['a wrong secret', { clientSecret: 'guess' }, 'CREDENTIAL_REFUSED', /client id and secret/],
    ['a wrong host', { baseUrl: 'http://127.0.0.1:9' }, 'CREDENTIAL_UNPROVEN', /could not be reached/],
    ['a wrong version', { mediaType: 'application/vnd.gini.v9+json' }, 'CREDENTIAL_UNPROVEN', /406/],
  ])('%s', async (_, more, code, detail) => {
    for (const scheme of ['gini-trusted', 'gini-derived'])
      expect(await probe(more, undefined, scheme)).toMatchObject({ code, detail: expect.stringMatching(detail) })
  })

  test('a missing permission', async () => {
    const outcome = await probe({}, (simulator) => simulator.script({ fault: '403', path: '/documents' }))
    expect(outcome).toMatchObject({ notice: expect.stringMatching(/permission is missing/) })
  })
})

describe('routes', () => {
  const table = (preset: string) => new RouteTable((giniTrusted.presets as never)[preset])
  test.each([
    ['gini:documents', 'POST', '/documents', true],
    ['gini:documents', 'POST', '/documents/', true],
    ['gini:documents', 'GET', '/documents', false],
    ['gini:documents', 'GET', '/documents/1', true],
    ['gini:documents', 'DELETE', '/documents/1', false],
    ['gini:documents', 'GET', '/documents/1/extractions', true],
    ['gini:documents', 'POST', '/documents/1/extractions/feedback', true],
    ['gini:documents', 'GET', '/documents/1/pages', false],
    ['gini:pay', 'POST', '/paymentRequests', true],
    ['gini:pay', 'GET', '/paymentRequests/1', true],
    ['gini:pay', 'GET', '/paymentProviders/1', true],
    ['gini:pay', 'DELETE', '/paymentRequests/1', false],
    ['gini:pay', 'POST', '/documents', false],
  ])('%s: %s %s is %s', (preset, method, path, ok) => expect(table(preset).allows(method, path)).toBe(ok))

  test.each(['/paymentRequests/1/payment', '/paymentrequests/1/payment/', '/login'])(
    'POST %s is denied above every grant',
    async (path) => {
      const { simulator } = await startGini('derived')
      const till = await startSchemeTill({ entry: derivedEntry('gini-trusted', simulator) })
      expect(await faultOf(await till.call(path, { method: 'POST' }))).toBe('ROUTE_DENIED')
      expect(simulator.seen()).toEqual([])
    },
  )
})
