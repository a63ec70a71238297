import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningAgent, startAgent } from '#test/support/agentProcess.ts'
import { requestText, send } from '#test/support/rawSocket.ts'
import { startUpstream, type TestUpstream } from '#test/support/upstream.ts'

const paired = 'https://pos.example.com'
const kiosk = 'https://kiosk.example'

let upstream: TestUpstream
let agent: RunningAgent

beforeAll(async () => {
  upstream = await startUpstream()
  agent = await startAgent({
    baseUrl: upstream.url,
    clients: [{ id: 'pos', origins: [paired] }, { id: 'kiosk', origins: [kiosk] }, { id: 'till' }],
  })
})
beforeEach(() => upstream.forget())
afterAll(async () => {
  await agent.end()
  await upstream.close()
})

const routes = ['/healthz', '/v1/status', '/openapi.json', '/via/loyalty/v2/x', '/nothing-here']
const keyOf = (client: string) => `Till-Agent-Key: ${agent.key(client)}`
const host = () => `Host: 127.0.0.1:${agent.port}`

/** A request with this Host field and others. */
const ask = (method: string, target: string, hostValue: string, ...fields: string[]) =>
  send(agent.port, requestText(method, target, `Host: ${hostValue}`, ...fields))

const preflight = (origin: string, target = '/via/loyalty/v2/x', ...fields: string[]) =>
  send(
    agent.port,
    requestText('OPTIONS', target, host(), `Origin: ${origin}`, 'Access-Control-Request-Method: POST', ...fields),
  )

function expectNothingUpstream(): void {
  expect(upstream.heads()).toBe(0)
}

describe('T01 DNS rebinding: a page that made its own name resolve to this machine is refused', () => {
  test.each(routes)('T01 %s, with the key', async (route) => {
    const refused = await ask('GET', route, `evil.example:${agent.port}`, keyOf('pos'))
    expect(refused).toMatchObject({ status: 421, fault: 'FOREIGN_HOST', isClosed: true })
    expectNothingUpstream()
  })

  test('T01 as the opening of a WebSocket', async () => {
    const opening = ['Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==']
    for (const route of routes) {
      const refused = await ask('GET', route, `evil.example:${agent.port}`, keyOf('pos'), ...opening)
      expect(refused).toMatchObject({ status: 421, isClosed: true })
    }
  })

  test('T01 as same-origin, which such a page is to its browser', async () => {
    const signs = [`Origin: http://evil.example:${agent.port}`, 'Sec-Fetch-Site: same-origin']
    expect(await ask('POST', '/via/loyalty/v2/x', `evil.example:${agent.port}`, ...signs)).toMatchObject({
      status: 421,
      fault: 'FOREIGN_HOST',
    })
  })
})

describe('T02 loose Host lists: what only looks like our address is not ours', () => {
  test.each([
    'localhost6:PORT',
    'localhost.:PORT',
    'a.localhost:PORT',
    'localhost.localdomain:PORT',
    '127.0.0.1.evil.com:PORT',
    '127.0.0.1.:PORT',
    '127.1:PORT',
    '127.0.0.2:PORT',
    '2130706433:PORT',
    '0x7f.1:PORT',
    '0x7f000001:PORT',
    '017700000001:PORT',
    '[::ffff:7f00:1]:PORT',
    '[::ffff:127.0.0.1]:PORT',
    '[0:0:0:0:0:0:0:1]:PORT',
    '::1:PORT',
    'LOCALHOST:PORT',
    'Localhost:PORT',
    '127.0.0.1',
    'localhost',
    '127.0.0.1:1',
    '127.0.0.1:0PORT',
    '127.0.0.1:PORT:PORT',
    '127.0.0.1:PORT, evil.example',
    'evil.example@127.0.0.1:PORT',
    '127.0.0.1:PORT/',
    '127.0.0.1:PORT#',
    '',
  ])('T02 "%s"', async (name) => {
    const refused = await ask('GET', '/via/loyalty/v2/x', name.replaceAll('PORT', String(agent.port)), keyOf('pos'))
    expect(refused).toMatchObject({ status: 421, fault: 'FOREIGN_HOST', isClosed: true })
    expectNothingUpstream()
  })

  test.each(['127.0.0.1', 'localhost', '[::1]'])('T02 while %s is', async (name) => {
    expect(await ask('GET', '/healthz', `${name}:${agent.port}`)).toMatchObject({ status: 204 })
  })
})

