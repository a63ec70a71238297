import { ReadableStream } from 'node:stream/web'
import { describe, expect, test } from 'vitest'
import { oauth2 } from '#schemes/oauth2/scheme.ts'
import { canaries } from '#test/support/canaries.ts'
import { startSchemeTill } from '#test/support/schemeTill.ts'
import { faultOf } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const clientId = 'store-7.client'

/** A token service with a switch, and an upstream that takes its newest token. */
async function startService({ expiresIn = 300 as unknown, more = {} } = {}) {
  const state = {
    tokens: [] as string[],
    refusal: undefined as undefined | { status: number; body?: object; headers?: object },
  }
  const service = await startUpstream((_, response) => {
    if (state.refusal) {
      const { status, body = {}, headers = {} } = state.refusal
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body))
      return
    }
    state.tokens.push(`token-${state.tokens.length + 1}-3hGk9q`)
    const answer = { access_token: state.tokens.at(-1), token_type: 'Bearer', expires_in: expiresIn, ...more }
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer))
  })
  const upstream = await startUpstream((request, response) => {
    const isGood = request.headers.authorization === `Bearer ${state.tokens.at(-1)}`
    response.writeHead(isGood ? 200 : 401).end(isGood ? 'ok' : 'who?')
  })
  const entry = (more: object = {}) => ({
    scheme: 'oauth2',
    baseUrl: upstream.url,
    tokenUrl: `${service.url}/oauth/token?tenant=7`,
    clientId,
    clientSecret: canaries.oauthSecret,
    ...more,
  })
  return { state, service, upstream, entry, revoke: () => state.tokens.push('another') }
}

test('the token is requested as in RFC 6749 and sent as in RFC 6750', async () => {
  const { service, upstream, entry, state } = await startService()
  const till = await startSchemeTill({ entry: entry({ scope: 'read write' }) })
  expect((await till.call('/things?x=1')).status).toBe(200)
  expect(service.seen).toMatchObject([
    {
      method: 'POST',
      target: '/oauth/token?tenant=7',
      headers: {
        'content-type': expect.stringMatching(/^application\/x-www-form-urlencoded\b/),
        accept: 'application/json',
      },
    },
  ])
  expect(Object.fromEntries(new URLSearchParams(service.seen[0]?.body.toString()))).toEqual({
    grant_type: 'client_credentials',
    scope: 'read write',
  })
  const [, basic = ''] = service.seen[0]?.headers.authorization?.split(' ') ?? []
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':')
  expect([decodeURIComponent(id), decodeURIComponent(secret)]).toEqual([clientId, canaries.oauthSecret])
  expect(upstream.seen.map(({ target, headers }) => [target, headers.authorization])).toEqual([
    ['/things?x=1', 'Bearer token-1-3hGk9q'],
  ])
  till.expectNoLeak(...state.tokens, basic)
})

test.each([
  ['form', 'c%3A+%26', 's%C3%A4%25'],
  ['raw', 'c: &', 'sä%'],
])('id and secret are encoded %s', async (clientEncoding, id, secret) => {
  const { service, entry } = await startService()
  const till = await startSchemeTill({ entry: entry({ clientEncoding, clientId: 'c: &', clientSecret: 'sä%' }) })
  await till.call('/things')
  expect(service.seen[0]?.headers.authorization).toBe(`Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`)
})

// A lifetime of null was one of none: each request logged in anew.
test.each([null, '300', '', -1])('a lifetime of %j is no reason to ask again', async (expiresIn) => {
  const { service, entry } = await startService({ expiresIn })
  const till = await startSchemeTill({ entry: entry() })
  for (const _ of [1, 2, 3]) expect((await till.call('/things')).status).toBe(200)
  expect(service.seen).toHaveLength(1)
})

test('a token without its type is not sent, and the reason is named', async () => {
  const { upstream, entry } = await startService({ more: { token_type: undefined } })
  const till = await startSchemeTill({ entry: entry() })
  const { detail } = (await (await till.call('/things')).json()) as { detail: string }
  expect(detail).toBe('The token service granted a token and did not say its type: there is no token_type.')
  expect(upstream.seen).toEqual([])
})

test('ten first requests at once cause one token call', async () => {
  const { service, entry } = await startService()
  const till = await startSchemeTill({ entry: entry() })
  const answers = await Promise.all(Array.from({ length: 10 }, () => till.call('/things')))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
  expect(service.seen).toHaveLength(1)
})

