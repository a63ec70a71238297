import { type IncomingMessage, request } from 'node:http'
import { Duplex } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InvalidResponse } from '#adapters/http1/invalidResponse.ts'
import { ResponseParser } from '#adapters/http1/responseParser.ts'
import { runs } from '#test/support/sample.ts'

interface Read {
  status: number
  statusText: string
  headers: string[]
  body: string
  /** `whole`, `more` when the end has not come, or the code of what is wrong. */
  end: string
  isReusable: boolean
}

/** Reads the bytes in pieces that end at these places. */
function read(
  text: string,
  { method = 'GET', cuts = [] as number[], closes = false, maxHeadBytes = 4_096 } = {},
): Read {
  const parser = new ResponseParser(maxHeadBytes)
  const found = { status: 0, statusText: '', headers: [] as string[], body: '' }
  parser.begin(method, {
    onHead: (status, statusText, headers) => Object.assign(found, { status, statusText, headers }),
    onData: (chunk) => {
      found.body += chunk.toString('latin1')
    },
  })
  let end = 'more'
  try {
    for (const piece of pieces(Buffer.from(text, 'latin1'), cuts)) if (parser.push(piece)) end = 'whole'
    if (closes && end === 'more') end = parser.endsWithConnection ? 'whole' : 'cut'
  } catch (thrown) {
    if (!(thrown instanceof InvalidResponse)) throw thrown
    end = thrown.code
  }
  return { ...found, end, isReusable: parser.isReusable }
}

function pieces(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return places.slice(1).map((place, at) => bytes.subarray(places[at], place))
}

const ok = 'HTTP/1.1 200 OK\r\n'

describe('a response is read', () => {
  test.each<[string, string, Partial<Read>]>([
    [
      'by its length',
      `${ok}Content-Length: 4\r\n\r\nbody`,
      { status: 200, statusText: 'OK', body: 'body', end: 'whole' },
    ],
    [
      'by its chunks',
      `${ok}Transfer-Encoding: Chunked\r\n\r\n3;x=y\r\nbod\r\n1\r\ny\r\n0\r\nTrailer: t\r\n\r\n`,
      { body: 'body', end: 'whole' },
    ],
    ['without a body', `${ok}Content-Length: 0\r\n\r\n`, { body: '', end: 'whole', isReusable: true }],
    ['without a reason', 'HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n', { statusText: '', end: 'whole' }],
    [
      'with a reason in Latin-1',
      'HTTP/1.1 200 R\xe9serv\xe9\r\nContent-Length: 0\r\n\r\n',
      { statusText: 'R\xe9serv\xe9', end: 'whole' },
    ],
    [
      'without a reason that cannot be passed on',
      'HTTP/1.1 404 a\x7fb\r\nContent-Length: 0\r\n\r\n',
      { status: 404, statusText: '', end: 'whole' },
    ],
    [
      'after an unasked 100',
      `HTTP/1.1 100 Continue\r\n\r\n${ok}Content-Length: 0\r\n\r\n`,
      { status: 200, end: 'whole' },
    ],
    [
      'after hints',
      `HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n${ok}Content-Length: 0\r\n\r\n`,
      { status: 200, headers: ['Content-Length', '0'], end: 'whole' },
    ],
    ['a 304', 'HTTP/1.1 304 Not Modified\r\n\r\n', { status: 304, end: 'whole', isReusable: true }],
    [
      'a 304 with the length of what it stands for',
      'HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n',
      { status: 304, end: 'whole', isReusable: false },
    ],
    [
      'a 204 with a length',
      'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n',
      { status: 204, end: 'whole', isReusable: false },
    ],
    [
      'a 204 with a length of nothing',
      'HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n',
      { status: 204, end: 'whole', isReusable: true },
    ],
    [
      'a 204 in chunks',
      'HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n',
      { status: 204, end: 'whole', isReusable: false },
    ],
    [
      'a hint that its connection is closed now',
      `${ok}Keep-Alive: timeout=0\r\nContent-Length: 0\r\n\r\n`,
      { end: 'whole', isReusable: false },
    ],
    [
      'blanks around a value',
      `${ok}A:\t b c \t\r\nContent-Length: 0\r\n\r\n`,
      { headers: ['A', 'b c', 'Content-Length', '0'] },
    ],
    ['an odd status', 'HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n', { status: 999, end: 'whole' }],
    [
      'of HTTP/1.0, which does not keep its connection',
      'HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n',
      { end: 'whole', isReusable: false },
    ],
    [
      'that ends its connection',
      `${ok}Connection: close\r\nContent-Length: 0\r\n\r\n`,
      { end: 'whole', isReusable: false },
    ],
    [
      'followed by bytes that nobody asked for',
      `${ok}Content-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\n`,
      { end: 'whole', isReusable: false },
    ],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toMatchObject(expected)
  })

  test('to the end of its connection, when it has no length', () => {
    expect(read(`${ok}\r\nbody`)).toMatchObject({ body: 'body', end: 'more' })
    expect(read(`${ok}\r\nbody`, { closes: true })).toMatchObject({ body: 'body', end: 'whole' })
    expect(read(`${ok}Content-Length: 5\r\n\r\nbody`, { closes: true })).toMatchObject({ end: 'cut' })
  })

  // Some servers send the body all the same: it must not become the response to the next request.
  test('to HEAD without a body, whatever its length says', () => {
    const text = `${ok}Content-Length: 99\r\n\r\n`
    expect(read(text, { method: 'HEAD' })).toMatchObject({ end: 'whole', isReusable: false })
  })
})

