import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { canaries } from '#test/support/canaries.ts'
import { faultOf, startTill, type Till } from '#test/support/till.ts'
import { startUpstream, type TestUpstream } from '#test/support/upstream.ts'

let upstream: TestUpstream
let till: Till

beforeAll(async () => {
  upstream = await startUpstream()
  till = await startTill({ baseUrl: upstream.url, origins: ['https://pos.example.com', 'app://pos'] })
})
beforeEach(() => upstream.forget())
afterAll(async () => {
  await till.close()
  await upstream.close()
})

const getText = (target: string, host: string, ...headers: string[]) =>
  `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${headers.map((header) => `${header}\r\n`).join('')}Connection: close\r\n\r\n`

function faultIn(response: string): string | undefined {
  return /^till-agent-fault: (\w+)/im.exec(response)?.[1]
}

describe('without the right key nothing is answered and nothing is sent', () => {
  test.each([
    ['no key', {}, 'KEY_REQUIRED'],
    ['a wrong key', { 'Till-Agent-Key': canaries.clientKey }, 'KEY_REFUSED'],
    ['the cloud’s own credential', { Authorization: `Basic ${canaries.basicValue}` }, 'KEY_REFUSED'],
    ['an empty key', { 'Till-Agent-Key': '' }, 'KEY_REFUSED'],
  ])('%s', async (_, headers, code) => {
    for (const path of ['/via/loyalty/v2/x', '/v1/status', '/openapi.json', '/nothing-here', '/via/unknown/x']) {
      const response = await fetch(till.url + path, { headers: headers as Record<string, string> })
      expect([response.status, await faultOf(response)]).toEqual([401, code])
    }
    expect(upstream.seen).toEqual([])
  })

  test('a key in the query is no key, and is not logged', async () => {
    const response = await fetch(`${till.url}/via/loyalty/v2/x?key=${till.key}&token=${till.key}`)
    expect(await faultOf(response)).toBe('KEY_REQUIRED')
    expect(upstream.seen).toEqual([])
    expect(JSON.stringify(till.log.events)).not.toContain(till.key)
  })

  test('the answer asks for a password, so that HTTP libraries that wait to be asked send theirs', async () => {
    const response = await fetch(`${till.url}/v1/status`)
    expect(response.headers.get('www-authenticate')).toMatch(/^Basic realm="till"/)
  })

  test('a key that has expired is refused', async () => {
    const { key } = till.agent.clients.add({
      id: 'old',
      name: 'Old',
      grants: [],
      origins: [],
      expiresAt: Date.now() - 1,
    })
    const response = await fetch(`${till.url}/v1/status`, { headers: { 'Till-Agent-Key': key } })
    expect(await faultOf(response)).toBe('KEY_REFUSED')
  })

  test('a revoked key is refused at once', async () => {
    const { key } = till.agent.clients.add({ id: 'revoked', name: 'Revoked', grants: [], origins: [] })
    const ask = () => fetch(`${till.url}/v1/status`, { headers: { 'Till-Agent-Key': key } })
    expect((await ask()).status).toBe(200)
    till.agent.clients.revoke('revoked')
    expect(await faultOf(await ask())).toBe('KEY_REFUSED')
  })
})

describe('a POS presents its key as it can', () => {
  test.each([
    ['as bearer token', (key: string) => ({ Authorization: `Bearer ${key}` })],
    ['in its own field', (key: string) => ({ 'Till-Agent-Key': key })],
    ['as password of Basic', (key: string) => ({ Authorization: `Basic ${btoa(`anybody:${key}`)}` })],
  ])('%s', async (_, headers) => {
    const response = await fetch(`${till.url}/via/loyalty/x`, { headers: headers(till.key) })
    expect(response.status).toBe(200)
  })

  // capillary.md 2.1: a POS made for Capillary hashes whatever stands in its password field.
  test('as a Capillary POS does, which sends the MD5 of its password', async () => {
    const hashed = createHash('md5').update(till.key).digest('hex')
    const response = await fetch(`${till.url}/via/loyalty/x`, {
      headers: { Authorization: `Basic ${btoa(`till1:${hashed}`)}` },
    })
    expect(response.status).toBe(200)
  })
})

