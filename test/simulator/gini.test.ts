import { expect, test } from 'vitest'
import type { GiniOptions } from '#simulator/simulator.ts'
import { allOutputOf, basic, clockAt, type Reply, startCloud } from './start.ts'

const derived = basic('demo-derived', 'demo-gini-secret-1')
const anonymous = basic('demo-anonymous', 'demo-gini-secret-2')
const vendor = { Accept: 'application/vnd.gini.v1+json' }
const user = (identifier: string) => ({ ...derived, ...vendor, 'X-User-Identifier': identifier })
const bearer = ({ body }: Reply) => ({ ...vendor, Authorization: `BEARER ${body.access_token}` })
const account = { email: 'till-7@example.com', password: 'made-up-password' }

async function startGini(options: GiniOptions = {}) {
  const clock = clockAt(Date.UTC(2026, 0, 1))
  const cloud = await startCloud({ now: clock.now, gini: options })
  const clientToken = () => cloud.send('POST', '/oauth/token?grant_type=client_credentials', { headers: anonymous })
  return {
    cloud,
    clock,
    clientToken,
    login: (identifier: string) => cloud.send('POST', '/login', { headers: user(identifier) }),
    documents: (headers: Record<string, string>) => cloud.send('GET', '/documents', { headers }),
    upload: (headers: Record<string, string>, bytes = '%PDF-1.7') =>
      cloud.send('POST', '/documents/?filename=bill.pdf&doctype=Invoice', {
        headers: { 'Content-Type': 'application/pdf', ...headers },
        bytes,
      }),
    createUser: async (json: object = account) =>
      cloud.send('POST', '/api/users', { headers: bearer(await clientToken()), json }),
    logInUser: ({ email, password } = account) =>
      cloud.send('POST', '/oauth/token?grant_type=password', {
        headers: anonymous,
        form: { username: email, password },
      }),
  }
}

test('flow 1: a derived user exists from the first use of its identifier, and sees only its own documents', async () => {
  const { cloud, documents, upload } = await startGini()
  expect((await documents(user('store-7'))).body).toEqual({ totalCount: 0, documents: [] })
  const created = await upload(user('store-7'))
  const location = created.headers.get('location') ?? ''
  expect([created.status, location]).toEqual([201, expect.stringMatching(`^${cloud.simulator.url}/documents/`)])
  expect((await documents(user('store-7'))).body.totalCount).toBe(1)
  expect((await documents(user('store-8'))).body.totalCount).toBe(0)

  const path = location.slice(cloud.simulator.url.length)
  const own = await cloud.send('GET', path, { headers: user('store-7') })
  expect(own.headers.get('content-type')).toBe('application/vnd.gini.v1+json')
  expect(own.body).toMatchObject({ name: 'bill.pdf', progress: 'COMPLETED', _links: { document: location } })
  const extracted = await cloud.send('GET', `${path}/extractions`, { headers: user('store-7') })
  expect(extracted.body.extractions.amountToPay.value).toBe('24.99:EUR')
  expect((await cloud.send('GET', path, { headers: user('store-8') })).status).toBe(404)
  expect((await cloud.send('DELETE', path, { headers: user('store-7') })).status).toBe(204)
  expect((await documents(user('store-7'))).body.totalCount).toBe(0)
})

test('flows 2 and 3: a token and Basic reach the same derived user', async () => {
  const { login, documents, upload } = await startGini()
  const token = await login('store-7')
  expect(token.body).toEqual({
    access_token: expect.stringMatching(/^[0-9a-f-]{36}$/),
    token_type: 'bearer',
    expires_in: 3599,
  })
  await upload(bearer(token))
  expect((await documents(user('store-7'))).body.totalCount).toBe(1)
  expect((await documents(bearer(token))).body.totalCount).toBe(1)
})

test('flow 4: client token, new user, the user’s token, documents', async () => {
  const { cloud, createUser, logInUser, documents, upload } = await startGini()
  const created = await createUser()
  expect([created.status, created.body]).toEqual([201, ''])
  expect(created.headers.get('location')).toMatch(`${cloud.simulator.url}/api/users/`)
  const token = await logInUser()
  expect(token.body).toEqual({ access_token: expect.any(String), token_type: 'bearer', expires_in: 3599 })
  await upload(bearer(token))
  expect((await documents(bearer(token))).body.totalCount).toBe(1)
})

test.each([
  ['a taken e-mail', account],
  ['a short password', { ...account, email: 'b@example.com', password: '12345' }],
  ['no e-mail', { password: account.password }],
  ['no password', { email: 'b@example.com' }],
])('%s makes no user', async (_, wrong) => {
  const { createUser } = await startGini()
  await createUser()
  expect((await createUser(wrong)).status).toBe(400)
})

