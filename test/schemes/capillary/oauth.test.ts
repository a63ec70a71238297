import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { capillaryOauth } from '#schemes/capillary/oauth.ts'
import type { Simulator } from '#simulator/simulator.ts'
import { startCloudTill } from '#test/schemes/cloudTill.ts'
import { canaries } from '#test/support/canaries.ts'
import { startSchemeTill } from '#test/support/schemeTill.ts'
import { faultOf } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const clientKey = 'canary-client-key'
const attribution = { type: 'TILL', code: 'store.server' }
const customer = '/v1.1/customer/get.json?mobile=919999999993'
const tokenPath = '/v3/oauth/token/generate'

/** A till at the simulated Capillary. @param more settings and secrets in place of the right ones */
async function startCloud({ ttlSeconds = 300, more = {} } = {}) {
  const till = await startCloudTill({
    simulator: { clients: [{ key: clientKey, secret: canaries.oauthSecret, ttlSeconds }] },
    entry: (url) => entryFor(url, more),
  })
  const paths = () => till.simulator.seen().map(({ path }) => path)
  return { ...till, till, paths, tokenCalls: () => paths().filter((path) => path === tokenPath).length }
}

function entryFor(baseUrl: string, more: object = {}) {
  return { scheme: 'capillary-oauth', baseUrl, clientKey, clientSecret: canaries.oauthSecret, attribution, ...more }
}

test('the token is requested and sent as Capillary documents it, with the attribution of the settings', async () => {
  const { simulator, till } = await startCloud()
  const forged = {
    'X-CAP-API-ATTRIBUTION-ENTITY-CODE': 'till.two',
    'X-CAP-API-OAUTH-TOKEN': 'mine',
    Authorization: 'x',
  }
  expect((await till.call(customer, { headers: forged })).status).toBe(200)
  const [asked, sent] = simulator.seen()
  expect(asked).toMatchObject({ method: 'POST', path: tokenPath, headers: { 'content-type': 'application/json' } })
  expect(JSON.parse(asked?.rawBody()?.toString() ?? '')).toEqual({ key: clientKey, secret: canaries.oauthSecret })
  expect(asked?.authorization).toBeUndefined()
  const token = sent?.rawHeader('x-cap-api-oauth-token') ?? ''
  expect(token).toMatch(/^eyJ.+\..+\..+/)
  expect(sent?.rawHeader('authorization')).toBeUndefined()
  expect(sent?.headers).toMatchObject({
    'x-cap-api-attribution-entity-type': 'TILL',
    'x-cap-api-attribution-entity-code': 'store.server',
  })
  till.expectNoLeak(token)
})

test('without an attribution its two headers are not sent', async () => {
  const { simulator, till } = await startCloud({ more: { attribution: undefined } })
  await till.call(customer)
  const names = Object.keys(simulator.seen()[1]?.headers ?? {})
  expect(names.filter((name) => name.includes('attribution'))).toEqual([])
})

test('ten first requests at once cause one token call', async () => {
  const { tokenCalls, till } = await startCloud()
  const login = '/v1.1/store/login.json'
  const answers = await Promise.all(Array.from({ length: 10 }, () => till.call(login)))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
  expect(tokenCalls()).toBe(1)
})

test('the lifetime is the one that Capillary gave', async () => {
  const { tokenCalls, till } = await startCloud({ ttlSeconds: 300 })
  await till.call(customer)
  till.clock.skip(200_000)
  await till.call(customer)
  expect(tokenCalls()).toBe(1)
  till.clock.skip(101_000)
  expect((await till.call(customer)).status).toBe(200)
  expect(tokenCalls()).toBe(2)
})

test.each(['498', '401'] as const)(
  'a token refused with %s is renewed once, unnoticed by the caller',
  async (fault) => {
    const { simulator, tokenCalls, till } = await startCloud()
    await till.call(customer)
    simulator.injectFault({ fault, path: '/v1.1', times: 1 })
    expect((await till.call(customer)).status).toBe(200)
    expect(tokenCalls()).toBe(2)
  },
)