describe('T04 CORS repaired, authentication forgotten: a paired origin without the key gets nothing', () => {
  test.each(routes.slice(1))('T04 %s', async (route) => {
    const refused = await ask('GET', route, `127.0.0.1:${agent.port}`, `Origin: ${paired}`)
    expect(refused).toMatchObject({ status: 401, fault: 'KEY_REQUIRED' })
    expectNothingUpstream()
  })

  test('T04 nor with the key of a client that was paired with another origin', async () => {
    for (const [client, origin] of [
      ['pos', kiosk],
      ['kiosk', paired],
      ['till', paired],
    ] as const) {
      const refused = await ask('GET', '/v1/status', `127.0.0.1:${agent.port}`, `Origin: ${origin}`, keyOf(client))
      expect(refused).toMatchObject({ status: 403, fault: 'ORIGIN_REFUSED' })
      expect(refused.text).not.toMatch(/access-control-allow/i)
    }
  })
})

describe.each([
  [
    'T05 any-port localhost origin',
    ['http://localhost:9999', 'http://127.0.0.1:1', 'http://[::1]:1', 'http://127.0.0.1:OWN', 'http://localhost:OWN'],
  ],
  [
    'T07 prefix or suffix of an origin',
    [
      'https://pos.example.com.evil.com',
      'https://pos.example.community',
      'https://evilpos.example.com',
      'https://evil.pos.example.com',
      'https://pos.example.com:444',
      'https://pos.example.com:443',
      'http://pos.example.com',
      'https://pos.example.com/',
      'https://pos.example.com@evil.com',
      'https://POS.example.com',
      'https://pos.example.com https://evil.com',
      'https://pos.example.com, https://evil.com',
      'pos.example.com',
      '*',
      '',
    ],
  ],
  ['T09 the null origin', ['null', 'NULL', 'file://', 'about:blank']],
])('%s', (attack, origins) => {
  test.each(origins)(
    `${attack.slice(0, 3)} "%s" is refused even with the key, and so is its preflight`,
    async (name) => {
      const origin = name.replace('OWN', String(agent.port))
      const refused = await ask('GET', '/via/loyalty/v2/x', host().slice(6), `Origin: ${origin}`, keyOf('pos'))
      expect(refused).toMatchObject({ status: 403, fault: 'ORIGIN_REFUSED', isClosed: true })
      const asking = await preflight(origin)
      expect(asking).toMatchObject({ status: 403, fault: 'ORIGIN_REFUSED' })
      expect(refused.text + asking.text).not.toMatch(/access-control-allow/i)
      expectNothingUpstream()
    },
  )
})

describe('T06 wildcard or reflected CORS', () => {
  test('T06 a foreign preflight gets no allowing field', async () => {
    for (const route of routes) {
      const asking = await preflight('https://evil.example', route)
      expect(asking.status).toBe(403)
      expect(asking.text).not.toMatch(/access-control-allow/i)
    }
  })

  test('T06 a paired origin is named itself, without allowing the browser’s own credentials', async () => {
    for (const answer of [
      await preflight(paired),
      await ask('GET', '/v1/status', host().slice(6), `Origin: ${paired}`, keyOf('pos')),
      await ask('GET', '/via/loyalty/v2/x', host().slice(6), `Origin: ${paired}`, keyOf('pos')),
      await ask('GET', '/via/loyalty/v2/otp', host().slice(6), `Origin: ${paired}`, keyOf('pos')),
    ]) {
      expect(answer.text.match(/^access-control-allow-origin: .*$/gim)).toEqual([
        `Access-Control-Allow-Origin: ${paired}`,
      ])
      expect(answer.text).toMatch(/^vary: .*origin/im)
      expect(answer.text).not.toMatch(/allow-credentials|: \*/i)
    }
  })

  test('T06 an upstream cannot open the agent’s answers to other pages', async () => {
    upstream.answerWith((_, response) => {
      response.writeHead(200, {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Expose-Headers': '*',
      })
      response.end('{}')
    })
    expect((await ask('GET', '/via/loyalty/v2/x', host().slice(6), keyOf('pos'))).text).not.toMatch(/access-control/i)
    const toPage = await ask('GET', '/via/loyalty/v2/x', host().slice(6), `Origin: ${paired}`, keyOf('pos'))
    expect(toPage.text).not.toMatch(/allow-credentials|: \*/i)
  })

  test('T06 every route answers a preflight alike, so that it tells nothing of them', async () => {
    const answers = await Promise.all(routes.map((route) => preflight(paired, route)))
    expect(new Set(answers.map(({ text }) => text.replace(/^date: .*\r\n/im, ''))).size).toBe(1)
  })
})

