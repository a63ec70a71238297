import { describe, expect, test } from 'vitest'
import { RouteTable } from '#core/clients/routeTable.ts'
import { giniTrusted } from '#schemes/gini/trusted.ts'
import type { Simulator } from '#simulator/simulator.ts'
import { type CloudTill, startCloudTill } from '#test/schemes/cloudTill.ts'
import { startSchemeTill } from '#test/support/schemeTill.ts'
import { faultOf } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'
import { documents, entryFor, everything, type GiniScheme, secret, startGini, userIdentifier } from './startGini.ts'

const vendor = 'application/vnd.gini.v1+json'

const basicOf = (clientId: string, clientSecret: string) =>
  `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`

describe('gini-trusted', () => {
  test('every request has Basic, the identifier and the media type, whatever the caller says', async () => {
    const till = await startGini('gini-trusted')
    const { simulator } = till
    const forged = { 'X-User-Identifier': 'other', 'X-JWT-Authorization': 'Bearer x', Accept: 'text/html' }
    expect((await till.call(documents, { headers: forged })).status).toBe(200)
    const [seen] = simulator.seen()
    expect(seen?.rawAuthorization()).toBe(basicOf('till-client', secret))
    expect(seen?.headers).toMatchObject({ 'x-user-identifier': userIdentifier, accept: vendor })
    expect(seen?.rawHeader('x-jwt-authorization')).toBeUndefined()
    till.expectNoLeak(basicOf('till-client', secret).slice(6))
  })

  test('a wrong secret locks after one more try', async () => {
    const till = await startGini('gini-trusted', { more: { clientSecret: 'guess' } })
    const { simulator } = till
    for (const _ of [1, 2]) expect(await faultOf(await till.call(documents))).toBe('UPSTREAM_LOCKED')
    expect(simulator.seen()).toHaveLength(2)
  })
})