test('an expired token is not sent but renewed, unnoticed by the caller', async () => {
  const { upstream, entry } = await startService({ expiresIn: 60 })
  const till = await startSchemeTill({ entry: entry() })
  await till.call('/things')
  till.clock.skip(61_000)
  expect((await till.call('/things')).status).toBe(200)
  expect(upstream.seen.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer token-1-3hGk9q',
    'Bearer token-2-3hGk9q',
  ])
})

test('a revoked token is renewed once, unnoticed by the caller', async () => {
  const { upstream, service, entry, revoke } = await startService()
  const till = await startSchemeTill({ entry: entry() })
  await till.call('/things')
  revoke()
  expect((await till.call('/things')).status).toBe(200)
  expect([upstream.seen.length, service.seen.length]).toEqual([3, 2])
})

test('an upstream that refuses every token gets two, and the caller gets its response', async () => {
  const { service, upstream, entry } = await startService()
  const other = await startUpstream((_, response) => response.writeHead(401).end('no'))
  const till = await startSchemeTill({ entry: entry({ baseUrl: other.url }) })
  expect((await till.call('/things')).status).toBe(401)
  expect([service.seen.length, other.seen.length, upstream.seen.length]).toEqual([2, 2, 0])
})

test('a token service that asks for patience until a time gets it', async () => {
  const { service, state, entry } = await startService()
  const till = await startSchemeTill({ entry: entry() })
  const headers = { Date: 'Sun, 29 Nov 2026 12:00:00 GMT', 'Retry-After': 'Sunday, 29-Nov-26 12:02:00 GMT' }
  state.refusal = { status: 503, headers }
  expect((await till.call('/things')).headers.get('retry-after')).toBe('120')
  till.clock.skip(119_000)
  expect(await faultOf(await till.call('/things'))).toBe('UPSTREAM_NOT_READY')
  expect(service.seen).toHaveLength(1)
  state.refusal = undefined
  till.clock.skip(1_000)
  expect((await till.call('/things')).status).toBe(200)
})

test('while the token service is down no expired token is sent, and the till recovers by itself', async () => {
  const { upstream, service, state, entry } = await startService({ expiresIn: 60 })
  const till = await startSchemeTill({ entry: entry() })
  await till.call('/things')
  state.refusal = { status: 503, headers: { 'Retry-After': '7' } }
  till.clock.skip(61_000)
  const answer = await till.call('/things')
  expect(answer.headers.get('retry-after')).toBe('7')
  expect(await faultOf(answer)).toBe('UPSTREAM_NOT_READY')
  expect(await faultOf(await till.call('/things'))).toBe('UPSTREAM_NOT_READY')
  expect([upstream.seen.length, service.seen.length]).toEqual([1, 2])
  state.refusal = undefined
  till.clock.skip(7_000)
  expect((await till.call('/things')).status).toBe(200)
})

test.each([
  [401, { error: 'invalid_client' }, { 'WWW-Authenticate': 'Basic realm="t"' }],
  [400, { error: 'invalid_client' }, {}],
  [401, {}, {}],
])('a wrong secret (%i %j) locks after one try', async (status, body, headers) => {
  const { service, upstream, state, entry } = await startService()
  state.refusal = { status, body, headers }
  const till = await startSchemeTill({ entry: entry() })
  for (const _ of [1, 2, 3]) expect(await faultOf(await till.call('/things'))).toBe('UPSTREAM_LOCKED')
  expect([service.seen.length, upstream.seen.length]).toEqual([1, 0])
})

// Found while writing this: a renewal ahead of time that was refused was tried again with every sale.
test('a secret that stops working is sent once, while the token is used until it expires', async () => {
  const { service, state, entry } = await startService({ expiresIn: 300 })
  const till = await startSchemeTill({ entry: entry() })
  await till.call('/things')
  state.refusal = { status: 401 }
  till.clock.skip(290_000)
  for (const _ of [1, 2, 3]) expect((await till.call('/things')).status).toBe(200)
  expect(service.seen).toHaveLength(2)
  till.clock.skip(11_000)
  expect(await faultOf(await till.call('/things'))).toBe('UPSTREAM_LOCKED')
  expect(service.seen).toHaveLength(2)
})