// attacks.md T01, T02, T12
describe('a request to another host is refused, key or no key', () => {
  test.each([
    'evil.example',
    'evil.example:PORT',
    'localhost6:PORT',
    'localhost.:PORT',
    'a.localhost:PORT',
    '127.0.0.1.evil.com:PORT',
    '127.1:PORT',
    '2130706433:PORT',
    '0x7f.1:PORT',
    '[::ffff:7f00:1]:PORT',
    'LOCALHOST:PORT',
    '127.0.0.1',
    '127.0.0.1:1',
    '0.0.0.0:PORT',
    '127.0.0.1:PORT@evil',
  ])('%s', async (host) => {
    for (const path of ['/via/loyalty/x', '/healthz', '/v1/status']) {
      const answer = await till.raw(
        getText(path, host.replace('PORT', String(till.port)), `Till-Agent-Key: ${till.key}`),
      )
      expect([answer.split(' ')[1], faultIn(answer)]).toEqual(['421', 'FOREIGN_HOST'])
    }
    expect(upstream.seen).toEqual([])
  })

  test.each(['127.0.0.1', 'localhost', '[::1]'])('but %s is ours', async (name) => {
    expect(await till.raw(getText('/healthz', `${name}:${till.port}`))).toMatch(/^HTTP\/1\.1 204 /)
  })
})

// attacks.md T05–T09
describe('a web page is refused', () => {
  test.each([
    [{ Origin: 'https://evil.example' }],
    [{ Origin: 'null' }],
    [{ Origin: 'http://localhost:9999' }],
    [{ Origin: 'https://pos.example.com.evil.com' }],
    [{ Origin: 'https://pos.example.community' }],
    [{ Origin: 'https://evilpos.example.com' }],
    [{ Origin: 'https://pos.example.com:444' }],
    [{ Origin: 'http://pos.example.com' }],
    [{ 'Sec-Fetch-Site': 'cross-site' }],
    [{ 'Sec-Fetch-Site': 'same-origin' }],
  ])('%j, even with the right key', async (signs) => {
    const headers = [`Till-Agent-Key: ${till.key}`, ...Object.entries(signs).map((sign) => sign.join(': '))]
    const answer = await till.raw(getText('/via/loyalty/x', `127.0.0.1:${till.port}`, ...headers))
    expect([answer.split(' ')[1], faultIn(answer)]).toEqual(['403', 'ORIGIN_REFUSED'])
    expect(upstream.seen).toEqual([])
  })

  test('unless it is the origin that was paired with this very key', async () => {
    const other = till.agent.clients.add({ id: 'kiosk', name: 'Kiosk', grants: [], origins: ['https://kiosk.example'] })
    const ask = (key: string, origin: string) =>
      till.raw(getText('/v1/status', `127.0.0.1:${till.port}`, `Till-Agent-Key: ${key}`, `Origin: ${origin}`))
    expect(await ask(till.key, 'https://pos.example.com')).toMatch(/^HTTP\/1\.1 200 /)
    expect(faultIn(await ask(till.key, 'https://kiosk.example'))).toBe('ORIGIN_REFUSED')
    expect(faultIn(await ask(other.key, 'https://pos.example.com'))).toBe('ORIGIN_REFUSED')
  })
})