test('a user is created with the client’s own token only, which has no other use', async () => {
  const { cloud, createUser, clientToken, logInUser, documents } = await startGini()
  await createUser()
  const json = { ...account, email: 'b@example.com' }
  const asUser = await cloud.send('POST', '/api/users', { headers: bearer(await logInUser()), json })
  const asNobody = await cloud.send('POST', '/api/users', { json })
  expect([asUser.status, asNobody.status]).toEqual([403, 401])
  expect((await documents(bearer(await clientToken()))).status).toBe(401)
})

test.each([
  ['a wrong secret', basic('demo-anonymous', 'guess')],
  ['an unknown client', basic('demo-nobody', 'demo-gini-secret-2')],
  ['no credential', {}],
])('%s is 401 at either host, in its own format', async (_, headers) => {
  const { cloud, documents } = await startGini()
  const token = await cloud.send('POST', '/oauth/token?grant_type=client_credentials', { headers })
  expect([token.status, token.body.error]).toEqual([401, 'invalid_client'])
  const identified = { ...headers, ...vendor, 'X-User-Identifier': 'store-7' }
  for (const reply of [await documents(identified), await cloud.send('POST', '/login', { headers: identified })]) {
    expect([reply.status, reply.body]).toEqual([401, { message: expect.any(String), requestId: expect.any(String) }])
    expect(reply.headers.get('x-request-id')).toBe(reply.body.requestId)
  }
})

test('a client id is for derived or for anonymous users, not for both', async () => {
  const { cloud, documents } = await startGini()
  const wrong = { ...anonymous, ...vendor, 'X-User-Identifier': 'store-7' }
  expect((await cloud.send('POST', '/login', { headers: wrong })).status).toBe(403)
  expect((await documents(wrong)).status).toBe(403)
  const token = await cloud.send('POST', '/oauth/token?grant_type=client_credentials', { headers: derived })
  expect([token.status, token.body.error]).toEqual([400, 'unauthorized_client'])
})

test('Basic without an identifier is 400, another media type is 406', async () => {
  const { cloud, documents, login } = await startGini()
  expect((await documents({ ...derived, ...vendor })).status).toBe(400)
  expect((await cloud.send('POST', '/login', { headers: { ...derived, ...vendor } })).status).toBe(400)
  const token = await login('store-7')
  for (const Accept of ['application/json', 'application/vnd.gini.v2+json', '*/*']) {
    expect((await documents({ ...bearer(token), Accept })).status).toBe(406)
  }
  const lax = await startGini({ assumptions: { acceptAnything: true, mediaTypeVersion: 'v2' } })
  expect((await lax.documents({ ...user('a'), Accept: '*/*' })).status).toBe(200)
})

test('grant_type stands in the query; the form may hold it for a refresh only', async () => {
  const { cloud, createUser, logInUser } = await startGini()
  await createUser()
  const form = { grant_type: 'password', username: account.email, password: account.password }
  const inForm = await cloud.send('POST', '/oauth/token', { headers: anonymous, form })
  expect([inForm.status, inForm.body.error]).toEqual([400, 'invalid_request'])
  const inUrl = `/oauth/token?grant_type=password&username=${account.email}&password=${account.password}`
  const leaky = await cloud.send('POST', inUrl, { headers: anonymous })
  expect([leaky.status, leaky.body.error]).toEqual([400, 'invalid_grant'])
  expect(cloud.simulator.seen().at(-1)?.path).toContain('password=••••')
  expect((await logInUser()).status).toBe(200)
  const byGet = await cloud.send('GET', '/oauth/token?grant_type=client_credentials', { headers: anonymous })
  expect(byGet.status).toBe(200)
})

test('a user who no longer exists is invalid_grant', async () => {
  const { cloud, createUser, logInUser } = await startGini()
  await createUser()
  expect((await logInUser({ ...account, password: 'wrong one' })).body.error).toBe('invalid_grant')
  cloud.simulator.reset()
  const { status, body } = await logInUser()
  expect([status, body]).toEqual([400, { error: 'invalid_grant', error_description: expect.any(String) }])
})

test('tokens expire after expires_in, and each host refuses them in its own format', async () => {
  const { clock, cloud, login, documents, clientToken } = await startGini({
    assumptions: { userTokenSeconds: 60, clientTokenSeconds: 60 },
  })
  const [token, own] = [await login('store-7'), await clientToken()]
  expect([token.body.expires_in, own.body.expires_in]).toEqual([60, 60])
  clock.advanceMinutes(0.99)
  expect((await documents(bearer(token))).status).toBe(200)
  clock.advanceMinutes(0.02)
  const pay = await documents(bearer(token))
  expect([pay.status, pay.body.message]).toEqual([401, 'Access token expired'])
  const centre = await cloud.send('POST', '/api/users', { headers: bearer(own), json: account })
  expect([centre.status, centre.body.error]).toEqual([401, 'invalid_token'])
})

