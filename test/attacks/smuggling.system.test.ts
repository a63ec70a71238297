import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningAgent, startAgent } from '#test/support/agentProcess.ts'
import { send } from '#test/support/rawSocket.ts'
import { startUpstream, type TestUpstream } from '#test/support/upstream.ts'

let upstream: TestUpstream
let agent: RunningAgent

beforeAll(async () => {
  upstream = await startUpstream()
  agent = await startAgent({ baseUrl: upstream.url })
})
beforeEach(() => upstream.forget())
afterAll(async () => {
  await agent.end()
  await upstream.close()
})

const target = '/via/loyalty/v2/x'
const crlf = (...lines: string[]) => lines.map((line) => `${line}\r\n`).join('')
const post = (head: string[], ...rest: string[]) => crlf(`POST ${target} HTTP/1.1`, ...head, ...rest)

/** A second request, which the agent must never take for one. */
const hidden = (head: string[]) => crlf('DELETE /via/loyalty/hidden HTTP/1.1', ...head, '')

type Attack = [name: string, bytes: (head: string[]) => string]

const heads: Attack[] = [
  ['a length and chunks', (head) => post(head, 'Content-Length: 5', 'Transfer-Encoding: chunked', '', '0', '')],
  ['chunks and a length', (head) => post(head, 'Transfer-Encoding: chunked', 'Content-Length: 5', '', '0', '')],
  ['two lengths', (head) => `${post(head, 'Content-Length: 5', 'Content-Length: 6', '')}hello!`],
  ['one length twice', (head) => `${post(head, 'Content-Length: 5', 'Content-Length: 5', '')}hello`],
  ['a list of lengths', (head) => `${post(head, 'Content-Length: 5, 5', '')}hello`],
  ['a negative length', (head) => `${post(head, 'Content-Length: -5', '')}hello`],
  ['a signed length', (head) => `${post(head, 'Content-Length: +5', '')}hello`],
  ['a hexadecimal length', (head) => `${post(head, 'Content-Length: 0x5', '')}hello`],
  ['a length beyond all numbers', (head) => `${post(head, 'Content-Length: 99999999999999999999999', '')}hello`],
  ['an empty length', (head) => `${post(head, 'Content-Length: ', '')}hello`],
  ['a folded field', (head) => post(head, 'X-A: b', ' c', '')],
  ['a folded coding', (head) => post(head, 'Transfer-Encoding:', ' chunked', '', '0', '')],
  ['a field before the first', (head) => crlf(`GET ${target} HTTP/1.1`, ` X-A: b`, ...head, '')],
  ['bare line feeds', (head) => post(head, '').replaceAll('\r\n', '\n')],
  ['a bare line feed between two fields', (head) => post(head, 'X-A: b\nX-B: c', '')],
  ['a bare carriage return in a value', (head) => post(head, 'X-A: b\rX-B: c', '')],
  ['a NUL in a value', (head) => post(head, 'X-A: b\0c', '')],
  ['a space before the colon', (head) => post(head, 'Content-Length : 5', '')],
  ['a tab before the colon', (head) => post(head, 'X-A\t: b', '')],
  ['a field without a name', (head) => post(head, ': b', '')],
  ['a field without a colon', (head) => post(head, 'X-A', '')],
  ['an unknown coding', (head) => post(head, 'Transfer-Encoding: gzip', '', '0', '')],
  ['a coding beneath the chunks', (head) => post(head, 'Transfer-Encoding: gzip, chunked', '', '0', '')],
  ['chunked in disguise', (head) => post(head, 'Transfer-Encoding: xchunked', '', '0', '')],
  ['chunked with a control character', (head) => post(head, 'Transfer-Encoding: \x0bchunked', '', '0', '')],
  ['chunked, then nothing', (head) => post(head, 'Transfer-Encoding: chunked, identity', '', '0', '')],
  ['chunked twice', (head) => post(head, 'Transfer-Encoding: chunked, chunked', '', '0', '')],
  [
    'chunked in two fields',
    (head) => post(head, 'Transfer-Encoding: chunked', 'Transfer-Encoding: chunked', '', '0', ''),
  ],
  ['chunks in HTTP/1.0', (head) => post(head, 'Transfer-Encoding: chunked', '', '0', '').replace('/1.1', '/1.0')],
  ['two Hosts', (head) => post(head, 'Host: evil.example', '')],
  ['the same Host twice', (head) => post([...head, head[0] ?? ''], '')],
  ['a Host behind three thousand fields', (head) => post(head, ...Array(3000).fill('a:'), 'Host: e', '')],
  ['no Host', (head) => post(head.slice(1), '')],
  ['HTTP/1.0 without a Host', (head) => post(head.slice(1), '').replace('/1.1', '/1.0')],
  ['HTTP/0.9', () => 'GET /healthz\r\n'],
  ['a line without a version', (head) => crlf(`GET ${target}`, ...head, '')],
  ['HTTP/0.9 by name', (head) => crlf(`GET ${target} HTTP/0.9`, ...head, '')],
  ['HTTP/2.0', (head) => crlf(`GET ${target} HTTP/2.0`, ...head, '')],
  ['RTSP/1.0', (head) => crlf(`GET ${target} RTSP/1.0`, ...head, '')],
  ['RTSP/1.0 with a method of its own', (head) => crlf(`PLAY ${target} RTSP/1.0`, ...head, '')],
  ['ICE/1.0', (head) => crlf(`SOURCE ${target} ICE/1.0`, ...head, '')],
  ['two blanks in the request line', (head) => crlf(`GET  ${target} HTTP/1.1`, ...head, '')],
  ['the opening of HTTP/2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['the opening of TLS', () => '\x16\x03\x01\x00\x05hello'],
  ['an absolute target', (head) => crlf('GET http://evil.example/via/loyalty/x HTTP/1.1', ...head, '')],
  ['our own address as an absolute target', (head) => crlf(`GET http://${head[0]?.slice(6)}/x HTTP/1.1`, ...head, '')],
  ['a target of another protocol', (head) => crlf('GET file:///etc/passwd HTTP/1.1', ...head, '')],
  ['a tunnel', (head) => crlf('CONNECT evil.example:443 HTTP/1.1', ...head, '')],
  ['a tunnel to the agent itself', (head) => crlf(`CONNECT ${head[0]?.slice(6)} HTTP/1.1`, ...head, '')],
  ['an asterisk for a target', (head) => crlf('OPTIONS * HTTP/1.1', ...head, '')],
  ['a trace', (head) => crlf(`TRACE ${target} HTTP/1.1`, ...head, '')],
  ['a method in small letters', (head) => crlf(`get ${target} HTTP/1.1`, ...head, '')],
  ['a method nobody knows', (head) => crlf(`SMUGGLE ${target} HTTP/1.1`, ...head, '')],
  ['a blank within the target', (head) => crlf(`GET ${target} /hidden HTTP/1.1`, ...head, '')],
  ['a field beyond the limit', (head) => post(head, `X-A: ${'b'.repeat(17 * 1024)}`, '')],
  ['fields beyond the limit together', (head) => post(head, ...Array(300).fill(`X-A: ${'b'.repeat(60)}`), '')],
  ['a target beyond the limit', (head) => crlf(`GET ${target}?${'a'.repeat(17 * 1024)} HTTP/1.1`, ...head, '')],
]

const chunked = (head: string[], ...rest: string[]) => post(head, 'Transfer-Encoding: chunked', '', ...rest)
const bodies: Attack[] = [
  ['a chunk size beyond all numbers', (head) => chunked(head, 'fffffffffffffffff', 'hello', '0', '')],
  ['a negative chunk size', (head) => chunked(head, '-5', 'hello', '0', '')],
  ['a chunk size with a prefix', (head) => chunked(head, '0x5', 'hello', '0', '')],
  ['no chunk size', (head) => chunked(head, '', 'hello', '0', '')],
  ['a chunk longer than its size', (head) => chunked(head, '3', 'hello', '0', '')],
  ['a chunk size that ends in a bare line feed', (head) => `${chunked(head)}5\nhello\r\n0\r\n\r\n`],
  ['a chunk that ends in a bare line feed', (head) => `${chunked(head)}5\r\nhello\n0\r\n\r\n`],
  ['an extension without end', (head) => `${chunked(head)}5;${'a'.repeat(20 * 1024)}\r\nhello\r\n0\r\n\r\n`],
  ['trailers without end', (head) => chunked(head, '0', ...Array(400).fill(`X-A: ${'b'.repeat(60)}`), '')],
]

describe('T48 request smuggling: what is not clearly one request is refused, and the connection closed', () => {
  test.concurrent.each(heads)('T48 %s', async (_, bytes) => {
    const heard = await send(agent.port, bytes(agent.head('pos')) + hidden(agent.head('pos')))
    expect(heard.isClosed).toBe(true)
    expect(heard.responses).toBeLessThanOrEqual(1)
    if (heard.status !== undefined) expect([400, 405, 414, 431]).toContain(heard.status)
  })

  test('T48 none of them reached the upstream', async () => {
    await Promise.all(
      heads.map(([name, bytes]) => {
        const head = [...agent.head('pos'), `X-Attack: ${name}`]
        return send(agent.port, bytes(head) + hidden(head))
      }),
    )
    expect(upstream.seen.map(({ method, headers }) => `${method}: ${headers['x-attack']}`)).toEqual([])
    expect(upstream.heads()).toBe(0)
  })

  // The head of a request with a broken body may be under way already; the request never becomes a whole one.
  test.each(bodies)('T48 %s: no whole request reaches the upstream', async (_, bytes) => {
    const heard = await send(agent.port, bytes(agent.head('pos')) + hidden(agent.head('pos')))
    expect(heard.isClosed).toBe(true)
    expect([400, 431]).toContain(heard.status)
    expect(heard.responses).toBe(1)
    expect(upstream.seen).toEqual([])
  })
})

describe('T48 one connection, several requests', () => {
  const get = (path: string, ...head: string[]) => crlf(`GET /via/loyalty${path} HTTP/1.1`, ...head, '')

  test('T48 a key is good for the request it came with, and for none after it', async () => {
    const [host = ''] = agent.head('pos')
    const bytes = get('/mine', ...agent.head('pos')) + get('/theirs', host, 'Connection: close')
    const heard = await send(agent.port, bytes)
    expect(heard.text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 401'])
    expect(upstream.seen.map(({ target: path }) => path)).toEqual(['/mine'])
  })

  // The parser fails at once, while the upstream still works on the sale: its caller must not read "400, not
  // well-formed" about a sale that was booked.
  test.each([
    ['is not HTTP', 'no request at all\r\n\r\n'],
    ['has two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
  ])('T48 a refusal of what %s does not pass for the response to the request before', async (_, garbage) => {
    upstream.answerWith((__, response) => setTimeout(() => response.end('booked'), 100))
    const heard = await send(agent.port, get('/sale', ...agent.head('pos')) + garbage)
    expect(heard).toMatchObject({ status: 200, responses: 1, isClosed: true })
    expect(heard.text).toMatch(/booked$/)
  })

  test('T48 nor does it end up in the middle of a response', async () => {
    upstream.answerWith((_, response) => {
      response.writeHead(200, { 'Content-Length': 10 }).write('first')
      setTimeout(() => response.end('later'), 100)
    })
    const heard = await send(agent.port, get('/sale', ...agent.head('pos')), { thenOnResponse: 'no request\r\n\r\n' })
    expect(heard).toMatchObject({ status: 200, responses: 1, isClosed: true })
    expect(heard.text).toMatch(/firstlater$/)
  })

  test('T48 a body that ends before its length is never passed on as a whole one', async () => {
    const heard = await send(agent.port, `${post(agent.head('pos'), 'Content-Length: 10', '')}short`, {
      halfCloses: true,
    })
    expect(heard.isClosed).toBe(true)
    expect(upstream.seen).toEqual([])
  })

  test('T48 an unknown expectation is refused', async () => {
    const heard = await send(agent.port, post(agent.head('pos'), 'Expect: 200-maybe', ''))
    expect(heard).toMatchObject({ status: 417, fault: 'EXPECTATION_REFUSED', isClosed: true })
    expect(upstream.heads()).toBe(0)
  })

  test('T48 trailers do not become fields', async () => {
    const bytes = post(
      [...agent.head('pos'), 'Transfer-Encoding: chunked', 'Trailer: X-Late', 'Connection: close'],
      '',
      '5',
      'hello',
      '0',
      'X-Late: 1',
      'Authorization: Bearer other',
      '',
    )
    expect((await send(agent.port, bytes)).status).toBe(200)
    expect(upstream.seen[0]?.body.toString()).toBe('hello')
    expect(upstream.seen[0]?.rawHeaders.join()).not.toMatch(/x-late|bearer/i)
  })
})
