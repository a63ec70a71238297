import { once } from 'node:events'
import { Agent, createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { PosResponse } from '#api/pos/posResponse.ts'
import { Fault } from '#core/base/fault.ts'
import { defaultLimits } from '#core/settings/limits.ts'
import { startWires } from '#test/adapters/http1/wire.ts'
import { runs, sampleOf } from '#test/support/sample.ts'
import { faultOf, startTill, type Till } from '#test/support/till.ts'

/** A till whose upstream answers each request with the bytes that the test sets. */
async function startRaw(answer: (head: string) => string) {
  const upstream = await startWires((wire) => {
    const heads = wire.received().split('\r\n\r\n')
    wire.send(answer(heads.at(-2) ?? ''))
  })
  const till = await startTill({ baseUrl: upstream.url, limits: { requestsPerSecond: 10_000, burst: 10_000 } })
  return { till, upstream }
}

const get = ({ port, key }: Till, path = '/x', method = 'GET') =>
  `${method} /via/loyalty${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nTill-Agent-Key: ${key}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`

const latin1 = (text: string) => Buffer.from(text).toString('latin1')

// Node could not write such a phrase, threw again while it was to say so, and the caller of a sale waited for ever.
describe('a reason phrase goes on as the bytes that it is', () => {
  test.each([
    ['Latin-1', 'R\xe9serv\xe9'],
    ['UTF-8', latin1('Can’t find it for 10 €')],
    ['a tab', 'Not\tFound'],
    ['blanks at its ends', '  x '],
    ['none', ''],
    [
      'every byte that a phrase may hold',
      Array.from({ length: 128 }, (_, at) => String.fromCharCode(128 + at)).join(''),
    ],
    ['a long one', 'x'.repeat(8_000)],
  ])('%s', async (_, phrase) => {
    const { till } = await startRaw(() => `HTTP/1.1 404 ${phrase}\r\nContent-Length: 2\r\n\r\nno`)
    for (const method of ['GET', 'POST']) {
      const answer = await till.raw(get(till, '/x', method))
      expect(answer.split('\r\n')[0]).toBe(`HTTP/1.1 404 ${phrase}`)
      expect(answer.endsWith('\r\n\r\nno')).toBe(true)
    }
    expect(till.log.events.filter(({ event }) => event === 'bug')).toEqual([])
  })

  test.each(['\0', '\x01', '\x07', '\x0b', '\x1b', '\x1f', '\x7f', 'a\rb'])(
    'but for %j, which no response may hold',
    async (phrase) => {
      const { till } = await startRaw(() => `HTTP/1.1 404 a${phrase}b\r\nContent-Length: 2\r\n\r\nno`)
      const answer = await till.raw(get(till, '/x', 'POST'))
      expect(answer).toMatch(/^HTTP\/1\.1 404 \r\n.*\r\n\r\nno$/s)
    },
  )
})

describe('a status', () => {
  test('of three digits goes on, whatever it is', async () => {
    const { till } = await startRaw((head) => `HTTP/1.1 ${/\/(\d+) /.exec(head)?.[1]} Odd\r\nContent-Length: 0\r\n\r\n`)
    const all = Array.from({ length: 800 }, (_, at) => 200 + at).filter((status) => status !== 401 && status !== 521)
    const passed = sampleOf(all, 1 / 4)
    const agent = new Agent({ keepAlive: true, maxSockets: 8 })
    onTestFinished(() => agent.destroy())
    const statusOf = async (status: number) => {
      const headers = { 'Till-Agent-Key': till.key }
      const request = httpRequest(`${till.url}/via/loyalty/${status}`, { agent, headers })
      const [response] = (await once(request.end(), 'response')) as [IncomingMessage]
      response.resume()
      await once(response, 'end')
      return response.statusCode
    }
    expect(await Promise.all(passed.map(statusOf))).toEqual(passed)
  }, 20_000)

  test('of an interim response is skipped, asked for or not', async () => {
    const interim = [100, 102, 103, 104, 150, 199].map((status) => `HTTP/1.1 ${status} Wait\r\nA: b\r\n\r\n`).join('')
    const { till } = await startRaw(() => `${interim}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok`)
    for (const method of ['GET', 'POST'])
      expect(await till.raw(get(till, '/x', method))).toMatch(/^HTTP\/1\.1 200 OK.*ok$/s)
  })

  test.each<readonly [string, string]>([
    ...['000', '099', '1000', '20', '2e2', '-200', '٢٠٠', '', '101', '0x1'].map(
      (status) => [status, `HTTP/1.1 ${status} X\r\n\r\n`] as const,
    ),
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok'],
    ['a list of lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok'],
    ['a length beside chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['headers beyond the limit', `HTTP/1.1 200 OK\r\nA: ${'x'.repeat(70_000)}\r\n\r\n`],
    ['no HTTP', 'SSH-2.0-OpenSSH\r\n'],
  ])('%s that is none is told so, once, and whether it may have happened', async (_, text) => {
    const { till, upstream } = await startRaw(() => Buffer.from(text).toString('latin1'))
    const lookUp = await till.call('/via/loyalty/x')
    expect([lookUp.status, await faultOf(lookUp.clone())]).toEqual([502, 'UPSTREAM_ANSWER_INVALID'])
    expect(await lookUp.json()).toMatchObject({ mayHaveHappened: false })
    const sale = await till.call('/via/loyalty/x', { method: 'POST', body: 'sale' })
    expect([sale.status, await faultOf(sale.clone())]).toEqual([502, 'UPSTREAM_ANSWER_INVALID'])
    expect(await sale.json()).toMatchObject({ mayHaveHappened: true })
    expect(
      upstream.wires
        .map((wire) => wire.received())
        .join('')
        .match(/ HTTP\/1\.1/g),
    ).toHaveLength(2)
    expect(till.log.events.filter(({ event }) => event === 'bug')).toEqual([])
  })
})

// RFC 9110 §8.6 and §15.2; each was cut off or called in doubt by the HTTP library that the agent used before.
describe('what HTTP allows is accepted', () => {
  test.each([
    ['304 with a length', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n', 304],
    ['204 with a length', 'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n', 204],
    ['40 KiB of headers', `HTTP/1.1 200 OK\r\nContent-Length: 0\r\nA: ${'x'.repeat(40_000)}\r\n\r\n`, 200],
    ['no reason', 'HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n', 200],
  ])('%s', async (_, text, status) => {
    const { till } = await startRaw(() => text)
    for (const method of ['GET', 'POST']) {
      const answer = await till.raw(get(till, '/x', method))
      expect([method, answer.slice(9, 12)]).toEqual([method, String(status)])
    }
  })
})

describe('a caller whose body is still on its way', () => {
  test('gets the whole of an early answer, and the rest of its body is dropped', async () => {
    const refusal = 'x'.repeat(2_000)
    const upstream = await startWires(({ socket }) => {
      socket.write(`HTTP/1.1 413 Too Large\r\nContent-Length: ${refusal.length}\r\n\r\n${refusal}`)
    })
    const till = await startTill({ baseUrl: upstream.url })
    const socket = connect(till.port, '127.0.0.1')
    let got = ''
    socket.setEncoding('latin1').on('data', (part: string) => {
      got += part
    })
    const closed = once(socket, 'close')
    socket.write(
      `PUT /via/loyalty/x HTTP/1.1\r\nHost: 127.0.0.1:${till.port}\r\nTill-Agent-Key: ${till.key}\r\nContent-Length: 6000000\r\nConnection: close\r\n\r\n`,
    )
    socket.write(Buffer.alloc(1_000))
    await expect.poll(() => got).toContain(refusal)
    // Only now does the rest come: the agent reads it, or the caller would never look at the answer.
    const error = await new Promise((resolve) => socket.write(Buffer.alloc(5_999_000), resolve))
    expect(error).toBeFalsy()
    await closed
    expect(got).toMatch(/^HTTP\/1\.1 413 /)
    expect(got.endsWith(refusal)).toBe(true)
  })

  test.each([
    ['that is longer than a scheme may read', '/v2/otp/generate', 1_200_000, 'BODY_TOO_LARGE'],
    ['that is longer than the limit, in chunks', '/x', 1_200_000, 'BODY_TOO_LARGE'],
  ])('gets the refusal of a body %s', async (_, path, bytes, code) => {
    const upstream = await startWires()
    const till = await startTill({ baseUrl: upstream.url, limits: { bodyBytes: 1_100_000 } })
    const body = new Blob([Buffer.alloc(bytes, ' ')]).stream()
    const response = await till.call(`/via/loyalty${path}`, { method: 'POST', body, duplex: 'half' } as RequestInit)
    expect(await faultOf(response)).toBe(code)
  })

  // A caller who hung up in the middle of its upload was logged as a bug of the agent.
  test('may hang up: that is no bug', async () => {
    const upstream = await startWires()
    const till = await startTill({ baseUrl: upstream.url })
    for (const [at, length] of ['Content-Length: 50', 'Transfer-Encoding: chunked'].entries()) {
      const socket = connect(till.port, '127.0.0.1')
      socket.write(
        `PUT /via/loyalty/x HTTP/1.1\r\nHost: 127.0.0.1:${till.port}\r\nTill-Agent-Key: ${till.key}\r\n${length}\r\n\r\n1\r\nx`,
      )
      await expect.poll(() => upstream.wires.filter((wire) => wire.received().includes('PUT')).length).toBe(at + 1)
      socket.resetAndDestroy()
      await expect.poll(() => till.agent.status().upstreams[0]).toMatchObject({ activeRequests: 0 })
    }
    const lines = till.log.events.filter(({ event }) => event === 'request').map(({ fields }) => fields.code)
    expect(lines).toEqual(['CALLER_GONE', 'CALLER_GONE'])
    expect(till.log.events.filter(({ event }) => event === 'bug')).toEqual([])
  })
})

// attacks.md T50: whoever stopped reading held its connection, and one to the upstream, as long as it liked.
test('a caller who reads nothing is cut off after the time limit, and another is served meanwhile', async () => {
  const upstream = await startWires(({ socket }) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n')
    socket.write(Buffer.alloc(50_000_000))
  })
  const till = await startTill({ baseUrl: upstream.url, limits: { stalledReaderTimeoutMs: 150 } })
  const stalled: Socket = connect({ port: till.port, host: '127.0.0.1', onread: undefined as never })
  stalled.pause()
  stalled.on('error', () => {})
  stalled.write(get(till))
  await expect.poll(() => till.agent.status().upstreams[0]?.activeRequests).toBe(1)
  expect((await fetch(`${till.url}/healthz`)).status).toBe(204)
  await expect.poll(() => till.agent.status().upstreams[0]?.activeRequests).toBe(0)
  await expect.poll(() => upstream.open().filter((wire) => wire.received() !== '').length).toBe(0)
})

const methods = ['writeHead', 'write', 'end', 'setHeader', 'removeHeader', 'getHeaderNames', 'flushHeaders'] as const
const steps = ['head', 'head without length', 'bad head', 'data', 'half', 'end', 'fail', 'bug'] as const

/** Has a server answer each request by these steps, with a response some of whose methods throw from some call on. */
async function answerBy(
  take: (response: ServerResponse) => void,
  happens: readonly (typeof steps)[number][],
  hasOthers: boolean,
) {
  const server = createServer((request, response) => {
    take(response)
    const toFault = (thrown: unknown) =>
      thrown instanceof Fault ? thrown : new Fault('INTERNAL', undefined, { reference: 'r-1' })
    const reply = new PosResponse(request, response, defaultLimits, 'r-1', toFault, { modeOf: () => undefined })
    reply.hasOthers = () => hasOthers
    // As the broker does: what is thrown is told to the caller, and nothing follows.
    try {
      for (const step of happens) {
        if (step === 'head') reply.onHead(200, 'OK', ['Content-Length', '4'])
        else if (step === 'bad head') reply.onHead(200, 'a\nb', ['Content-Length', '4', 'A', 'b\r\nc'])
        else if (step === 'head without length') reply.onHead(200, 'OK', [])
        else if (step === 'data') reply.onData(Buffer.from('body'))
        else if (step === 'half') reply.onData(Buffer.from('bo'))
        else if (step === 'end') reply.onEnd()
        else
          reply.fail(
            step === 'bug' ? new Error('a bug') : new Fault('UPSTREAM_BUSY', undefined, { retryAfterSeconds: 1 }),
          )
      }
    } catch (thrown) {
      reply.fail(thrown)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1', () =>
    socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'),
  )
  let got = ''
  socket.setEncoding('latin1').on('data', (part: string) => {
    got += part
  })
  socket.on('error', () => {})
  await once(socket, 'close')
  server.close()
  return got
}

/** One whole response, as any client would take it. */
function isWhole(text: string): boolean {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const length = /^content-length: (\d+)$/im.exec(head)?.[1]
  const framed = [...head.matchAll(/^content-length:/gim)].length
  if (isChunked(head)) return framed === 0 && text.endsWith(lastChunk)
  return /^HTTP\/1\.1 \d{3} /.test(head) && framed === 1 && Number(length) === rest.join('\r\n\r\n').length
}

test('whatever throws while a caller is answered, it gets one whole response or is cut off', async () => {
  const endings = fc.constantFrom<(typeof steps)[number]>('end', 'fail', 'bug')
  const heads: (typeof steps)[number][][] = [
    [],
    ['head'],
    ['bad head'],
    ['fail'],
    ['head', 'data'],
    ['head', 'half'],
    ['head', 'half', 'half'],
    ['head without length', 'data'],
  ]
  const head = fc.constantFrom(...heads)
  const scripts = fc.tuple(head, endings)
  const breaks = fc.array(fc.record({ method: fc.constantFrom(...methods), from: fc.nat(2) }), { maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(scripts, breaks, fc.boolean(), async ([before, last], broken, hasOthers) => {
      const got = await answerBy(
        (response) => {
          for (const { method, from } of broken) {
            const real = response[method] as (...given: unknown[]) => unknown
            let calls = 0
            Object.assign(response, {
              [method]: (...given: unknown[]) => {
                calls += 1
                if (calls > from) throw new Error(`${method} is broken`)
                return Reflect.apply(real, response, given)
              },
            })
          }
        },
        [...before, last],
        hasOthers,
      )
      expect([got, got === '' || isWhole(got) || !got.includes('\r\n\r\n') || isCut(got)]).toEqual([got, true])
    }),
    { numRuns: runs(300) },
  )
}, 60_000)

const lastChunk = '\r\n0\r\n\r\n'
const isChunked = (head: string) => /^transfer-encoding: chunked$/im.test(head)

/** Less than its head promised, so that no client takes it for the whole. */
function isCut(text: string): boolean {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const length = /^content-length: (\d+)$/im.exec(head)?.[1]
  if (isChunked(head)) return !text.endsWith(lastChunk)
  return length !== undefined && rest.join('\r\n\r\n').length < Number(length)
}
