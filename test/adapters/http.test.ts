import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createAxiosHttp } from '../../electron/adapters/axiosHttp.ts'
import { createSystemNetwork } from '../../electron/adapters/systemNetwork.ts'
import type { HttpRequest } from '../../electron/core/http.ts'
import { defaultLimits } from '../../electron/core/limits.ts'
import { makePrivateCa } from '../support/privateCa.ts'
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
  test('goes out as it was given and comes back as it is', async () => {
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

  test.each([204, 304, 401, 404, 429, 500, 503])('takes %i for an answer', async (status) => {
    const server = await startServer((_, response) => response.writeHead(status).end())
    expect(await network.http({ baseUrl: server.url }).request(get)).toMatchObject({ kind: 'reply', status })
  })

  test('does not say when the upstream answered if the upstream does not', async () => {
    const server = await startServer((_, response) => {
      response.sendDate = false
      response.end()
    })
    expect(await network.http({ baseUrl: server.url }).request(get)).not.toHaveProperty('dateMs')
  })

  test('keeps the connection for the next one', async () => {
    const ports = new Set<number | undefined>()
    const server = await startServer((request, response) => {
      ports.add(request.socket.remotePort)
      response.end('ok')
    }, ca)
    const http = network.http({ baseUrl: server.url, caFile: ca.caFile })
    for (let n = 0; n < 3; n += 1) expect(await http.request(get)).toMatchObject({ status: 200 })
    expect(ports.size).toBe(1)
  })

  test.each(['kept', 'through a proxy'])('may take longer than connecting may on a connection %s', async (how) => {
    const proxy = await startProxy()
    const server = await startServer((request, response) => {
      setTimeout(() => response.end('slow'), request.url === '/slow' ? 600 : 0)
    }, ca)
    const reach = { baseUrl: server.url, ...(how !== 'kept' && { proxy: proxy.url }) }
    const patience = { connectTimeoutMs: 300, answerTimeoutMs: 5_000 }
    const http = createAxiosHttp(reach, readFileSync(ca.caFile, 'utf8'), patience)
    if (how === 'kept') await http.request(get)
    expect(await http.request({ ...get, path: '/slow' })).toMatchObject({ body: 'slow' })
  })

  test('does not follow a redirect', async () => {
    const elsewhere = await startServer((_, response) => response.end())
    const server = await startServer((_, response) => response.writeHead(302, { Location: elsewhere.url }).end())
    const outcome = await network.http({ baseUrl: server.url }).request(get)
    expect(outcome).toMatchObject({ kind: 'reply', status: 302, headers: { location: elsewhere.url } })
    expect(elsewhere.seen).toEqual([])
  })

  // Axios takes an absolute or protocol-relative path for a whole address and would send the credential there.
  test.each(['//HOST/x', 'http://HOST/x', '/\\HOST/x', '@HOST/x', '.HOST/x'])(
    'does not leave its upstream for %s',
    async (path) => {
      const elsewhere = await startServer((_, response) => response.end())
      const server = await startServer((_, response) => response.end())
      const astray = { ...get, path: path.replace('HOST', `localhost:${elsewhere.port}`) }
      await network.http({ baseUrl: server.url }).request(astray)
      expect(elsewhere.seen).toEqual([])
      expect(server.seen).toHaveLength(1)
    },
  )

  test('takes an answer that is packed, but no more of it than 1 MiB', async () => {
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
  test('because nobody listens', async () => {
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
    const impatient = { connectTimeoutMs: 100, answerTimeoutMs: scheme === 'https' ? 60_000 : 200 }
    const http = createAxiosHttp({ baseUrl: `${scheme}://localhost:${port}` }, undefined, impatient)
    const reason = scheme === 'https' ? 'CONNECT_TIMEOUT' : 'ANSWER_TIMEOUT'
    expect(await http.request(get)).toEqual({
      kind: 'silence',
      cause: 'timeout',
      reason,
      mayBeDone: reason === 'ANSWER_TIMEOUT',
    })
  })

  test('in time: a connection and no more, however long connecting may take', async () => {
    const server = await startServer(() => {}, ca)
    const impatient = { connectTimeoutMs: 1_000, answerTimeoutMs: 1_300 }
    const pem = readFileSync(ca.caFile, 'utf8')
    const outcome = await createAxiosHttp({ baseUrl: server.url }, pem, impatient).request(get)
    expect(outcome).toEqual({ kind: 'silence', cause: 'timeout', reason: 'ANSWER_TIMEOUT', mayBeDone: true })
    expect(server.seen).toHaveLength(1)
  })

  test('in time: an answer that trickles', async () => {
    const server = await startServer((_, response) => {
      const trickle = setInterval(() => response.write('.'), 20)
      response.on('close', () => clearInterval(trickle))
    })
    const impatient = { connectTimeoutMs: 1_000, answerTimeoutMs: 300 }
    const outcome = await createAxiosHttp({ baseUrl: server.url }, undefined, impatient).request(get)
    expect(outcome).toEqual({ kind: 'silence', cause: 'timeout', reason: 'ANSWER_TIMEOUT', mayBeDone: true })
  })

  test('gives away nothing of the request', async () => {
    const outcome = await network.http({ baseUrl: 'http://127.0.0.1:1' }).request({ ...get, body: 'hush' })
    expect(inspect(outcome, { depth: 10, showHidden: true })).not.toMatch(/aHVz|hush|who/)
  })
})

describe('whom to believe', () => {
  test('is the given authority', async () => {
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
  test.each(['direct', undefined] as const)('of the environment does not matter with proxy %s', async (proxy) => {
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

  test('of the environment is used when the settings say so', async () => {
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
    expect(proxy.seen).toEqual([`GET ${server.url}/who`])
  })

  test('that says nothing is given up on', async () => {
    const { port } = await startSilence()
    const impatient = { connectTimeoutMs: 100, answerTimeoutMs: 60_000 }
    const reach = { baseUrl: 'https://localhost', proxy: `http://localhost:${port}` }
    const outcome = await createAxiosHttp(reach, undefined, impatient).request(get)
    expect(outcome).toEqual({ kind: 'silence', cause: 'timeout', reason: 'CONNECT_TIMEOUT', mayBeDone: false })
  })

  test('that refuses is no answer of the upstream', async () => {
    const proxy = await startServer((_, response) => response.writeHead(407).end())
    const reach = { baseUrl: 'https://localhost', proxy: proxy.url }
    expect(await network.http(reach).request(get)).toMatchObject({ kind: 'silence', cause: 'unreachable' })
  })

  test('does not keep an untrusted upstream from being found out', async () => {
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
