import { describe, expect, test } from 'vitest'
import { basic } from '#schemes/static/basic.ts'
import { header } from '#schemes/static/header.ts'
import { canaries } from '#test/support/canaries.ts'
import { startSchemeTill } from '#test/support/schemeTill.ts'
import { faultOf } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

describe('basic', () => {
  const entry = (baseUrl: string) => ({
    scheme: 'basic',
    baseUrl,
    username: 'store 7',
    password: canaries.password,
  })

  test('signs in with user name and password as they are, in UTF-8', async () => {
    const upstream = await startUpstream((_, response) => response.end('ok'))
    const till = await startSchemeTill({ entry: entry(upstream.url) })
    expect((await till.call('/things', { headers: { Authorization: 'Basic eDp5' } })).status).toBe(200)
    const expected = `Basic ${Buffer.from(`store 7:${canaries.password}`, 'utf8').toString('base64')}`
    expect(upstream.seen.map(({ headers }) => headers.authorization)).toEqual([expected])
    till.expectNoLeak(expected.slice(6))
  })

  test('a refused password is used once more, and then never', async () => {
    const upstream = await startUpstream((_, response) => response.writeHead(401).end())
    const till = await startSchemeTill({ entry: entry(upstream.url) })
    expect(await faultOf(await till.call('/things'))).toBe('UPSTREAM_LOCKED')
    expect(await faultOf(await till.call('/things'))).toBe('UPSTREAM_LOCKED')
    expect(upstream.seen).toHaveLength(2)
  })

  test.each(['a:b', '', 'till\n1'])('the user name %j cannot be sent', (username) => {
    expect(basic.settings.safeParse({ username }).success).toBe(false)
  })
})

describe('header', () => {
  const entry = (baseUrl: string) => ({ scheme: 'header', baseUrl, name: 'X_Api_Key', value: canaries.oauthSecret })

  test("adds the header; the caller's own does not pass, however it is spelled", async () => {
    const upstream = await startUpstream((_, response) => response.end('ok'))
    const till = await startSchemeTill({ entry: entry(upstream.url) })
    const theirs = { 'X-Api-Key': 'mine', x_api_key: 'mine', 'X-Other': 'passes' }
    await till.call('/things', { headers: theirs })
    const { rawHeaders, headers } = upstream.seen[0] ?? { rawHeaders: [], headers: {} }
    const keys = rawHeaders.filter((_, at) => /^x.api.key$/i.test(rawHeaders[at - (at % 2)] ?? ''))
    expect(keys).toEqual(['X_Api_Key', canaries.oauthSecret])
    expect(headers).toMatchObject({ 'x-other': 'passes' })
    till.expectNoLeak()
  })

  test('a refused value is used once more, and then never', async () => {
    const upstream = await startUpstream((_, response) => response.writeHead(401).end())
    const till = await startSchemeTill({ entry: entry(upstream.url) })
    for (const _ of [1, 2]) expect(await faultOf(await till.call('/things'))).toBe('UPSTREAM_LOCKED')
    expect(upstream.seen).toHaveLength(2)
  })

  test.each([
    'Host',
    'content-length',
    'Content_Type',
    'Transfer-Encoding',
    'Connection',
    'TE',
    'X-Forwarded-For',
    'a b',
    '',
  ])('%j carries no credential', (name) => expect(header.settings.safeParse({ name }).success).toBe(false))

  test.each([' x', 'x\r\ny', 'ä', ''])('the value %j cannot be sent', (value) => {
    expect(header.secrets.safeParse({ value }).success).toBe(false)
  })
})

describe('the probe of an upstream without a known page', () => {
  async function probe(status: number, { open = false, ...more } = {}) {
    const upstream = await startUpstream((request, response) => {
      const isSignedIn = request.headers['x-api-key'] === canaries.oauthSecret
      response.writeHead(isSignedIn || open ? status : 401, { 'Content-Type': 'text/plain' }).end()
    })
    const entry = { scheme: 'header', baseUrl: upstream.url, name: 'X-Api-Key', value: canaries.oauthSecret, ...more }
    const till = await startSchemeTill({ entry })
    return { upstream, outcome: await till.agent.upstreams.test('cloud').catch((thrown) => thrown) }
  }

  test('accepts a page that opens with the credential and not without it', async () => {
    const { outcome, upstream } = await probe(200, { probePath: '/me?x=1' } as never)
    expect(outcome).toMatchObject({ latencyMs: expect.any(Number) })
    expect(upstream.seen.map(({ target }) => target)).toEqual(['/me?x=1', '/me?x=1'])
  })

  test.each([
    [200, true, 'CREDENTIAL_UNPROVEN', /to anybody/],
    [401, false, 'CREDENTIAL_REFUSED', /refused the header/],
    [403, false, 'CREDENTIAL_UNPROVEN', /lacks the permission/],
    [404, false, 'CREDENTIAL_UNPROVEN', /no page at \//],
    [407, false, 'CREDENTIAL_UNPROVEN', /proxy of the store/],
    [302, false, 'CREDENTIAL_UNPROVEN', /elsewhere/],
    [503, false, 'CREDENTIAL_UNPROVEN', /out of order/],
  ])('%i, open to anybody: %s, is %s', async (status, open, code, detail) => {
    expect((await probe(status, { open })).outcome).toMatchObject({ code, detail: expect.stringMatching(detail) })
  })
})
