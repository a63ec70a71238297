import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Grant } from '#contract/grant.ts'
import { canaries } from '#test/support/canaries.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { faultOf, startTill } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const basic = `Basic ${Buffer.from(`till1:${canaries.md5}`).toString('base64')}`

describe('a request goes up as it came, with the till’s credential in place of the client’s', () => {
  test('method, path, query, fields and a body of 3 MiB are unchanged', async () => {
    const upstream = await startUpstream((_, response) => response.end('{}'))
    const till = await startTill({ baseUrl: upstream.url })
    const body = randomBytes(3 * 1024 * 1024)
    const response = await till.call('/via/loyalty/v2/x%20y/%C3%A9?a=%2B1&a=2&b=%2F..%2F&c', {
      method: 'PUT',
      body,
      headers: {
        'X-Custom': 'kept',
        'Content-Type': 'application/x-own',
        Authorization: 'Bearer foreign',
        Cookie: 'a=b',
      },
    })
    expect(response.status).toBe(200)
    const [seen] = upstream.seen
    expect(seen).toMatchObject({ method: 'PUT', target: '/v2/x%20y/%C3%A9?a=%2B1&a=2&b=%2F..%2F&c' })
    expect(seen?.headers).toMatchObject({
      'x-custom': 'kept',
      'content-type': 'application/x-own',
      'content-length': String(body.length),
      host: new URL(upstream.url).host,
    })
    expect(seen?.headers.authorization === basic).toBe(true)
    expect(Object.keys(seen?.headers ?? {}).filter((name) => /cookie|till-agent|transfer-encoding/.test(name))).toEqual(
      [],
    )
    expect(sha256(seen?.body as Buffer)).toBe(sha256(body))
  })

  test('below a base URL with a path', async () => {
    const upstream = await startUpstream((_, response) => response.end())
    const till = await startTill({ baseUrl: `${upstream.url}/api/` })
    await till.call('/via/loyalty/v2/x?y')
    await till.call('/via/loyalty')
    expect(upstream.seen.map(({ target }) => target)).toEqual(['/api/v2/x?y', '/api/'])
  })

  test('a body of unknown length is streamed on', async () => {
    const upstream = await startUpstream((_, response, body) => response.end(sha256(body)))
    const till = await startTill({ baseUrl: upstream.url })
    const parts = [randomBytes(70_000), randomBytes(1), randomBytes(200_000)]
    const response = await till.call('/via/loyalty/x', {
      method: 'POST',
      body: new Blob(parts).stream(),
      duplex: 'half',
    } as RequestInit)
    expect(await response.text()).toBe(sha256(Buffer.concat(parts)))
  })

  test('the credential is not sent under another spelling by the client', async () => {
    const upstream = await startUpstream((_, response) => response.end())
    const till = await startTill({ baseUrl: upstream.url })
    await till.raw(
      `GET /via/loyalty/x HTTP/1.1\r\nHost: 127.0.0.1:${till.port}\r\nTill-Agent-Key: ${till.key}\r\nX_CAP_API_ATTRIBUTION_ENTITY_CODE: other\r\nx-cap-api-oauth-token: t\r\nConnection: close, authorization\r\n\r\n`,
    )
    const [seen] = upstream.seen
    expect(seen?.headers.authorization === basic).toBe(true)
    expect(seen?.rawHeaders.filter((name) => /cap/i.test(name))).toEqual([])
  })
})