test.each([null, '', 0])('a lifetime of %j is no reason to log in at each request', async (ttlSeconds) => {
  const upstream = await startUpstream((request, response) => {
    const granted = { data: { accessToken: 'token', ttlSeconds }, errors: null }
    response.end(request.url === tokenPath ? JSON.stringify(granted) : '{}')
  })
  const till = await startSchemeTill({ entry: entryFor(upstream.url) })
  for (const _ of [1, 2]) expect((await till.call(customer)).status).toBe(200)
  expect(upstream.seen.filter(({ target }) => target === tokenPath)).toHaveLength(1)
})

test('an HTTP status of 498 is an expiry too', async () => {
  let served = 0
  const upstream = await startUpstream((request, response) => {
    if (request.url === tokenPath) {
      response.end(JSON.stringify({ data: { accessToken: `token-${served}`, ttlSeconds: '300' }, errors: null }))
      return
    }
    served += 1
    response.writeHead(served === 1 ? 498 : 200).end('{}')
  })
  const till = await startSchemeTill({ entry: entryFor(upstream.url) })
  expect((await till.call(customer)).status).toBe(200)
  expect(upstream.seen.map(({ headers }) => headers['x-cap-api-oauth-token'])).toEqual([
    undefined,
    'token-0',
    undefined,
    'token-1',
  ])
})

// capillary.md 3: the sample of a refused token says success "true": the code counts.
test.each(['498', '401'])(
  'an expiry of %s inside a 200 is renewed unnoticed, also for a sale, and nothing takes effect twice',
  async (code) => {
    const expired = { response: { status: { success: 'true', code, message: 'Token expired at 12:00' } } }
    const bodies = [expired, { sold: 1 }, { sold: 2 }]
    let tokens = 0
    const upstream = await startUpstream((request, response) => {
      response.setHeader('Content-Type', 'application/json')
      if (request.url !== tokenPath) return response.end(JSON.stringify(bodies.shift()))
      tokens += 1
      return response.end(JSON.stringify({ data: { accessToken: `token-${tokens}`, ttlSeconds: 300 }, errors: null }))
    })
    const till = await startSchemeTill({ entry: entryFor(upstream.url) })
    const sell = () =>
      till.call('/v1.1/transaction/add', { method: 'POST', body: '{"root":{"transaction":[{"number":"1"}]}}' })
    expect(await (await sell()).json()).toEqual({ sold: 1 })
    expect(await (await sell()).json()).toEqual({ sold: 2 })
    expect(upstream.seen.map(({ headers, body }) => [headers['x-cap-api-oauth-token'], body.length])).toEqual([
      [undefined, expect.any(Number)],
      ['token-1', 41],
      [undefined, expect.any(Number)],
      ['token-2', 41],
      ['token-2', 41],
    ])
  },
)

// Clouds compress answers, and a body may arrive a byte at a time: neither may hide the refusal.
test.each(['gzip', 'in single bytes', 'as XML'])('an expiry inside a 200 is seen %s', async (form) => {
  const json = JSON.stringify({ response: { status: { success: 'true', code: '498', message: 'Token expired' } } })
  const xml = '<?xml version="1.0"?><response><status><success>true</success><code>498</code></status></response>'
  const expired = Buffer.from(form === 'as XML' ? xml : json)
  let tokens = 0
  const upstream = await startUpstream((request, response) => {
    if (request.url === tokenPath) {
      tokens += 1
      response.end(JSON.stringify({ data: { accessToken: `token-${tokens}`, ttlSeconds: 300 }, errors: null }))
    } else if (tokens > 1) response.end('{"response":{"status":{"code":200}}}')
    else if (form === 'gzip') response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(expired))
    else {
      for (const byte of expired) response.write(Buffer.of(byte))
      response.end()
    }
  })
  const till = await startSchemeTill({ entry: entryFor(upstream.url) })
  expect(await (await till.call(customer)).text()).toBe('{"response":{"status":{"code":200}}}')
  expect(tokens).toBe(2)
})

