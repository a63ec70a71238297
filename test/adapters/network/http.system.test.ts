import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createAxiosHttp } from '#adapters/network/axiosHttp.ts'
import { createSystemNetwork } from '#adapters/network/systemNetwork.ts'
import { Secret } from '#core/base/secret.ts'
import type { HttpRequest } from '#core/network/controlHttp.ts'
import { defaultLimits } from '#core/settings/limits.ts'
import { makePrivateCa } from '#test/support/privateCa.ts'
import { startProxy, startServer, startSilence } from './startServer.ts'

const ca = makePrivateCa()
const expired = makePrivateCa({ isExpired: true })
const wrongName = makePrivateCa({ names: 'DNS:elsewhere.example' })

const limits = { ...defaultLimits, connectTimeoutMs: 2_000, answerTimeoutMs: 2_000 }
const network = createSystemNetwork(limits)
const get: HttpRequest = { method: 'GET', path: '/who', headers: { Authorization: 'Basic aHVzaA==' } }

/** Sets variables of the environment until the test ends. */
function setEnvironment(values: Record<string, string>): void {
  const before = { ...process.env }
  Object.assign(process.env, values)
  onTestFinished(() => {
    for (const name of Object.keys(values)) {
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    }
  })
}

describe('a control call', () => {
  test('is sent and returned unchanged', async () => {
    const date = 'Tue, 15 Nov 1994 08:12:31 GMT'
    let sent: unknown
    const server = await startServer(async (request, response) => {
      const { method, url, headers } = request
      sent = { method, url, type: headers['content-type'], key: headers['x-key'], body: await textOf(request) }
      response
        .writeHead(200, { 'Content-Type': 'application/json', 'X-Two': ['a', 'b'], Date: date })
        .end(' {"a": 1}\n')
    })
    const headers = { 'Content-Type': 'application/json', 'X-Key': 'k' }
    const outcome = await network
      .http({ baseUrl: `${server.url}/v2` })
      .request({ method: 'POST', path: '/things?q=%20+', headers, body: ' {"b":  2} ' })
    expect(sent).toEqual({
      method: 'POST',
      url: '/v2/things?q=%20+',
      type: 'application/json',
      key: 'k',
      body: ' {"b":  2} ',
    })
    expect(outcome).toMatchObject({ kind: 'reply', status: 200, body: ' {"a": 1}\n', dateMs: Date.parse(date) })
    expect(outcome).toMatchObject({ headers: { 'x-two': expect.stringContaining('b') }, latencyMs: expect.any(Number) })
  })

  test('ends when nobody waits for it any more, and is not sent after that', async () => {
    const gone = new AbortController()
    const server = await startServer(() => gone.abort())
    const http = network.http({ baseUrl: server.url })
    const ended = { kind: 'silence', cause: 'unreachable', reason: 'ERR_CANCELED' }
    expect(await http.request({ ...get, gone: gone.signal })).toMatchObject({ ...ended, mayBeDone: true })
    expect(await http.request({ ...get, gone: gone.signal })).toMatchObject({ ...ended, mayBeDone: false })
    expect(server.seen).toEqual(['GET /who'])
  })

  test.each([204, 304, 401, 404, 429, 500, 503])('returns status %i as a reply', async (status) => {
    const server = await startServer((_, response) => response.writeHead(status).end())
    expect(await network.http({ baseUrl: server.url }).request(get)).toMatchObject({ kind: 'reply', status })
  })

  test('has no date when the upstream sends none', async () => {
    const server = await startServer((_, response) => {
      response.sendDate = false
      response.end()
    })
    expect(await network.http({ baseUrl: server.url }).request(get)).not.toHaveProperty('dateMs')
  })

  test('has no date when a cache on the way has kept it', async () => {
    const server = await startServer((_, response) => {
      response.setHeader('Age', '3600')
      response.end()
    })
    expect(await network.http({ baseUrl: server.url }).request(get)).not.toHaveProperty('dateMs')
  })

  test('leaves the connection open for the next call', async () => {
    const ports = new Set<number | undefined>()
    const server = await startServer((request, response) => {
      ports.add(request.socket.remotePort)
      response.end('ok')
    }, ca)
    const http = network.http({ baseUrl: server.url, caFile: ca.caFile })
    for (let n = 0; n < 3; n += 1) expect(await http.request(get)).toMatchObject({ status: 200 })
    expect(ports.size).toBe(1)
  })

  test.each(['left open', 'through a proxy'])(
    'may take longer than the connect timeout on a connection %s',
    async (how) => {
      const proxy = await startProxy()
      const server = await startServer((request, response) => {
        setTimeout(() => response.end('slow'), request.url === '/slow' ? 2_600 : 0)
      }, ca)
      const endpoint = { baseUrl: server.url, ...(how !== 'left open' && { proxy: proxy.url }) }
      const timeouts = { connectTimeoutMs: 2_000, answerTimeoutMs: 30_000 }
      const http = createAxiosHttp(endpoint, readFileSync(ca.caFile, 'utf8'), timeouts)
      if (how === 'left open') await http.request(get)
      expect(await http.request({ ...get, path: '/slow' })).toMatchObject({ body: 'slow' })
    },
  )

  test('does not follow a redirect', async () => {
    const elsewhere = await startServer((_, response) => response.end())
    const server = await startServer((_, response) => response.writeHead(302, { Location: elsewhere.url }).end())
    const outcome = await network.http({ baseUrl: server.url }).request(get)
    expect(outcome).toMatchObject({ kind: 'reply', status: 302, headers: { location: elsewhere.url } })
    expect(elsewhere.seen).toEqual([])
  })

  // Axios takes an absolute or protocol-relative path for a whole address and would send the credential there.
  test.each(['//HOST/x', 'http://HOST/x', '/\\HOST/x', '@HOST/x', '.HOST/x'])(
    'never leaves its upstream for %s',
    async (path) => {
      const elsewhere = await startServer((_, response) => response.end())
      const server = await startServer((_, response) => response.end())
      const astray = { ...get, path: path.replace('HOST', `localhost:${elsewhere.port}`) }
      await network.http({ baseUrl: server.url }).request(astray)
      expect(elsewhere.seen).toEqual([])
      expect(server.seen).toHaveLength(1)
    },
  )

  test('accepts a compressed body of at most 1 MiB', async () => {
    const bodies: Record<string, Buffer> = { '/small': Buffer.from('small'), '/bomb': Buffer.alloc(8 * 1024 * 1024) }
    const server = await startServer((request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(bodies[request.url ?? ''] ?? ''))
    })
    const http = network.http({ baseUrl: server.url })
    expect(await http.request({ ...get, path: '/small' })).toMatchObject({ body: 'small' })
    expect(await http.request({ ...get, path: '/bomb' })).toMatchObject({ kind: 'silence', cause: 'unreachable' })
  })
})