test('a refresh token, where Gini enabled it, renews once', async () => {
  const clients = [
    { clientId: 'demo-anonymous', clientSecret: 'demo-gini-secret-2', users: 'anonymous', refreshTokens: true },
  ] as const
  const { cloud, createUser, logInUser, documents } = await startGini({ clients })
  await createUser()
  const first = await logInUser()
  const refresh = (token: string) =>
    cloud.send('POST', '/oauth/token', {
      headers: anonymous,
      form: { grant_type: 'refresh_token', refresh_token: token },
    })
  cloud.simulator.expireTokens()
  expect((await documents(bearer(first))).status).toBe(401)
  const second = await refresh(first.body.refresh_token)
  expect((await documents(bearer(second))).status).toBe(200)
  expect((await refresh(first.body.refresh_token)).body.error).toBe('invalid_grant')
  cloud.simulator.expireTokens('access and renewal tokens')
  expect((await refresh(second.body.refresh_token)).status).toBe(400)
})

test('a user reads itself, and changes itself by naming the old values', async () => {
  const { cloud, createUser, logInUser } = await startGini()
  const path = new URL((await createUser()).headers.get('location') ?? '').pathname
  const headers = bearer(await logInUser())
  expect((await cloud.send('GET', path, { headers })).body).toEqual({
    id: path.split('/').at(-1),
    email: account.email,
  })
  const change = (json: object) => cloud.send('PUT', path, { headers, json })
  expect((await change({ oldPassword: 'wrong one', password: 'another-password' })).status).toBe(400)
  expect((await change({ oldPassword: account.password, password: 'another-password' })).status).toBe(204)
  expect((await logInUser({ ...account, password: 'another-password' })).status).toBe(200)
  expect((await cloud.send('GET', `${path}x`, { headers })).status).toBe(404)
})

test('documents of a wrong kind or size are refused', async () => {
  const { upload } = await startGini()
  expect((await upload({ ...user('a'), 'Content-Type': 'application/zip' })).status).toBe(415)
  expect((await upload(user('a'), '')).status).toBe(400)
  const large = await upload(user('a'), 'x'.repeat(10 * 1024 * 1024 + 1))
  expect([large.status, large.body.message]).toEqual([413, 'The document is too large'])
})

test('a document is pending while it is processed', async () => {
  const { cloud, clock, upload } = await startGini({ assumptions: { processingMs: 30_000 } })
  const path = new URL((await upload(user('a'))).headers.get('location') ?? '').pathname
  const progress = async () => (await cloud.send('GET', path, { headers: user('a') })).body.progress
  expect(await progress()).toBe('PENDING')
  clock.advanceMinutes(0.5)
  expect(await progress()).toBe('COMPLETED')
})

test('token calls are counted by their grant', async () => {
  const { cloud, createUser, logInUser, login } = await startGini()
  await createUser()
  await Promise.all([logInUser(), logInUser(), login('a')])
  expect(cloud.simulator.counts()).toEqual({
    'POST /oauth/token?grant_type=client_credentials': 1,
    'POST /api/users': 1,
    'POST /oauth/token?grant_type=password': 2,
    'POST /login': 1,
  })
})

test('faults have the format of each host', async () => {
  const { cloud, clientToken, documents } = await startGini()
  cloud.simulator.injectFault({ fault: '503', times: 2 })
  expect((await clientToken()).body).toEqual({ error: 'invalid_request', error_description: 'Service unavailable' })
  expect((await documents(user('a'))).body).toEqual({ message: 'Service unavailable', requestId: expect.any(String) })
  cloud.simulator.injectFault({ fault: '498', path: '/documents', times: 1 })
  expect((await documents(user('a'))).body.message).toBe('Access token expired')
  expect((await documents(user('a'))).status).toBe(200)
})

test('no output holds a secret of a client or a user', async () => {
  const { cloud, clientToken, createUser, logInUser, documents, login } = await startGini()
  await createUser()
  const tokens = [await clientToken(), await logInUser(), await login('store-7')]
  for (const token of tokens) await documents(bearer(token))
  const printed = await allOutputOf(cloud)
  for (const secret of [
    'demo-gini-secret-1',
    'demo-gini-secret-2',
    String(anonymous.Authorization).slice(6),
    account.password,
    ...tokens.map(({ body }) => body.access_token as string),
  ]) {
    expect(printed).not.toContain(secret)
  }
  expect(printed).toContain('Basic demo-anonymous:•••• (secret ok)')
  expect(printed).toContain('BEARER •••• (user token ok)')
  const loggedIn = cloud.simulator.seen().find(({ path }) => path.includes('grant_type=password'))
  expect(String(loggedIn?.rawBody())).toBe('username=till-7%40example.com&password=made-up-password')
})