test('a body that was streamed away is for the caller to repeat, with the next token', async () => {
  let tokens = 0
  const upstream = await startUpstream((request, response) => {
    if (request.url === tokenPath) {
      tokens += 1
      response.end(JSON.stringify({ data: { accessToken: `token-${tokens}`, ttlSeconds: 300 }, errors: null }))
    } else response.end(JSON.stringify({ response: { status: { code: tokens > 1 ? 200 : 498 } } }))
  })
  const till = await startSchemeTill({ entry: entryFor(upstream.url) })
  const send = () => till.call('/v3/feedback', { method: 'POST', body: 'x' })
  const first = await send()
  expect([first.status, await faultOf(first)]).toEqual([503, 'TOKEN_EXPIRED'])
  expect((await send()).status).toBe(200)
})

test('a wrong secret locks after one try', async () => {
  const { simulator, till } = await startCloud({ more: { clientSecret: 'guess' } })
  for (const _ of [1, 2, 3]) expect(await faultOf(await till.call(customer))).toBe('UPSTREAM_LOCKED')
  expect(simulator.seen()).toHaveLength(1)
  expect(till.agent.upstreams.list()).toMatchObject([{ id: 'cloud', state: 'locked' }])
})

test('while the token service is down no expired token is sent, and the till recovers by itself', async () => {
  const { simulator, paths, till } = await startCloud({ ttlSeconds: 60 })
  await till.call(customer)
  till.clock.skip(61_000)
  simulator.injectFault({ fault: '503', path: tokenPath, times: 1 })
  const answer = await till.call(customer)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await faultOf(answer)).toBe('UPSTREAM_NOT_READY')
  expect(paths().filter((path) => path !== tokenPath)).toHaveLength(1)
  till.clock.skip(2_000)
  expect((await till.call(customer)).status).toBe(200)
})

describe('the rules of capillary-till hold here too', () => {
  test('the route that shows a live code is denied', async () => {
    const { paths, till } = await startCloud()
    expect(await faultOf(await till.call('/V2/otp/?entityValue=1'))).toBe('ROUTE_DENIED')
    expect(paths()).toEqual([])
  })

  test('a code goes only to the customer it is for', async () => {
    const { paths, till } = await startCloud()
    const body = JSON.stringify({ entityValue: '919999999993', channels: [{ value: '918888888888' }] })
    expect(await faultOf(await till.call('/v2/otp/generate', { method: 'POST', body }))).toBe('BODY_REFUSED')
    expect(paths()).toEqual([])
  })

  test('a response for another till raises an alarm', async () => {
    const upstream = await startUpstream((request, response) => {
      response.setHeader('till', 'till.two')
      response.end(request.url === tokenPath ? JSON.stringify({ data: { accessToken: 'a', ttlSeconds: 9 } }) : '{}')
    })
    const till = await startSchemeTill({ entry: entryFor(upstream.url) })
    await till.call(customer)
    expect(till.agent.upstreams.find('cloud')?.alarm).toMatch(/another till/)
  })

  test('presets are the same', () => expect(Object.keys(capillaryOauth.presets)).toContain('capillary:sell'))
})

