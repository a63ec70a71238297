import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { canaries, findLeaks } from '#test/support/canaries.ts'
import { faultOf, startTill, type Till } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

/** The response as it came, not unpacked. */
async function rawly(till: Till, headers: Record<string, string> = {}, method = 'GET') {
  const request = httpRequest(`${till.url}/via/loyalty/x`, {
    method,
    headers: { 'Till-Agent-Key': till.key, ...headers },
  })
  const [response] = (await once(request.end(), 'response')) as [IncomingMessage]
  const parts: Buffer[] = []
  for await (const part of response) parts.push(part)
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }
}

const list = JSON.stringify({ items: Array.from({ length: 800 }, (_, at) => ({ at, name: `item ${at}` })) })

describe('an answer goes on compressed, as without the agent', () => {
  // nginx compresses nothing for a request with `Via`, unless it is told to (gzip_proxied): 20 times the bytes.
  test('from an upstream that does not compress for those who come through a proxy', async () => {
    const upstream = await startUpstream(({ headers }, response) => {
      const isCompressed = headers.via === undefined && String(headers['accept-encoding']).includes('gzip')
      if (isCompressed) response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(list))
      else response.end(list)
    })
    const till = await startTill({ baseUrl: upstream.url })
    const { headers, body } = await rawly(till, { 'Accept-Encoding': 'gzip, deflate, br, zstd' })
    expect([headers['content-encoding'], body.equals(gzipSync(list))]).toEqual(['gzip', true])
    expect(upstream.seen[0]?.headers['accept-encoding']).toBe('gzip, deflate, br')
    expect(await (await till.call('/via/loyalty/x')).text()).toBe(list)
  })

  test('with Via where the upstream is set up so', async () => {
    const upstream = await startUpstream()
    const entry = { scheme: 'basic', baseUrl: upstream.url, username: 'till', password: canaries.password }
    const till = await startTill({ upstream: { id: 'loyalty', ...entry, via: true } })
    await till.call('/via/loyalty/x')
    expect(upstream.seen[0]?.headers.via).toBe('1.1 till-agent')
    const without = await startTill({ upstream: { id: 'loyalty', ...entry } })
    expect((await without.call('/via/loyalty/x')).headers.get('via')).toBe('1.1 till-agent')
    expect(upstream.seen[1]?.headers.via).toBeUndefined()
  })

  test('to HEAD, 204 and 304 too, which have no body', async () => {
    const upstream = await startUpstream((_, response) =>
      response.writeHead(upstream.seen.length === 1 ? 200 : 304, { 'Content-Encoding': 'br', ETag: '"1"' }).end(),
    )
    const till = await startTill({ baseUrl: upstream.url })
    expect(await rawly(till, {}, 'HEAD')).toMatchObject({ status: 200, headers: { 'content-encoding': 'br' } })
    expect(await rawly(till)).toMatchObject({ status: 304, headers: { etag: '"1"' } })
  })

  test('in parts, each as soon as it comes', async () => {
    const upstream = await startUpstream((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' })
      const packed = gzipSync(list)
      response.write(packed.subarray(0, 2_000))
      response.once('drain', () => {})
      finish = () => response.end(packed.subarray(2_000))
    })
    let finish = () => {}
    const till = await startTill({ baseUrl: upstream.url })
    const request = httpRequest(`${till.url}/via/loyalty/x`, { headers: { 'Till-Agent-Key': till.key } }).end()
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    const [first] = (await once(response, 'data')) as [Buffer]
    finish()
    const parts = [first]
    for await (const part of response) parts.push(part)
    expect(Buffer.concat(parts).equals(gzipSync(list))).toBe(true)
  })
})

/** An upstream with debugging on: it shows each request, compressed or as asked for. */
const echoing = (pack?: { coding: string; by: (text: string) => Buffer }) =>
  startUpstream(({ rawHeaders }, response) => {
    const page = `<pre>${rawHeaders.join('\n')}</pre>`
    if (pack) response.writeHead(200, { 'Content-Encoding': pack.coding }).end(pack.by(page))
    else response.end(page)
  })