describe('T08 CSRF by simple request: what a page can send unasked has no effect', () => {
  const bodies = [
    ['a form', 'application/x-www-form-urlencoded', 'amount=10'],
    ['a form with files', 'multipart/form-data; boundary=b', '--b--'],
    ['plain text', 'text/plain', '{"amount":10}'],
  ] as const
  test.each(bodies)('T08 %s', async (_, type, body) => {
    for (const origin of ['https://evil.example', paired]) {
      const fields = [
        `Origin: ${origin}`,
        'Sec-Fetch-Site: cross-site',
        `Content-Type: ${type}`,
        `Content-Length: ${body.length}`,
      ]
      const bytes = requestText('POST', '/via/loyalty/v2/transactions', host(), ...fields) + body
      expect([401, 403]).toContain((await send(agent.port, bytes)).status)
    }
    expectNothingUpstream()
  })

  test.each(['cross-site', 'same-site', 'same-origin', 'none'])(
    'T08 an image, which names no origin but %s, even where the browser adds a key it kept',
    async (site) => {
      const image = [`Sec-Fetch-Site: ${site}`, 'Sec-Fetch-Mode: no-cors', 'Sec-Fetch-Dest: image', keyOf('pos')]
      expect(await ask('GET', '/via/loyalty/v2/x', host().slice(6), ...image)).toMatchObject({
        status: 403,
        fault: 'ORIGIN_REFUSED',
      })
      expectNothingUpstream()
    },
  )
})

test('T10 a missing Origin is no sign of trust', async () => {
  for (const route of routes.slice(1))
    expect(await ask('GET', route, host().slice(6))).toMatchObject({ status: 401, fault: 'KEY_REQUIRED' })
  expectNothingUpstream()
})

describe('T11 cross-site WebSocket hijacking: no upgrade, and the socket is closed', () => {
  const opening = ['Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==']
  const open = (...fields: string[]) =>
    send(
      agent.port,
      requestText('GET', '/via/loyalty/v2/x', host(), ...opening, ...fields).replace(': close', ': Upgrade'),
    )
  test('T11 from a foreign origin', async () => {
    expect(await open('Origin: https://evil.example', keyOf('pos'))).toMatchObject({ status: 403, isClosed: true })
  })
  test('T11 without a key', async () => {
    expect(await open()).toMatchObject({ status: 501, fault: 'UPGRADE_REFUSED', isClosed: true })
  })
  test('T11 with everything right', async () => {
    expect(await open(`Origin: ${paired}`, keyOf('pos'))).toMatchObject({ status: 501, isClosed: true })
    expectNothingUpstream()
  })
})

describe('T12 0.0.0.0 Day: a page that calls the address of no host', () => {
  const hasIpv6 = Object.values(networkInterfaces()).some((found) => found?.some(({ address }) => address === '::1'))
  test.each(hasIpv6 ? ['0.0.0.0', '0', '[::]'] : ['0.0.0.0', '0'])('T12 %s', async (name) => {
    const bytes = requestText('GET', '/v1/status', `Host: ${name}:${agent.port}`, keyOf('pos'))
    const refused = await send(agent.port, bytes, { host: name === '[::]' ? '::' : '0.0.0.0' })
    expect(refused).toMatchObject({ status: 421, fault: 'FOREIGN_HOST' })
  })
})

describe('T14 private-network preflight', () => {
  const asking = 'Access-Control-Request-Private-Network: true'
  test('T14 of a foreign page is not allowed', async () => {
    const refused = await preflight('https://evil.example', '/via/loyalty/v2/x', asking)
    expect(refused.status).toBe(403)
    expect(refused.text).not.toMatch(/access-control-allow/i)
  })
  test('T14 of a paired one is, if it asks', async () => {
    const allowed = /^Access-Control-Allow-Private-Network: true\r$/im
    expect((await preflight(paired, '/v1/status', asking)).text).toMatch(allowed)
    expect((await preflight(paired, '/v1/status')).text).not.toMatch(allowed)
  })
})

describe('T18 token inside a URL or a page', () => {
  test('T18 a key in the query is no key, and is not written down', async () => {
    const key = agent.key('pos')
    for (const query of [`token=${key}`, `key=${key}`, `access_token=${key}`, `Till-Agent-Key=${key}`])
      for (const route of routes.slice(1))
        expect(await ask('GET', `${route}?${query}`, host().slice(6))).toMatchObject({ fault: 'KEY_REQUIRED' })
    expect(await ask('GET', `/v1/status;${key}`, host().slice(6))).toMatchObject({ status: 401 })
    expect((await agent.call('pos', `/via/loyalty/v2/x?token=${key}`)).status).toBe(200)
    expect(agent.log().includes(key)).toBe(false)
  })

  test('T18 a key in a cookie or a body is no key', async () => {
    const key = agent.key('pos')
    expect(await ask('GET', '/v1/status', host().slice(6), `Cookie: key=${key}`)).toMatchObject({ status: 401 })
    const bytes = requestText('POST', '/via/loyalty/v2/x', host(), `Content-Length: ${key.length}`) + key
    expect(await send(agent.port, bytes)).toMatchObject({ status: 401 })
    expectNothingUpstream()
  })

  test('T18 no page is served that could hold one', async () => {
    for (const route of ['/', '/index.html', '/favicon.ico', ...routes]) {
      const answer = await ask('GET', route, host().slice(6), 'Accept: text/html', keyOf('pos'))
      expect(answer.text).not.toMatch(/text\/html|<html|<script/i)
    }
  })
})