test('a token that fits in no header is refused', async () => {
  const { state, upstream, entry } = await startService()
  const till = await startSchemeTill({ entry: entry() })
  state.refusal = { status: 200, body: { access_token: 'x\r\nHost: y', token_type: 'Bearer' } }
  expect(await faultOf(await till.call('/things'))).toBe('UPSTREAM_NOT_READY')
  expect(upstream.seen).toEqual([])
})

describe('a body of 5 MiB', () => {
  const body = Buffer.alloc(5 * 1024 * 1024, 'x')

  test('is streamed: the upstream has its beginning before the caller has sent its end', async () => {
    const { entry } = await startService()
    let begun: () => void = () => {}
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve
    })
    const upstream = await startUpstream(
      (request, response) => {
        let bytes = 0
        request.on('data', (chunk: Buffer) => {
          bytes += chunk.length
          begun()
        })
        request.on('end', () => response.end(String(bytes)))
      },
      { readsBody: false },
    )
    const till = await startSchemeTill({ entry: entry({ baseUrl: upstream.url }) })
    async function* slowly() {
      yield body.subarray(0, 100_000)
      await hasBegun
      yield body.subarray(100_000)
    }
    const sent = ReadableStream.from(slowly())
    const answer = await till.call('/files', { method: 'PUT', body: sent, duplex: 'half' } as RequestInit)
    expect(await answer.text()).toBe(String(body.length))
  })

  test('cannot be sent again after an expiry: the caller is told, and the next one passes', async () => {
    const { upstream, entry, revoke } = await startService()
    const till = await startSchemeTill({ entry: entry() })
    await till.call('/things')
    revoke()
    expect(await faultOf(await till.call('/files', { method: 'PUT', body }))).toBe('TOKEN_EXPIRED')
    expect((await till.call('/files', { method: 'PUT', body })).status).toBe(200)
    expect(upstream.seen.at(-1)?.body.length).toBe(body.length)
  })
})

describe('the probe', () => {
  async function probe(prepare: (service: Awaited<ReturnType<typeof startService>>) => object | undefined) {
    const service = await startService()
    const till = await startSchemeTill({ entry: service.entry(prepare(service) ?? {}) })
    const outcome = await till.agent.upstreams.test('cloud').catch((thrown) => thrown)
    till.expectNoLeak()
    return outcome
  }

  test('accepts a client that gets a token', async () => {
    expect(await probe(() => ({}))).toMatchObject({ latencyMs: expect.any(Number) })
  })

  test.each([
    [
      'a wrong secret',
      { status: 401, body: { error: 'invalid_client' } },
      'CREDENTIAL_REFUSED',
      /client id and secret/,
    ],
    ['a wrong scope', { status: 400, body: { error: 'invalid_scope' } }, 'CREDENTIAL_UNPROVEN', /as invalid_scope/],
    ['a page', { status: 200, headers: { 'Content-Type': 'text/html' } }, 'CREDENTIAL_UNPROVEN', /web page/],
    ['a proxy that asks who', { status: 407 }, 'CREDENTIAL_UNPROVEN', /proxy/],
    [
      'a clock that is wrong',
      { status: 400, body: { error: 'invalid_request' }, headers: { Date: 'Mon, 01 Jan 2024 00:00:00 GMT' } },
      'CREDENTIAL_UNPROVEN',
      /clock of this machine is \d+ minutes ahead/,
    ],
  ])('explains %s', async (_, refusal, code, detail) => {
    const outcome = await probe(({ state }) => {
      state.refusal = refusal
      return undefined
    })
    expect(outcome).toMatchObject({ code, detail: expect.stringMatching(detail) })
  })

  test.each(['tokenUrl', 'baseUrl'])('explains a wrong host in %s', async (setting) => {
    const outcome = await probe(() => ({ [setting]: 'http://127.0.0.1:9/token' }))
    expect(outcome).toMatchObject({
      code: 'CREDENTIAL_UNPROVEN',
      detail: expect.stringMatching(/could not be reached/),
    })
  })
})

test.each([
  'http://auth.example.com/token',
  'https://u:p@auth.example.com/token',
  'https://auth.example.com/t#x',
  'x',
  'ftp://a/b',
])('%s is no token endpoint', (tokenUrl) =>
  expect(oauth2.settings.safeParse({ tokenUrl, clientId }).success).toBe(false),
)