// attacks.md T47: what is redacted in one form was to be had in another.
describe('T47 an echoed credential passes in no form', () => {
  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])('compressed, %s', async (coding, by) => {
    const upstream = await echoing({ coding, by })
    const till = await startTill({ baseUrl: upstream.url })
    const response = await till.call('/via/loyalty/x', { headers: { 'Accept-Encoding': coding } })
    const text = await response.text()
    expect(findLeaks(text)).toEqual([])
    expect([response.status, /Basic \*{20,}/.test(text)]).toEqual([200, true])
    expect(response.headers.get('content-encoding')).toBeNull()
    expect(till.agent.status().concerns.map(({ about }) => about)).toContain('loyalty')
  })

  test('in a coding that nobody asked for and nobody can look into', async () => {
    const upstream = await echoing({ coding: 'zstd', by: Buffer.from })
    const till = await startTill({ baseUrl: upstream.url })
    const response = await till.call('/via/loyalty/x', { method: 'POST', body: 'sale' })
    expect([response.status, await faultOf(response.clone())]).toEqual([502, 'UPSTREAM_ANSWER_INVALID'])
    expect(await response.json()).toMatchObject({ mayHaveHappened: true })
  })

  test.each([
    ['in slices', { Range: 'bytes=0-27', 'If-Range': '"1"' }],
    ['as a difference', { 'A-IM': 'vcdiff' }],
    ['in another character set', { 'Accept-Charset': 'utf-16' }],
  ])('%s, which nobody can ask for', async (_, asked) => {
    const upstream = await startUpstream(({ headers }, response) => {
      response.setHeader('Accept-Ranges', 'bytes').end(headers.range ?? 'whole')
    })
    const till = await startTill({ baseUrl: upstream.url })
    const response = await till.call('/via/loyalty/x', { headers: asked as Record<string, string> })
    expect([response.status, await response.text(), response.headers.get('accept-ranges')]).toEqual([
      200,
      'whole',
      null,
    ])
    const names = Object.keys(upstream.seen[0]?.headers ?? {})
    expect(names.filter((name) => Object.keys(asked).some((each) => each.toLowerCase() === name))).toEqual([])
  })
})

// capillary.md 5.1: v1.1 tells in the body of a 200 that the credential was refused; compressed, nobody saw it.
test('a credential that is refused inside a compressed 200 is not used again', async () => {
  const refusal = JSON.stringify({ response: { status: { success: 'false', code: '401' } } })
  const upstream = await startUpstream((_, response) =>
    response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(refusal)),
  )
  const till = await startTill({ baseUrl: upstream.url })
  for (const _ of [1, 2])
    expect(await faultOf(await till.call('/via/loyalty/v1.1/customer/get'))).toBe('UPSTREAM_LOCKED')
  expect(upstream.seen).toHaveLength(2)
})

describe('what goes in a circle', () => {
  test('is told so, where an upstream’s base URL is the agent’s own', async () => {
    const till = await startTill({ isSetUp: false })
    const { newKeys } = await till.agent.provision({
      upstreams: [],
      clients: [{ id: 'pos', name: 'Checkout', grants: [], origins: [] }],
    })
    const key = newKeys[0]?.key ?? ''
    const own = { scheme: 'basic', username: 'pos', password: key }
    await till.agent.provision({
      upstreams: ['a', 'b'].map((id) => ({
        id,
        ...own,
        baseUrl: `${till.url}/via/${id === 'a' ? 'b' : 'a'}`,
      })) as never,
      clients: [
        {
          ...{ id: 'pos', name: 'Checkout', origins: [], key },
          grants: ['a', 'b'].map((upstream) => ({ upstream, allow: [{ methods: ['*'], path: '/**' }] })),
        },
      ] as never,
    })
    const response = await fetch(`${till.url}/via/a/x`, { headers: { 'Till-Agent-Key': key } })
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([508, 'LOOP_DETECTED'])
    // An upstream's answer is never marked as the agent's own.
    expect(response.headers.get('till-agent-fault')).toBeNull()
  })

  test.each(['1.1 till-agent', '1.1 squid, 1.1 till-agent'])('or whose Via says that it was here: %s', async (via) => {
    const upstream = await startUpstream()
    const till = await startTill({ baseUrl: upstream.url })
    const answer = await till.raw(
      `GET /via/loyalty/x HTTP/1.1\r\nHost: 127.0.0.1:${till.port}\r\nTill-Agent-Key: ${till.key}\r\nVia: 1.0 fred\r\nVia: ${via}\r\nConnection: close\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 508 .*till-agent-fault: LOOP_DETECTED/is)
    expect(upstream.seen).toEqual([])
  })
})