describe('gini-derived', () => {
  test('logs the derived user in and sends the token, without the identifier', async () => {
    const till = await startGini('gini-derived')
    const { simulator } = till
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
    const till = await startGini('gini-derived')
    const { count } = till
    const answers = await Promise.all(Array.from({ length: 10 }, () => till.call(documents)))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect(count('POST /login')).toBe(1)
  })

  test('a token that ran out at Gini is renewed unnoticed', async () => {
    const till = await startGini('gini-derived')
    const { simulator, count } = till
    await till.call(documents)
    simulator.expireTokens()
    expect((await till.call(documents)).status).toBe(200)
    expect(count('POST /login')).toBe(2)
  })

  test('while the login is down no expired token is sent, and the till recovers by itself', async () => {
    const till = await startGini('gini-derived', { userTokenSeconds: 60 })
    const { simulator, count } = till
    await till.call(documents)
    till.clock.skip(61_000)
    simulator.injectFault({ fault: '503', path: '/login', times: 1 })
    const answer = await till.call(documents)
    expect(answer.headers.get('retry-after')).not.toBeNull()
    expect(await faultOf(answer)).toBe('UPSTREAM_NOT_READY')
    expect(count('GET /documents')).toBe(1)
    till.clock.skip(2_000)
    expect((await till.call(documents)).status).toBe(200)
  })

  test('a wrong secret locks after one try', async () => {
    const till = await startGini('gini-derived', { more: { clientSecret: 'guess' } })
    const { simulator } = till
    for (const _ of [1, 2]) expect(await faultOf(await till.call(documents))).toBe('UPSTREAM_LOCKED')
    expect(simulator.seen()).toHaveLength(1)
  })

  describe('a client with the grant hand-over', () => {
    const handOver = (till: CloudTill, id = 'cloud') => till.ask(`/v1/upstreams/${id}/token`, { method: 'POST' })

    test('gets a token that Gini takes, and how long it lives; nothing else', async () => {
      const till = await startGini('gini-derived', { grants: ['hand-over'] })
      const { simulator } = till
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

    test.each(['gini-derived', 'gini-anonymous'] as const)(
      'of %s gets another one for one that Gini refuses',
      async (scheme) => {
        const till = await startGini(scheme, { grants: ['hand-over'] })
        const handed = async (refusedToken?: string) => {
          const body = JSON.stringify({ ...(refusedToken !== undefined && { refusedToken }) })
          const headers = { 'Content-Type': 'application/json' }
          const answer = await till.ask('/v1/upstreams/cloud/token', { method: 'POST', headers, body })
          return ((await answer.json()) as { accessToken: string }).accessToken
        }
        const first = await handed()
        till.clock.skip(6_000)
        // One that is not the agent's changes nothing.
        expect([await handed(), await handed('another')]).toEqual([first, first])
        const second = await handed(first)
        expect(second).not.toBe(first)
        expect(await handed(first)).toBe(second)
        // Whoever reports each token asks Gini no more often than every five seconds.
        expect(await handed(second)).toBe(second)
        till.clock.skip(6_000)
        expect(await handed(second)).not.toBe(second)
      },
    )

    test('may not call through the agent with it', async () => {
      const till = await startGini('gini-derived', { grants: ['hand-over'] })
      expect(await faultOf(await till.call(documents))).toBe('NOT_GRANTED')
    })

    test('is told that a wrong secret locked the upstream', async () => {
      const till = await startGini('gini-derived', { more: { clientSecret: 'guess' }, grants: ['hand-over'] })
      const { simulator } = till
      for (const _ of [1, 2]) expect(await faultOf(await handOver(till))).toBe('UPSTREAM_LOCKED')
      expect(simulator.seen()).toHaveLength(1)
    })

    test('needs that grant for that upstream: all its routes are not enough', async () => {
      const till = await startGini('gini-derived')
      const { simulator } = till
      expect(await faultOf(await handOver(till))).toBe('NOT_GRANTED')
      expect(await faultOf(await handOver(till, 'nowhere'))).toBe('NOT_GRANTED')
      expect(simulator.seen()).toEqual([])
    })

    test('does not exist for other schemes', async () => {
      const started = startGini('gini-trusted', { grants: ['hand-over'] })
      await expect(started).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    })
  })
})

describe('gini-anonymous', () => {
  const passwordGrant = 'POST /oauth/token?grant_type=password'

  test('makes a user, logs it in and sends its token', async () => {
    const till = await startGini('gini-anonymous')
    const { simulator, calls } = till
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
    const till = await startGini('gini-anonymous')
    const { count } = till
    const answers = await Promise.all(Array.from({ length: 10 }, () => till.call(documents)))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect([count('POST /api/users'), count(passwordGrant)]).toEqual([1, 1])
  })

  test('the user outlives a restart, and goes with its upstream', async () => {
    const first = await startGini('gini-anonymous')
    const { simulator, count, settings, vault } = first
    await first.call('/documents/?filename=a', { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'a' })
    const second = await startSchemeTill({ entry: entryFor('gini-anonymous', simulator.url), settings, vault })
    expect(await (await second.call(documents)).json()).toMatchObject({ totalCount: 1 })
    expect([count('POST /api/users'), count(passwordGrant)]).toEqual([1, 2])
    const account = `${settings.read().installation}/cloud.user`
    expect(await vault.read(account)).toBeDefined()
    await second.agent.upstreams.remove('cloud', true)
    expect(await vault.read(account)).toBeUndefined()
  })

  test('a token that ran out is renewed with the same user', async () => {
    const till = await startGini('gini-anonymous')
    const { simulator, count } = till
    await till.call(documents)
    simulator.expireTokens()
    expect((await till.call(documents)).status).toBe(200)
    expect([count('POST /api/users'), count(passwordGrant)]).toEqual([1, 2])
  })

  test('a user that Gini no longer knows is replaced, with an alarm', async () => {
    const till = await startGini('gini-anonymous')
    const { simulator, calls } = till
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
    const till = await startGini('gini-anonymous')
    const { simulator, count } = till
    await till.call(documents)
    simulator.expireTokens()
    simulator.injectFault({ fault, path: '/oauth/token', times: 1 })
    expect(await faultOf(await till.call(documents))).toBe('UPSTREAM_NOT_READY')
    till.clock.skip(120_000)
    expect((await till.call(documents)).status).toBe(200)
    expect(count('POST /api/users')).toBe(1)
  })

  // A wrong client is refused with 401 too: taken for a refusal of the user, it would cost the documents.
  test('a client secret that was changed at Gini costs no user', async () => {
    const till = await startGini('gini-anonymous')
    const { simulator, count, vault } = till
    await till.call(documents)
    const account = `${till.settings.read().installation}/cloud.user`
    const before = (await vault.read(account))?.reveal()
    simulator.expireTokens()
    simulator.injectFault({ fault: '401', path: '/oauth/token' })
    expect(await faultOf(await till.call(documents))).toBe('UPSTREAM_LOCKED')
    expect([(await vault.read(account))?.reveal(), count('POST /api/users')]).toEqual([before, 1])
  })

  test('nor does a refusal without an error code', async () => {
    let refuses = false
    let cloudUrl = ''
    // Stands before the cloud's own User Center, and begins to refuse.
    const userCenter = await startUpstream(async (request, response, body) => {
      if (refuses) {
        response.writeHead(401).end()
        return
      }
      const { method = '', url, headers } = request
      const fields = { authorization: headers.authorization ?? '', 'content-type': headers['content-type'] ?? '' }
      const answer = await fetch(cloudUrl + url, {
        method,
        headers: fields,
        ...(method === 'POST' && { body: String(body) }),
      })
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
    })
    const till = await startGini('gini-anonymous', { more: { userCenterUrl: userCenter.url } })
    const { simulator, settings, vault } = till
    cloudUrl = simulator.url
    await till.call(documents)
    const account = `${settings.read().installation}/cloud.user`
    const before = (await vault.read(account))?.reveal()
    refuses = true
    const heard = userCenter.seen.length
    const entry = entryFor('gini-anonymous', simulator.url, { userCenterUrl: userCenter.url })
    const later = await startSchemeTill({ entry, settings, vault })
    expect(await faultOf(await later.call(documents))).toBe('UPSTREAM_LOCKED')
    expect((await vault.read(account))?.reveal()).toBe(before)
    expect(userCenter.seen.slice(heard).map(({ target }) => target)).toEqual([
      '/oauth/token?grant_type=password',
      '/oauth/token?grant_type=client_credentials',
    ])
  })

  test('a lost response creates no second user', async () => {
    const till = await startGini('gini-anonymous')
    const { simulator, calls } = till
    simulator.injectFault({ fault: '503', path: '/oauth/token?grant_type=password', times: 1 })
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
    const till = await startGini('gini-anonymous', { more: { clientSecret: 'guess' } })
    const { simulator } = till
    for (const _ of [1, 2]) expect(await faultOf(await till.call(documents))).toBe('UPSTREAM_LOCKED')
    expect(simulator.seen()).toHaveLength(1)
  })

  describe('a client with the grant hand-over', () => {
    const handOver = async (till: CloudTill) => {
      const answer = await till.ask('/v1/upstreams/cloud/token', { method: 'POST' })
      return (await answer.json()) as { accessToken: string; expiresInSeconds: number }
    }
    const atGini = ({ simulator }: CloudTill, accessToken: string) =>
      fetch(simulator.url + documents, { headers: { Authorization: `Bearer ${accessToken}`, Accept: vendor } })

    test('gets the token of the user, who is made first', async () => {
      const till = await startGini('gini-anonymous', { grants: ['hand-over'] })
      const { accessToken, expiresInSeconds } = await handOver(till)
      expect(expiresInSeconds).toBeGreaterThan(3_590)
      expect((await atGini(till, accessToken)).status).toBe(200)
      const made = JSON.parse(till.simulator.seen()[1]?.rawBody()?.toString() ?? '')
      till.expectNoLeak(accessToken, made.email, made.password)
    })

    // The last two steps of flow 4 (gini.md 3): log in, hand over.
    test('gets the token of the same user again when the first has expired', async () => {
      const till = await startGini('gini-anonymous', { grants: ['hand-over', everything], userTokenSeconds: 60 })
      const first = await handOver(till)
      await till.call('/documents?filename=a', { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'a' })
      till.clock.skip(61_000)
      expect((await atGini(till, first.accessToken)).status).toBe(401)
      const second = await handOver(till)
      expect(await (await atGini(till, second.accessToken)).json()).toMatchObject({ totalCount: 1 })
      expect([till.count('POST /api/users'), till.count(passwordGrant)]).toEqual([1, 2])
    })
  })

  test('a probe creates no user', async () => {
    const till = await startGini('gini-anonymous')
    const { count } = till
    expect(await till.agent.upstreams.test('cloud')).toMatchObject({ latencyMs: expect.any(Number) })
    expect(count('POST /api/users')).toBe(0)
    await till.call(documents)
    expect(await till.agent.upstreams.test('cloud')).toMatchObject({ latencyMs: expect.any(Number) })
    expect([count('POST /api/users'), count('GET /documents?limit=1')]).toEqual([1, 1])
  })
})

// gini.md 3: one identifier, with Basic at the trusted device and with a token at the untrusted one.
test('flow 3: Basic and token reach the same documents of the same derived user', async () => {
  const till = await startGini('gini-derived', { grants: [everything, 'hand-over'] })
  const { agent, simulator, key, settings } = till
  await agent.provision({
    upstreams: [{ id: 'office', ...entryFor('gini-trusted', simulator.url) } as never],
    clients: [],
  })
  const { key: officeKey } = agent.clients.add({
    id: 'office',
    name: 'Back office',
    origins: [],
    grants: [{ upstream: 'office', allow: [everything] }],
  })
  expect(settings.read().upstreams).toHaveLength(2)
  const upload = { method: 'POST', body: 'a' }
  const text = { 'Content-Type': 'text/plain' }
  const atOffice = { 'Till-Agent-Key': officeKey }
  const made = await till.ask('/via/office/documents?filename=a', { ...upload, headers: { ...text, ...atOffice } })
  const location = made.headers.get('location') ?? ''
  expect(location).toMatch(/^\/via\/office\/documents\//)
  // Over the token that the agent sends, and over the one that it handed over.
  const path = location.slice('/via/office'.length)
  expect((await till.call(path)).status).toBe(200)
  const handed = await till.ask('/v1/upstreams/cloud/token', { method: 'POST' })
  const { accessToken } = (await handed.json()) as { accessToken: string }
  const headers = { Authorization: `Bearer ${accessToken}`, Accept: vendor }
  expect((await fetch(simulator.url + path, { headers })).status).toBe(200)
  await till.call('/documents?filename=b', { ...upload, headers: { ...text, 'Till-Agent-Key': key } })
  expect(await (await till.ask('/via/office/documents', { headers: atOffice })).json()).toMatchObject({ totalCount: 2 })
})

describe('the probe explains', () => {
  const probe = async (more: object, prepare = (_: Simulator) => {}, scheme: GiniScheme = 'gini-derived') => {
    const till = await startGini(scheme, { more })
    prepare(till.simulator)
    return till.agent.upstreams.test('cloud').catch((thrown) => thrown)
  }

  test.each(['gini-trusted', 'gini-derived'] as const)('nothing where all is well: %s', async (scheme) => {
    expect(await probe({}, undefined, scheme)).toMatchObject({ latencyMs: expect.any(Number) })
  })

  test.each([
    ['a wrong secret', { clientSecret: 'guess' }, 'CREDENTIAL_REFUSED', /client id and secret/],
    ['a wrong host', { baseUrl: 'http://127.0.0.1:9' }, 'CREDENTIAL_UNPROVEN', /could not be reached/],
    ['a wrong version', { mediaType: 'application/vnd.gini.v9+json' }, 'CREDENTIAL_UNPROVEN', /406/],
  ])('%s', async (_, more, code, detail) => {
    for (const scheme of ['gini-trusted', 'gini-derived'] as const)
      expect(await probe(more, undefined, scheme)).toMatchObject({ code, detail: expect.stringMatching(detail) })
  })

  test.each([
    ['gini-derived', 'anonymous', 'CREDENTIAL_UNPROVEN'],
    ['gini-anonymous', 'derived', 'CREDENTIAL_REFUSED'],
  ] as const)('%s with a client for %s users: it is good for one kind', async (scheme, users, code) => {
    const till = await startCloudTill({
      simulator: { gini: { clients: [{ clientId: 'till-client', clientSecret: secret, users }] } },
      entry: (url) => entryFor(scheme, url),
    })
    const remedy = expect.stringMatching(/derived or for anonymous users, never for both/)
    await expect(till.agent.upstreams.test('cloud')).rejects.toMatchObject({ code, remedy })
  })

  test('a missing permission', async () => {
    const outcome = await probe({}, (simulator) => simulator.injectFault({ fault: '403', path: '/documents' }))
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
      const till = await startGini('gini-trusted')
      const { simulator } = till
      expect(await faultOf(await till.call(path, { method: 'POST' }))).toBe('ROUTE_DENIED')
      expect(simulator.seen()).toEqual([])
    },
  )
})

// gini.md 6: the pages of a document are named by the `Location` that each got, which led past the agent.
describe('the address of a document', () => {
  const upload = async (till: CloudTill, origin: string) => {
    const headers = { 'Content-Type': 'application/vnd.gini.v1.partial+png' }
    const made = await till.call('/documents', { method: 'POST', headers, body: Buffer.from('\x89PNG page') })
    const location = made.headers.get('location') ?? ''
    expect([made.status, location]).toEqual([201, expect.stringMatching(/^\/via\/cloud\/documents\/[\w-]+$/)])
    return { location: `${origin}${location}`, id: location.split('/').at(-1) }
  }
  const bodyOfLast = ({ simulator }: CloudTill) => simulator.seen().at(-1)?.rawBody()?.toString()

  test('leads to the agent, and is turned back where a document names its pages', async () => {
    const till = await startGini('gini-derived')
    const pages = [await upload(till, ''), await upload(till, 'http://127.0.0.1:47600')]
    const composite = (addresses: (string | undefined)[]) =>
      `{"partialDocuments": [${addresses.map((document) => `{"document": "${document}", "rotationDelta": 0}`).join(', ')}]}`
    const headers = { 'Content-Type': 'application/vnd.gini.v1.composite+json' }
    const body = composite(pages.map(({ location }) => location))
    await till.call('/documents?filename=a', { method: 'POST', headers, body })
    expect(bodyOfLast(till)).toBe(composite(pages.map(({ id }) => `${till.simulator.url}/documents/${id}`)))
    expect((await till.call(`/documents/${pages[0]?.id}`)).status).toBe(200)
  })

  test('is turned back in a payment request, and one that Gini itself gave stays as it is', async () => {
    const till = await startGini('gini-derived')
    const { location, id } = await upload(till, 'http://localhost:47600')
    const own = `${till.simulator.url}/documents/${id}`
    for (const sourceDocumentLocation of [location, own]) {
      await till.send('POST', '/paymentRequests', { sourceDocumentLocation, amount: '24.99:EUR' })
      expect(bodyOfLast(till)).toBe(`{"sourceDocumentLocation":"${own}","amount":"24.99:EUR"}`)
    }
  })

  test.each([1_000, 2_000_000])('a picture of %i bytes goes up as it is', async (bytes) => {
    const gini = await startUpstream()
    const entry = { ...entryFor('gini-trusted', gini.url), id: 'cloud' }
    const till = await startSchemeTill({ entry })
    const body = Buffer.alloc(bytes, '\x89PNG "/via/cloud/documents/1" ', 'latin1')
    await till.call('/documents', { method: 'POST', headers: { 'Content-Type': 'image/png' }, body })
    expect(gini.seen.at(-1)?.body.equals(body)).toBe(true)
  })
})