describe('a response comes back as it is', () => {
  test('status, reason, fields and bytes, compressed or not', async () => {
    const zipped = gzipSync(randomBytes(50_000))
    const upstream = await startUpstream((_, response) => {
      response.writeHead(418, 'Short And Stout', {
        'Content-Encoding': 'gzip',
        'X-Cap-Requestid': 'r1',
        'Set-Cookie': 'a=b',
        'WWW-Authenticate': 'Basic',
      })
      response.end(zipped)
    })
    const till = await startTill({ baseUrl: upstream.url })
    const request = httpRequest(`${till.url}/via/loyalty/x`, { headers: { 'Till-Agent-Key': till.key } }).end()
    const [response] = await once(request, 'response')
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk)
    expect([response.statusCode, response.statusMessage]).toEqual([418, 'Short And Stout'])
    expect(sha256(Buffer.concat(chunks))).toBe(sha256(zipped))
    expect(response.headers).toMatchObject({
      'content-encoding': 'gzip',
      'x-cap-requestid': 'r1',
      via: '1.1 till-agent',
    })
    expect(response.headers['server-timing']).toMatch(/^agent;dur=[\d.]+, upstream;dur=[\d.]+$/)
    expect(response.headers['till-agent-request-id']).toBeTruthy()
    for (const name of ['set-cookie', 'www-authenticate', 'till-agent-fault'])
      expect(response.headers[name]).toBeUndefined()
  })

  test.each([
    [204, undefined],
    [304, undefined],
    [200, ''],
    [200, 'x'],
    [500, '<html>not json</html>'],
  ])('%i with body %j', async (status, body) => {
    const upstream = await startUpstream((_, response) => response.writeHead(status).end(body))
    const till = await startTill({ baseUrl: upstream.url })
    const response = await till.call('/via/loyalty/x')
    expect([response.status, await response.text()]).toEqual([status, body ?? ''])
  })

  test('HEAD has the length of what GET would give, and no body', async () => {
    const upstream = await startUpstream((_, response) => response.writeHead(200, { 'Content-Length': 1234 }).end())
    const till = await startTill({ baseUrl: upstream.url })
    const response = await till.call('/via/loyalty/x', { method: 'HEAD' })
    expect([response.headers.get('content-length'), await response.text()]).toEqual(['1234', ''])
  })

  test('interim responses are not passed on', async () => {
    const upstream = await startUpstream((_, response) => {
      response.writeEarlyHints({ link: '</x>; rel=preload' })
      response.end('final')
    })
    const till = await startTill({ baseUrl: upstream.url })
    const answer = await till.raw(
      `GET /via/loyalty/x HTTP/1.1\r\nHost: 127.0.0.1:${till.port}\r\nTill-Agent-Key: ${till.key}\r\nConnection: close\r\n\r\n`,
    )
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200'])
    expect(answer).toContain('final')
  })

  test('the first part is passed on before the last has come', async () => {
    let finish = () => {}
    const upstream = await startUpstream((_, response) => {
      response.write('first')
      finish = () => response.end('last')
    })
    const till = await startTill({ baseUrl: upstream.url })
    const response = await till.call('/via/loyalty/x')
    const reader = response.body?.getReader()
    expect(Buffer.from((await reader?.read())?.value as Uint8Array).toString()).toBe('first')
    finish()
    expect(Buffer.from((await reader?.read())?.value as Uint8Array).toString()).toBe('last')
  })

  test('a large response to a slow reader waits upstream, not in memory', async () => {
    let written = 0
    const upstream = await startUpstream((_, response) => {
      const more = () => {
        let isFlowing = true
        while (isFlowing && written < 200 * 1024 * 1024) {
          isFlowing = response.write(Buffer.alloc(64 * 1024))
          written += 64 * 1024
        }
      }
      response.on('drain', more)
      more()
    })
    const till = await startTill({ baseUrl: upstream.url })
    const request = httpRequest(`${till.url}/via/loyalty/x`, { headers: { 'Till-Agent-Key': till.key } }).end()
    const [response] = await once(request, 'response')
    await once(response, 'readable')
    let before = -1
    while (before !== written) {
      before = written
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    expect(written).toBeLessThan(40 * 1024 * 1024)
    response.destroy()
  })
})