// attacks.md T48; standards.md 2
test('a program with the network of a browser, and a page of a paired program, are let in', async () => {
  const asked = await till.call('/v1/status', { headers: { 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Dest': 'empty' } })
  expect(asked.status).toBe(200)
  const page = await till.call('/v1/status', { headers: { Origin: 'app://pos', 'Sec-Fetch-Site': 'cross-site' } })
  expect([page.status, page.headers.get('access-control-allow-origin')]).toEqual([200, 'app://pos'])
})

describe('what is not clearly one request is refused, and the connection closed', () => {
  const head = (port: number, key: string) => `Host: 127.0.0.1:${port}\r\nTill-Agent-Key: ${key}\r\n`
  // At once, because the agent waits a second for the rest of some of them.
  test.concurrent.each([
    ['two Hosts', (h: string) => `GET /via/loyalty/x HTTP/1.1\r\n${h}Host: evil.example\r\nConnection: close\r\n\r\n`],
    ['no Host', () => 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n'],
    [
      'a length and chunks',
      (h: string) =>
        `POST /via/loyalty/x HTTP/1.1\r\n${h}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    [
      'two lengths',
      (h: string) => `POST /via/loyalty/x HTTP/1.1\r\n${h}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!`,
    ],
    ['a space before the colon', (h: string) => `GET /via/loyalty/x HTTP/1.1\r\n${h}X-A : b\r\n\r\n`],
    ['a folded line', (h: string) => `GET /via/loyalty/x HTTP/1.1\r\n${h}X-A: b\r\n c\r\n\r\n`],
    ['bare line feeds', (h: string) => `GET /via/loyalty/x HTTP/1.1\n${h.replaceAll('\r', '')}\n`],
    [
      'an unknown transfer coding',
      (h: string) => `POST /via/loyalty/x HTTP/1.1\r\n${h}Transfer-Encoding: gzip\r\n\r\nx`,
    ],
    [
      'chunked in disguise',
      (h: string) => `POST /via/loyalty/x HTTP/1.1\r\n${h}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
    ],
    [
      'an absolute target',
      (h: string) => `GET http://evil.example/via/loyalty/x HTTP/1.1\r\n${h}Connection: close\r\n\r\n`,
    ],
  ])('%s', async (_, text) => {
    const answer = await till.raw(text(head(till.port, till.key)))
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1)
    expect(upstream.seen).toEqual([])
  })

  test('headers beyond the limit', async () => {
    const answer = await till.raw(
      getText('/via/loyalty/x', `127.0.0.1:${till.port}`, `X-Long: ${'x'.repeat(17 * 1024)}`),
    )
    expect([answer.split(' ')[1], faultIn(answer)]).toEqual(['431', 'HEADERS_TOO_LARGE'])
    expect(upstream.seen).toEqual([])
  })

  test.each([
    ['more fields than are allowed', 'GET /via/loyalty/x HTTP/1.1', 'a:b\r\n'.repeat(100), '431', 'HEADERS_TOO_LARGE'],
    ['a target that is too long', `GET /via/loyalty/${'x'.repeat(8_180)} HTTP/1.1`, '', '414', 'TARGET_TOO_LONG'],
    ['a query that is too long', `GET /healthz?${'x'.repeat(8_190)} HTTP/1.1`, '', '414', 'TARGET_TOO_LONG'],
    ['a line without a version', 'GET /via/loyalty/x', '', '400', 'MALFORMED_REQUEST'],
    ['HTTP/0.9', 'GET /via/loyalty/x HTTP/0.9', '', '400', 'MALFORMED_REQUEST'],
    ['HTTP/2.0', 'GET /via/loyalty/x HTTP/2.0', '', '400', 'MALFORMED_REQUEST'],
    ['RTSP/1.0', 'GET /via/loyalty/x RTSP/1.0', '', '400', 'MALFORMED_REQUEST'],
    ['RTSP/1.1', 'PLAY /via/loyalty/x RTSP/1.1', '', '400', 'MALFORMED_REQUEST'],
    ['ICE/1.0', 'SOURCE /via/loyalty/x ICE/1.0', '', '400', 'MALFORMED_REQUEST'],
  ])('%s: refused, and nothing after it is looked at', async (_, line, fields, status, code) => {
    const hidden = getText('/via/loyalty/hidden', `127.0.0.1:${till.port}`, `Till-Agent-Key: ${till.key}`)
    const answer = await till.raw(`${line}\r\n${head(till.port, till.key)}${fields}\r\n${hidden}`)
    expect([answer.split(' ')[1], faultIn(answer)]).toEqual([status, code])
    expect(answer.match(/HTTP\/1\.1 \d/g)).toHaveLength(1)
    expect(upstream.seen).toEqual([])
  })

  test('a hundred fields and 8 KiB of target are allowed', async () => {
    const fields = 'a:b\r\n'.repeat(97)
    const target = `/via/loyalty/${'x'.repeat(8_179)}`
    const answer = await till.raw(
      `GET ${target} HTTP/1.1\r\n${head(till.port, till.key)}${fields}Connection: close\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(upstream.seen.map(({ target }) => target.length)).toEqual([8_180])
  })

  test.each([
    ['TRACE', 405],
    ['CONNECT', undefined],
  ])('%s is not served', async (method, status) => {
    const target = method === 'CONNECT' ? 'evil.example:443' : '/via/loyalty/x'
    const answer = await till.raw(
      `${method} ${target} HTTP/1.1\r\n${head(till.port, till.key)}Connection: close\r\n\r\n`,
    )
    if (status) expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    else expect(answer).toBe('')
  })

  test('a WebSocket is refused', async () => {
    const answer = await till.raw(
      getText('/via/loyalty/x', `127.0.0.1:${till.port}`, `Till-Agent-Key: ${till.key}`, 'Upgrade: websocket').replace(
        'Connection: close',
        'Connection: close, Upgrade',
      ),
    )
    expect(faultIn(answer)).toBe('UPGRADE_REFUSED')
    expect(upstream.seen).toEqual([])
  })
})

// A base URL that ends in a slash, put before a path that begins with one.
test.each([
  ['//via/loyalty/v2/x', 404, /begins with two slashes/],
  ['/via/loyalty//v2/x', 400, /base URL that ends in \//],
])('%s is refused with the commonest reason for it', async (path, status, detail) => {
  const response = await till.call(path)
  expect([response.status, ((await response.json()) as { detail: string }).detail]).toEqual([
    status,
    expect.stringMatching(detail),
  ])
})

test('health says that the agent lives, and nothing else', async () => {
  const answer = await till.raw(getText('/healthz', `127.0.0.1:${till.port}`))
  expect(answer.toLowerCase().replace(/\r\n/g, '\n')).toBe('http/1.1 204 no content\nconnection: close\n\n')
})

test('status names the upstreams this client was granted, and no other', async () => {
  const other = till.agent.clients.add({ id: 'ungranted', name: 'Ungranted', grants: [], origins: [] })
  const status = await (await till.call('/v1/status')).json()
  expect(status).toMatchObject({
    condition: 'ready',
    upstreams: [{ id: 'loyalty', scheme: 'capillary-till', state: 'ready' }],
  })
  const theirs = await fetch(`${till.url}/v1/status`, { headers: { 'Till-Agent-Key': other.key } })
  expect(await theirs.json()).toMatchObject({ upstreams: [] })
})

test('the OpenAPI document describes what is served', async () => {
  const document = (await (await till.call('/openapi.json')).json()) as {
    openapi: string
    paths: Record<string, object>
  }
  expect(document.openapi).toMatch(/^3\.1/)
  expect(Object.keys(document.paths).sort()).toEqual([
    '/healthz',
    '/metrics',
    '/openapi-3.0.json',
    '/openapi.json',
    '/readyz',
    '/v1/cache',
    '/v1/events',
    '/v1/keys',
    '/v1/outbox',
    '/v1/outbox/{id}',
    '/v1/outbox/{id}/resend',
    '/v1/pairings',
    '/v1/pairings/{id}',
    '/v1/proof',
    '/v1/requests/{requestId}',
    '/v1/statements/check',
    '/v1/statements/key',
    '/v1/status',
    '/v1/upstreams/{id}/checkout-token',
    '/v1/upstreams/{id}/customers',
    '/v1/upstreams/{id}/customers/sign-ins',
    '/v1/upstreams/{id}/customers/{customer}',
    '/v1/upstreams/{id}/customers/{customer}/change-password',
    '/v1/upstreams/{id}/customers/{customer}/code',
    '/v1/upstreams/{id}/customers/{customer}/password',
    '/v1/upstreams/{id}/customers/{customer}/reset-password',
    '/v1/upstreams/{id}/customers/{customer}/send-code',
    '/v1/upstreams/{id}/customers/{customer}/sign-ins',
    '/v1/upstreams/{id}/token',
    '/v1/verifications',
    '/v1/verifications/{id}',
    '/v1/verifications/{id}/code',
    '/v1/verifications/{id}/resend',
    '/via/{upstream}/{path}',
  ])
})