describe('no answer', () => {
  test('because the port is closed', async () => {
    const outcome = await network.http({ baseUrl: 'http://127.0.0.1:1' }).request(get)
    expect(outcome).toEqual({ kind: 'silence', cause: 'unreachable', reason: 'ECONNREFUSED', mayBeDone: false })
  })

  test('because the name is unknown', async () => {
    const outcome = await network.http({ baseUrl: 'https://nowhere.invalid' }).request(get)
    expect(outcome).toMatchObject({ kind: 'silence', cause: 'unreachable', reason: expect.stringMatching(/^E/) })
  })

  test('because the upstream hangs up', async () => {
    const server = await startServer((request) => request.socket.destroy())
    const outcome = await network.http({ baseUrl: server.url }).request(get)
    expect(outcome).toEqual({ kind: 'silence', cause: 'unreachable', reason: 'ECONNRESET', mayBeDone: true })
  })

  test.each(['https', 'http'])('in time: no connection over %s', async (scheme) => {
    const { port } = await startSilence()
    const shortTimeouts = { connectTimeoutMs: 100, answerTimeoutMs: scheme === 'https' ? 60_000 : 200 }
    const http = createAxiosHttp({ baseUrl: `${scheme}://localhost:${port}` }, undefined, shortTimeouts)
    const reason = scheme === 'https' ? 'CONNECT_TIMEOUT' : 'ANSWER_TIMEOUT'
    expect(await http.request(get)).toEqual({
      kind: 'silence',
      cause: 'timeout',
      reason,
      mayBeDone: reason === 'ANSWER_TIMEOUT',
    })
  })

  test('in time: a connection without a response, however long the connect timeout', async () => {
    const server = await startServer(() => {}, ca)
    const shortTimeouts = { connectTimeoutMs: 1_000, answerTimeoutMs: 1_300 }
    const pem = readFileSync(ca.caFile, 'utf8')
    const outcome = await createAxiosHttp({ baseUrl: server.url }, pem, shortTimeouts).request(get)
    expect(outcome).toEqual({ kind: 'silence', cause: 'timeout', reason: 'ANSWER_TIMEOUT', mayBeDone: true })
    expect(server.seen).toHaveLength(1)
  })

  test('in time: a response that trickles', async () => {
    const server = await startServer((_, response) => {
      const trickle = setInterval(() => response.write('.'), 20)
      response.on('close', () => clearInterval(trickle))
    })
    const shortTimeouts = { connectTimeoutMs: 1_000, answerTimeoutMs: 300 }
    const outcome = await createAxiosHttp({ baseUrl: server.url }, undefined, shortTimeouts).request(get)
    expect(outcome).toEqual({ kind: 'silence', cause: 'timeout', reason: 'ANSWER_TIMEOUT', mayBeDone: true })
  })

  test('reveals nothing of the request', async () => {
    const outcome = await network.http({ baseUrl: 'http://127.0.0.1:1' }).request({ ...get, body: 'hush' })
    expect(inspect(outcome, { depth: 10, showHidden: true })).not.toMatch(/aHVz|hush|who/)
  })
})