describe('what is not granted does not leave the machine', () => {
  const lookUp: Grant['allow'] = ['capillary:look-up', { methods: ['POST'], path: '/v2/own/*' }]
  test.each([
    ['POST', '/v1.1/transaction/add', 'NOT_GRANTED', 403],
    ['DELETE', '/v1.1/customer/get', 'NOT_GRANTED', 403],
    ['GET', '/v1.1/customer/get/', 'NOT_GRANTED', 403],
    ['GET', '/v2/own/1', 'NOT_GRANTED', 403],
    ['POST', '/v2/own/1/2', 'NOT_GRANTED', 403],
    ['GET', '/', 'NOT_GRANTED', 403],
    ['GET', '/v1.1/customer/get/../../x', 'AMBIGUOUS_PATH', 400],
    ['GET', '/v1.1%2fcustomer/get', 'AMBIGUOUS_PATH', 400],
  ])('%s %s', async (method, path, code, status) => {
    const upstream = await startUpstream((_, response) => response.end())
    const till = await startTill({ baseUrl: upstream.url, grants: lookUp })
    const answer = await till.raw(
      `${method} /via/loyalty${path} HTTP/1.1\r\nHost: 127.0.0.1:${till.port}\r\nTill-Agent-Key: ${till.key}\r\nConnection: close\r\n\r\n`,
    )
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [^]*till-agent-fault: ${code}`, 'i'))
    expect(upstream.seen).toEqual([])
  })

  // attacks.md T43: these respond with the live one-time code.
  test.each([
    '/v2/otp',
    '/v2/otp?identifierName=mobile',
    '/V2/Otp',
    '/v2/%6ftp',
    '/v2/otp/',
    '/v2/otp.json',
    '/v2/otp;x',
    '/v2/otp/source=INSTORE',
  ])('GET %s is denied above every grant', async (path) => {
    const upstream = await startUpstream((_, response) => response.end())
    const till = await startTill({ baseUrl: upstream.url })
    expect(await faultOf(await till.call(`/via/loyalty${path}`))).toBe('ROUTE_DENIED')
    expect(upstream.seen).toEqual([])
  })

  test('an upstream that is not set up', async () => {
    const upstream = await startUpstream((_, response) => response.end())
    const till = await startTill({ baseUrl: upstream.url })
    const response = await till.call('/via/payments/x')
    expect([response.status, await faultOf(response)]).toEqual([404, 'UNKNOWN_UPSTREAM'])
    expect(upstream.seen).toEqual([])
  })

  test('a body beyond the limit, whether its length is promised or not', async () => {
    const upstream = await startUpstream((_, response) => response.end())
    const till = await startTill({ baseUrl: upstream.url, limits: { bodyBytes: 100_000 } })
    const promised = await till.call('/via/loyalty/x', { method: 'POST', body: Buffer.alloc(100_001) })
    expect([promised.status, await faultOf(promised)]).toEqual([413, 'BODY_TOO_LARGE'])
    const stream = new Blob([Buffer.alloc(60_000), Buffer.alloc(60_000)]).stream()
    const streamed = await till.call('/via/loyalty/x', { method: 'POST', body: stream, duplex: 'half' } as RequestInit)
    expect([streamed.status, await faultOf(streamed)]).toEqual([413, 'BODY_TOO_LARGE'])
    expect(upstream.seen).toEqual([])
    const allowed = await till.call('/via/loyalty/x', { method: 'POST', body: Buffer.alloc(100_000) })
    expect(allowed.status).toBe(200)
  })

  test('a request that has been through a till agent already', async () => {
    const upstream = await startUpstream((_, response) => response.end())
    const till = await startTill({ baseUrl: upstream.url })
    expect(await faultOf(await till.call('/via/loyalty/x', { headers: { Via: '1.1 till-agent' } }))).toBe(
      'LOOP_DETECTED',
    )
    expect(upstream.seen).toEqual([])
  })

  test('more requests than the rate allows', async () => {
    const upstream = await startUpstream((_, response) => response.end())
    const till = await startTill({ baseUrl: upstream.url, limits: { requestsPerSecond: 0.001, burst: 3 } })
    const statuses = []
    for (let n = 0; n < 5; n += 1) {
      const response = await till.call('/via/loyalty/x')
      statuses.push(response.status)
      if (response.status === 429) expect(response.headers.get('retry-after')).toBe('1')
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429])
    expect(upstream.seen).toHaveLength(3)
  })
})

describe('an upstream that fails yields one right fault', () => {
  test('no server at its address: nothing was sent', async () => {
    const upstream = await startUpstream((_, response) => response.end())
    const till = await startTill({ baseUrl: upstream.url })
    await upstream.close()
    const response = await till.call('/via/loyalty/x', { method: 'POST', body: 'x' })
    expect([response.status, await faultOf(response)]).toEqual([503, 'UPSTREAM_UNREACHABLE'])
    expect(response.headers.get('retry-after')).toBe('5')
  })

  test('the connection breaks before a response: a look-up is sent once more, a sale is not', async () => {
    const upstream = await startUpstream((request) => request.socket.destroy())
    const till = await startTill({ baseUrl: upstream.url })
    const lookUp = await till.call('/via/loyalty/v1.1/customer/get')
    expect([lookUp.status, await faultOf(lookUp), upstream.seen.length]).toEqual([504, 'UPSTREAM_SILENT', 2])
    const sale = await till.call('/via/loyalty/v1.1/transaction/add', { method: 'POST', body: '{}' })
    expect([sale.status, await faultOf(sale), upstream.seen.length]).toEqual([504, 'OUTCOME_UNKNOWN', 3])
  })

  test('a look-up that succeeds the second time is answered as usual', async () => {
    let asked = 0
    const upstream = await startUpstream((request, response) => {
      asked += 1
      if (asked === 1) request.socket.destroy()
      else response.end('found')
    })
    const till = await startTill({ baseUrl: upstream.url })
    expect(await (await till.call('/via/loyalty/v1.1/customer/get')).text()).toBe('found')
  })

  // capillary.md 0.6: each of these GETs can cost an SMS.
  test.each(['/v1.1/points/validationcode?mobile=1', '/v1.1/points/isredeemable.json?points=1&issue_otp=true'])(
    '%s is not sent again',
    async (path) => {
      const upstream = await startUpstream((request) => request.socket.destroy())
      const till = await startTill({ baseUrl: upstream.url })
      const response = await till.call(`/via/loyalty${path}`)
      expect([await faultOf(response), upstream.seen.length]).toEqual(['OUTCOME_UNKNOWN', 1])
    },
  )

  test('no response within the caller’s own timeout', async () => {
    const upstream = await startUpstream(() => {})
    const till = await startTill({ baseUrl: upstream.url })
    const headers = { 'Till-Agent-Timeout-Ms': '100' }
    expect(await faultOf(await till.call('/via/loyalty/x', { headers }))).toBe('UPSTREAM_SILENT')
    expect(await faultOf(await till.call('/via/loyalty/x', { method: 'POST', body: 'x', headers }))).toBe(
      'OUTCOME_UNKNOWN',
    )
    expect(await faultOf(await till.call('/via/loyalty/x', { headers: { 'Till-Agent-Timeout-Ms': '5' } }))).toBe(
      'INVALID_INPUT',
    )
  })

  test.each([
    ['before its length is reached', { 'Content-Length': 1000 }],
    ['in the middle of chunks', { 'Transfer-Encoding': 'chunked' }],
  ])('a response that breaks off %s never passes for a whole one', async (_, head) => {
    const upstream = await startUpstream((request, response) => {
      response.writeHead(200, head as Record<string, string>)
      response.write('part', () => setTimeout(() => request.socket.destroy(), 50))
    })
    const till = await startTill({ baseUrl: upstream.url })
    const response = await till.call('/via/loyalty/x').catch((error) => error)
    await expect(response instanceof Response ? response.text() : Promise.reject(response)).rejects.toThrow()
  })

  test('a response that is not HTTP', async () => {
    const upstream = await startUpstream((request) => request.socket.end('SSH-2.0-OpenSSH\r\n'))
    const till = await startTill({ baseUrl: upstream.url })
    const response = await till.call('/via/loyalty/x')
    expect([response.status, await faultOf(response)]).toEqual([502, 'UPSTREAM_ANSWER_INVALID'])
  })

  test('a redirect is not followed: to the upstream itself it leads through the agent, elsewhere it is refused', async () => {
    const upstream = await startUpstream((request, response) => {
      const location = request.url === '/home' ? `${upstream.url}/next?x=1` : 'https://elsewhere.example/next'
      response.writeHead(302, { Location: location }).end()
    })
    const till = await startTill({ baseUrl: upstream.url })
    const home = await till.call('/via/loyalty/home', { redirect: 'manual' })
    expect([home.status, home.headers.get('location')]).toEqual([302, '/via/loyalty/next?x=1'])
    const away = await till.call('/via/loyalty/away', { redirect: 'manual' })
    expect([away.status, await faultOf(away)]).toEqual([502, 'UPSTREAM_REDIRECTED'])
    expect(upstream.seen).toHaveLength(2)
  })
})

test('when the caller leaves, the connection to the upstream ends', async () => {
  let left: Promise<unknown> = Promise.resolve()
  let arrived = () => {}
  const received = new Promise<void>((resolve) => {
    arrived = resolve
  })
  const upstream = await startUpstream((request) => {
    left = once(request.socket, 'close')
    arrived()
  })
  const till = await startTill({ baseUrl: upstream.url })
  const abort = new AbortController()
  const call = till.call('/via/loyalty/x', { signal: abort.signal }).catch(() => 'gone')
  await received
  abort.abort()
  expect(await call).toBe('gone')
  await left
  expect(till.agent.status().upstreams[0]).toMatchObject({ activeRequests: 0, waitingRequests: 0 })
})

describe('a credential that the upstream refuses', () => {
  test('is proven once; then nothing is sent, and the reason is told', async () => {
    const upstream = await startUpstream((_, response) => response.writeHead(401).end('no'))
    const till = await startTill({ baseUrl: upstream.url })
    for (let n = 0; n < 3; n += 1) {
      const response = await till.call('/via/loyalty/x')
      expect([response.status, await faultOf(response)]).toEqual([503, 'UPSTREAM_LOCKED'])
    }
    expect(upstream.seen).toHaveLength(2)
    expect(await (await till.call('/v1/status')).json()).toMatchObject({
      condition: 'blocked',
      upstreams: [{ state: 'locked' }],
      concerns: [{ about: 'loyalty' }],
    })
  })
})

// capillary.md 5.1: v1.1 tells in the body what went wrong, whatever the status.
test('a credential that is refused inside a 200 is proven once and not used again either', async () => {
  const simulator = await startTestSimulator({ assumptions: { wrongBasicStatus: 200 } })
  const till = await startTill({ baseUrl: simulator.url })
  const first = await till.call('/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993')
  expect(await faultOf(first)).toBe('UPSTREAM_LOCKED')
  const second = await till.call('/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993')
  expect(await faultOf(second)).toBe('UPSTREAM_LOCKED')
  expect(simulator.seen()).toHaveLength(2)
})

test('a response that only mentions 401 locks nothing', async () => {
  const body = { response: { status: { success: 'true', code: '200' }, item: { code: '401' } } }
  const upstream = await startUpstream((_, response) => response.end(JSON.stringify(body)))
  const till = await startTill({ baseUrl: upstream.url })
  for (let n = 0; n < 2; n += 1) expect((await till.call('/via/loyalty/v1.1/x')).status).toBe(200)
})