describe('a response is refused', () => {
  test.each<[string, string, string]>([
    ['BARE_LINE_FEED', 'a bare line feed', 'HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n'],
    ['BARE_LINE_FEED', 'a bare line feed at the end', `${ok}Content-Length: 0\r\n\n`],
    ['FIELD_VALUE', 'a bare carriage return', `${ok}A: b\rc\r\n\r\n`],
    ['FIELD_VALUE', 'a zero byte', `${ok}A: b\0\r\n\r\n`],
    ['FIELD_NAME', 'a folded line', `${ok}A: b\r\n c\r\n\r\n`],
    ['FIELD_NAME', 'a space before the colon', `${ok}A : b\r\n\r\n`],
    ['FIELD_NAME', 'a line without a colon', `${ok}A\r\n\r\n`],
    ['FIELD_NAME', 'an empty name', `${ok}: b\r\n\r\n`],
    ['TWO_LENGTHS', 'two lengths', `${ok}Content-Length: 1\r\nContent-Length: 1\r\n\r\n`],
    ['CONTENT_LENGTH', 'a list of lengths', `${ok}Content-Length: 2, 2\r\n\r\n`],
    ['CONTENT_LENGTH', 'a length that is no whole number', `${ok}Content-Length: 2e0\r\n\r\n`],
    ['CONTENT_LENGTH', 'a negative length', `${ok}Content-Length: -1\r\n\r\n`],
    // Other readers would take it for an answer with a body, and what follows for that body.
    [
      'CONTENT_LENGTH',
      'a signed length of an interim response',
      `HTTP/1.1 199 OK\r\nContent-Length: +0\r\n\r\n${ok}\r\n`,
    ],
    ['TWO_LENGTHS', 'a length beside chunks', `${ok}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`],
    ['TRANSFER_ENCODING', 'a coding that nobody asked for', `${ok}Transfer-Encoding: gzip, chunked\r\n\r\n`],
    ['TWO_LENGTHS', 'chunks in HTTP/1.0', 'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'],
    ['CHUNK_SIZE', 'a chunk without a size', `${ok}Transfer-Encoding: chunked\r\n\r\n\r\n`],
    ['CHUNK_SIZE', 'a chunk size in words', `${ok}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
    ['CHUNK_SIZE', 'a chunk size beyond counting', `${ok}Transfer-Encoding: chunked\r\n\r\n${'f'.repeat(17)}\r\n`],
    ['CHUNK_TOO_LONG', 'a chunk longer than its size', `${ok}Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n`],
    ['STATUS_LINE', 'a status below 100', 'HTTP/1.1 099 X\r\n\r\n'],
    ['STATUS_LINE', 'no status', 'HTTP/1.1 OK\r\n\r\n'],
    ['STATUS_LINE', 'another version', 'HTTP/2.0 200 OK\r\n\r\n'],
    ['STATUS_LINE', 'no HTTP', 'SSH-2.0-OpenSSH\r\n'],
    ['UNEXPECTED_UPGRADE', 'an upgrade', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
    ['HEAD_TOO_LARGE', 'headers over the limit', `${ok}A: ${'b'.repeat(5_000)}\r\n\r\n`],
    ['HEAD_TOO_LARGE', 'hints without end', `HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n`.repeat(200)],
    [
      'HEAD_TOO_LARGE',
      'trailers without end',
      `${ok}Transfer-Encoding: chunked\r\n\r\n0\r\n${'A: b\r\n'.repeat(1_000)}`,
    ],
    [
      'LINE_TOO_LONG',
      'a chunk extension without end',
      `${ok}Transfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(20_000)}`,
    ],
  ])('%s: %s', (code, _, text) => {
    expect(read(text)).toMatchObject({ end: code, isReusable: false })
  })
})

const line = (text: string) => `${text}\r\n`
const oneOf = (...texts: string[]) => fc.constantFrom(...texts)
/** Mostly right, sometimes wrong in one of the ways that servers are. */
const responses = fc
  .record({
    interim: oneOf(
      '',
      '',
      '',
      line('HTTP/1.1 100 Continue') + line(''),
      line('HTTP/1.1 103 Early Hints') + line('A: b') + line(''),
    ),
    status: oneOf(
      'HTTP/1.1 200 OK',
      'HTTP/1.1 404',
      'HTTP/1.0 200 OK',
      'HTTP/1.1 204 No',
      'HTTP/1.1 304 Not',
      'HTTP/1.1 500 R\xe9',
      'HTTP/1.1  200 OK',
      'HTTP/1.1 20 OK',
    ),
    fields: fc.array(
      oneOf(
        'A: b',
        'B:c',
        'C:  d ',
        'Content-Length: 3',
        'Content-Length: 0',
        'Content-Length: +3',
        'Content-Length:3 ',
        'Transfer-Encoding: chunked',
        'Connection: close',
        'X : y',
        ' folded',
        'D: \xff',
        'E: \x01',
        'F',
      ),
      { maxLength: 4 },
    ),
    lineEnd: oneOf('\r\n', '\r\n', '\r\n', '\r\n', '\n'),
    body: oneOf(
      '',
      'abc',
      'abcdef',
      '3\r\nabc\r\n0\r\n\r\n',
      '1\r\na\r\n2\r\nbc\r\n0\r\nT: t\r\n\r\n',
      '3\r\nabcd\r\n',
      'g\r\n',
      '3 \r\nabc\r\n0\r\n\r\n',
      '3;x\r\nabc\r\n0\r\n\r\n',
    ),
  })
  .map(({ interim, status, fields, lineEnd, body }) => interim + [status, ...fields, '', ''].join(lineEnd) + body)

// Two readers that take the same bytes apart in two ways are how a response gets smuggled (attacks.md T48).
describe('the parser and the one of Node', () => {
  test('read the same in every response that the agent takes', async () => {
    await fc.assert(
      fc.asyncProperty(responses, fc.array(fc.nat(200), { maxLength: 4 }), async (text, cuts) => {
        const ours = read(text, { cuts, closes: true })
        expect(ours).toEqual(read(text, { closes: true }))
        if (ours.end !== 'whole') return
        const { status, headers, body } = ours
        expect(await readWithNode(wholePart(text))).toEqual({ status, headers, body, end: 'whole' })
      }),
      { numRuns: runs(3_000) },
    )
  }, 60_000)

  test('and where Node takes what the agent refuses, the agent has a reason', async () => {
    const reasons = new Set<string>()
    await fc.assert(
      fc.asyncProperty(responses, async (text) => {
        const ours = read(text, { closes: true })
        if (ours.end === 'whole' || ours.end === 'cut') return
        if ((await readWithNode(text)).end === 'whole') reasons.add(ours.end)
      }),
      { numRuns: runs(3_000) },
    )
    expect([...stricter]).toEqual(expect.arrayContaining([...reasons]))
  }, 60_000)
})

/** Folded lines and codings that nobody asked for: the next reader may take them in another way. */
const stricter = ['FIELD_NAME', 'TRANSFER_ENCODING', 'TWO_LENGTHS']

/** The bytes without those after the end of the response. */
function wholePart(text: string): string {
  for (let length = 1; length < text.length; length += 1) {
    const part = text.slice(0, length)
    if (read(part).end === 'whole') return part
  }
  return text
}

/** The response as Node's own client reads it. */
function readWithNode(text: string): Promise<Pick<Read, 'status' | 'headers' | 'body' | 'end'>> {
  return new Promise((resolve) => {
    const socket = new Duplex({ read() {}, write: (_, __, done) => done() })
    const asked = request({ createConnection: () => socket as never, path: '/' })
    const failed = () => resolve({ status: 0, headers: [], body: '', end: 'refused' })
    asked.on('error', failed)
    asked.on('response', (response: IncomingMessage) => {
      let body = ''
      response.setEncoding('latin1')
      response.on('data', (chunk) => {
        body += chunk
      })
      response.on('error', failed)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.rawHeaders, body, end: 'whole' }),
      )
    })
    asked.end()
    setImmediate(() => {
      socket.push(Buffer.from(text, 'latin1'))
      socket.push(null)
    })
  })
}