describe('the authority to trust', () => {
  test('is the given one', async () => {
    const server = await startServer((_, response) => response.end('hello'), ca)
    const outcome = await network.http({ baseUrl: server.url, caFile: ca.caFile }).request(get)
    expect(outcome).toMatchObject({ kind: 'reply', body: 'hello' })
  })

  test.each([
    ['an unknown authority', ca, undefined, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['another authority than the given one', ca, expired.caFile, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['a certificate that has expired', expired, expired.caFile, 'CERT_HAS_EXPIRED'],
    ['a certificate for another name', wrongName, wrongName.caFile, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('is not %s', async (_, certificate, caFile, reason) => {
    const server = await startServer((_request, response) => response.end(), certificate)
    const outcome = await network.http({ baseUrl: server.url, caFile }).request(get)
    expect(outcome).toMatchObject({ kind: 'silence', cause: 'untrusted', mayBeDone: false })
    expect(outcome).toMatchObject({ reason: expect.stringMatching(reason) })
    expect(server.seen).toEqual([])
  })
})

describe('a proxy', () => {
  test.each(['direct', undefined] as const)('of the environment is ignored with proxy %s', async (proxy) => {
    const trap = await startProxy()
    setEnvironment({ HTTP_PROXY: trap.url, HTTPS_PROXY: trap.url, http_proxy: trap.url, https_proxy: trap.url })
    const [plain, secure] = [
      await startServer((_, response) => response.end()),
      await startServer((_, response) => response.end(), ca),
    ]
    for (const { url } of [plain, secure])
      expect(await network.http({ baseUrl: url, caFile: ca.caFile, proxy }).request(get)).toMatchObject({ status: 200 })
    expect(trap.seen).toEqual([])
  })

  test('of the environment is used with proxy system', async () => {
    const proxy = await startProxy()
    setEnvironment({ HTTPS_PROXY: proxy.url, https_proxy: proxy.url, NO_PROXY: '', no_proxy: '' })
    const server = await startServer((_, response) => response.end('through'), ca)
    const http = network.http({ baseUrl: server.url, caFile: ca.caFile, proxy: 'system' })
    expect(await http.request(get)).toMatchObject({ body: 'through' })
    expect(proxy.seen).toEqual([`CONNECT localhost:${server.port}`])
  })

  test('in the settings is used and sees neither path nor credential', async () => {
    const proxy = await startProxy()
    const server = await startServer((_, response) => response.end('through'), ca)
    const http = network.http({ baseUrl: server.url, caFile: ca.caFile, proxy: proxy.url })
    expect(await http.request(get)).toMatchObject({ body: 'through' })
    expect(proxy.seen).toEqual([`CONNECT localhost:${server.port}`])
    expect(server.seen).toEqual(['GET /who'])
  })

  test('in the settings is used for plain http, too', async () => {
    const proxy = await startProxy()
    const server = await startServer((_, response) => response.end('through'))
    expect(await network.http({ baseUrl: server.url, proxy: proxy.url }).request(get)).toMatchObject({
      body: 'through',
    })
    expect(proxy.seen).toEqual([`CONNECT localhost:${server.port}`])
  })

  test('that does not answer is a timeout', async () => {
    const { port } = await startSilence()
    const shortTimeouts = { connectTimeoutMs: 100, answerTimeoutMs: 60_000 }
    const endpoint = { baseUrl: 'https://localhost', proxy: `http://localhost:${port}` }
    const outcome = await createAxiosHttp(endpoint, undefined, shortTimeouts).request(get)
    expect(outcome).toEqual({ kind: 'silence', cause: 'timeout', reason: 'CONNECT_TIMEOUT', mayBeDone: false })
  })

  test.each([
    [407, {}, 'PROXY_LOGIN_REQUIRED'],
    [407, { 'Proxy-Authenticate': 'Negotiate, Basic realm="store"' }, 'PROXY_LOGIN_REQUIRED'],
    [407, { 'Proxy-Authenticate': ['Negotiate', 'NTLM'] }, 'PROXY_LOGIN_UNSUPPORTED'],
    [403, {}, 'PROXY_REFUSED'],
  ])('that answers %i %j is no reply of the upstream', async (status, headers, reason) => {
    const proxy = await startProxy((_, socket) => {
      const fields = Object.entries(headers).flatMap(([name, value]) =>
        [value].flat().map((text) => `${name}: ${text}\r\n`),
      )
      socket.end(`HTTP/1.1 ${status} No\r\n${fields.join('')}Content-Length: 0\r\n\r\n`)
    })
    const endpoint = { baseUrl: 'https://localhost', proxy: proxy.url }
    const silence = { kind: 'silence', cause: 'unreachable', reason, mayBeDone: false, proxy: proxy.url }
    expect(await network.http(endpoint).request(get)).toEqual(silence)
  })

  test('is sent the login of its address, and only on the way to it', async () => {
    const logins: unknown[] = []
    const proxy = await startProxy(({ headers }) => logins.push(headers['proxy-authorization']))
    const seen: unknown[] = []
    const server = await startServer(({ headers }, response) => {
      seen.push(headers['proxy-authorization'])
      response.end()
    }, ca)
    const login = new URL(proxy.url)
    login.username = 'till'
    const endpoint = {
      baseUrl: server.url,
      caFile: ca.caFile,
      proxy: login.href,
      proxyPassword: () => new Secret('a%:é'),
    }
    expect(await network.http(endpoint).request(get)).toMatchObject({ status: 200 })
    expect([logins, seen]).toEqual([[`Basic ${Buffer.from('till:a%:é').toString('base64')}`], [undefined]])
  })

  test('of the environment that cannot be read is a fault with a remedy, and nothing is sent', () => {
    setEnvironment({ HTTPS_PROXY: 'http://till:a%6qb@proxy:8080', https_proxy: '', NO_PROXY: '', no_proxy: '' })
    const endpoint = { baseUrl: 'https://localhost', proxy: 'system' }
    for (const open of [network.http, network.link]) {
      expect(() => open(endpoint)).toThrow(
        expect.objectContaining({
          code: 'UPSTREAM_UNREACHABLE',
          detail: expect.stringContaining('HTTPS_PROXY'),
          data: { reason: 'PROXY_UNREADABLE', retryAfterSeconds: 5 },
          remedy: expect.stringContaining('http://proxy.store:3128'),
        }),
      )
    }
    network.check(endpoint)
  })

  test('does not hide an untrusted upstream', async () => {
    const proxy = await startProxy()
    const server = await startServer((_, response) => response.end(), ca)
    const outcome = await network.http({ baseUrl: server.url, proxy: proxy.url }).request(get)
    expect(outcome).toMatchObject({ kind: 'silence', cause: 'untrusted', mayBeDone: false })
    expect(server.seen).toEqual([])
  })
})

async function textOf(request: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