describe('the probe', () => {
  async function probe(more: object, prepare = (_: Simulator) => {}) {
    const till = await startCloud({ more })
    prepare(till.simulator)
    return till.agent.upstreams.test('cloud').catch((thrown) => thrown)
  }

  test('names organisation and till', async () => {
    expect(await probe({})).toMatchObject({ organisation: 'Demo Retail', till: 'store.server' })
  })

  test.each([
    ['a wrong secret', { clientSecret: 'guess' }, 'CREDENTIAL_REFUSED', /client key and secret/],
    ['a wrong attribution', { attribution: { type: 'TILL', code: 'nobody' } }, 'CREDENTIAL_UNPROVEN', /attribution/],
    ['a wrong host', { baseUrl: 'http://127.0.0.1:9' }, 'CREDENTIAL_UNPROVEN', /could not be reached/],
  ])('explains %s', async (_, more, code, detail) => {
    expect(await probe(more)).toMatchObject({ code, detail: expect.stringMatching(detail) })
  })

  test('says of a refused client where it is made, and that its secret is shown once', async () => {
    const remedy = expect.stringMatching(/InTouch.*shown once/)
    expect(await probe({ clientSecret: 'guess' })).toMatchObject({ code: 'CREDENTIAL_REFUSED', remedy })
  })

  test('explains a host that gives tokens and then refuses them', async () => {
    const outcome = await probe({}, (simulator) => simulator.injectFault({ fault: '498', path: '/v1.1' }))
    expect(outcome).toMatchObject({ code: 'CREDENTIAL_REFUSED', remedy: expect.stringMatching(/cluster.*clock/) })
  })

  test('explains a proxy in the way', async () => {
    const outcome = await probe({}, (simulator) => simulator.injectFault({ fault: 'html 502' }))
    expect(outcome).toMatchObject({ code: 'CREDENTIAL_UNPROVEN', remedy: expect.stringMatching(/proxy/) })
  })

  test('tells a missing permission from a wrong credential', async () => {
    const outcome = await probe({}, (simulator) => simulator.injectFault({ fault: '403', path: '/v1.1' }))
    expect(outcome).toMatchObject({ notice: expect.stringMatching(/permission is missing/) })
  })
})

describe('regions', () => {
  const add = async (more: object) => {
    const till = await startSchemeTill({ entry: entryFor('http://127.0.0.1:9') })
    const entry = { id: 'other', scheme: 'capillary-oauth', clientKey, clientSecret: 'x', ...more } as never
    return till.agent.upstreams.add(entry, false).catch((thrown) => thrown)
  }

  test.each([
    ['EU', 'https://eu.api.capillarytech.com'],
    ['apac', 'https://apac.api.capillarytech.com'],
    ['APAC2', 'https://apac2.api.capillarytech.com'],
  ])('%s stands for %s', async (region, baseUrl) => {
    expect(await add({ region })).toMatchObject({ upstream: { baseUrl } })
  })

  test('custom is what the base URL says', async () => {
    const baseUrl = 'https://tata.example.com'
    expect(await add({ region: 'custom', baseUrl })).toMatchObject({ upstream: { baseUrl } })
  })

  test.each([
    [{ region: 'US' }, /ushc\.api\.capillarytech\.com.*us\.api\.capillarytech\.com.*north-america/],
    [{ region: 'MARS' }, /must be one of EU, APAC, APAC2, US, custom/],
    [{ region: 'custom' }, /give baseUrl/],
    [{ region: 'EU', baseUrl: 'https://eu.example.com' }, /give one of them/],
    [{ region: 'EU', scheme: 'basic', username: 'x', password: 'y' }, /knows no regions/],
    [{}, /baseUrl/],
  ])('%j is not enough', async (more, detail) => {
    expect(await add(more)).toMatchObject({ code: 'INVALID_INPUT', detail: expect.stringMatching(detail) })
  })
})

test.each([{ type: 'SHOP', code: 'a' }, { type: 'TILL', code: 'a\r\nb' }, { type: 'TILL' }, 'TILL:a'])(
  '%j is no attribution',
  (wrong) => expect(capillaryOauth.settings.safeParse({ clientKey, attribution: wrong }).success).toBe(false),
)

// The code is documented, the status of the refusal is not: a gateway in front may refuse without one.
test('a refusal of the client without its code locks the upstream, and is not tried again', async () => {
  const cloud = await startUpstream((_, response) => response.writeHead(401).end('{}'))
  const till = await startSchemeTill({ entry: entryFor(cloud.url) })
  for (const _ of [1, 2]) expect(await faultOf(await till.call(customer))).toBe('UPSTREAM_LOCKED')
  expect(cloud.seen.map(({ target }) => target)).toEqual([tokenPath])
})

test('the token is for the agent alone: no client can be given it', async () => {
  const { till } = await startCloud()
  expect(till.agent.upstreams.find('cloud')?.session).not.toHaveProperty('handOver')
})
