import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { RequestLines } from '#api/http/requestLines.ts'

/** What Node's parser told of over one connection: method, target, and whether the line was one of HTTP/1. */
async function told(...chunks: (string | Buffer)[]): Promise<string[]> {
  const heard: string[] = []
  const server = createServer({ requireHostHeader: false })
  const listening = new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
  })
  const ended = new Promise<void>((resolve) => {
    server.on('connection', (socket) => {
      const lines = new RequestLines()
      let rest = chunks.slice(1)
      socket.prependListener('data', (chunk: Buffer) => lines.receive(chunk))
      // The next chunk goes once the parser has read the one before, so that they stay apart.
      socket.on('data', () => {
        const next = rest[0]
        rest = rest.slice(1)
        if (next === undefined) client.end()
        else client.write(next)
      })
      server.on('request', (request, response) => {
        heard.push(`${request.method} ${request.url} ${lines.isHttp1(request)}`)
        request.resume()
        response.end()
      })
      socket.on('close', resolve)
    })
  })
  await listening
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1', () => client.write(chunks[0] ?? ''))
  client.resume().on('error', () => {})
  await ended
  return heard
}

const head = '\r\nHost: a\r\n\r\n'
const postHead = (length: number) => `POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n`
const posted = (body: string) => postHead(body.length) + body
const chunkedBody = 'POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'

describe('a request line of HTTP/1 is told', () => {
  test.each<[string, (string | Buffer)[], string[]]>([
    ['alone', [`GET /a HTTP/1.1${head}`], ['GET /a true']],
    ['of HTTP/1.0', [`GET /a HTTP/1.0${head}`], ['GET /a true']],
    ['after empty lines', [`\r\n\r\nGET /a HTTP/1.1${head}`], ['GET /a true']],
    ['after an empty line of its own', ['\r\n\r\n', `GET /a HTTP/1.1${head}`], ['GET /a true']],
    ['in pieces', ['GE', 'T /a HT', 'TP/1.1\r', '\nHost: a\r\n\r', '\n'], ['GET /a true']],
    ['for each of several', [`GET /a HTTP/1.1${head}GET /b HTTP/1.1${head}`], ['GET /a true', 'GET /b true']],
    ['in the next chunk', [`GET /a HTTP/1.1${head}`, `GET /b HTTP/1.1${head}`], ['GET /a true', 'GET /b true']],
    ['cut in two after another', [`GET /a HTTP/1.1${head}GET /b HT`, `TP/1.1${head}`], ['GET /a true', 'GET /b true']],
    ['after a body', [`${posted('hello')}GET /b HTTP/1.1${head}`], ['POST /p true', 'GET /b true']],
    [
      'after a body in pieces',
      [posted('hello').slice(0, -3), `lloGET /b HT`, `TP/1.1${head}`],
      ['POST /p true', 'GET /b true'],
    ],
    ['after chunks', [chunkedBody, `GET /b HTTP/1.1${head}`], ['POST /p true', 'GET /b true']],
  ])('%s', async (_, chunks, expected) => expect(await told(...chunks)).toEqual(expected))
})

// The mistake: all of these were served, as Node's parser tells of them as of any other request.
describe('any other is not', () => {
  test.each<[string, (string | Buffer)[], string[]]>([
    ['without a version', [`GET /a${head}`], ['GET /a false']],
    ['of HTTP/0.9', [`GET /a HTTP/0.9${head}`], ['GET /a false']],
    ['of HTTP/2.0', [`GET /a HTTP/2.0${head}`], ['GET /a false']],
    ['of RTSP/1.0', [`GET /a RTSP/1.0${head}`], ['GET /a false']],
    ['of RTSP/1.1', [`GET /a RTSP/1.1${head}`], ['GET /a false']],
    ['with a method of RTSP', [`PLAY /a RTSP/1.0${head}`], ['PLAY /a false']],
    ['of ICE/1.0', [`SOURCE /a ICE/1.0${head}`], ['SOURCE /a false']],
    ['with two blanks', [`GET  /a HTTP/1.1${head}`], ['GET /a false']],
    ['in pieces', ['GET /a RT', `SP/1.0${head}`], ['GET /a false']],
    ['after one of HTTP/1', [`GET /a HTTP/1.1${head}GET /a RTSP/1.0${head}`], ['GET /a true', 'GET /a false']],
    ['after a body', [`${posted('hello')}GET /b RTSP/1.0${head}`], ['POST /p true', 'GET /b false']],
    // The mistake: the same line further on was taken for the one of this request.
    [
      'with two blanks, before the same with one',
      [`GET /a  HTTP/1.1${head}GET /a HTTP/1.1${head}`],
      ['GET /a false', 'GET /a false'],
    ],
    ['with such a line in a header', [`GET /a RTSP/1.0\r\nX: GET /a HTTP/1.1${head}`], ['GET /a false']],
    [
      'with such a line in a header, after another',
      [`GET /b HTTP/1.1${head}GET /a RTSP/1.0\r\nX: GET /a HTTP/1.1${head}`],
      ['GET /b true', 'GET /a false'],
    ],
    [
      'with such a line in a header, after a body',
      [`${posted('hello')}GET /a RTSP/1.0\r\nX: GET /a HTTP/1.1${head}`],
      ['POST /p true', 'GET /a false'],
    ],
    [
      'after a body that holds such a line',
      [postHead(22), 'GET /b HTTP/1.1\r\n', `hello${`GET /b RTSP/1.0${head}`}`],
      ['POST /p true', 'GET /b false'],
    ],
  ])('%s', async (_, chunks, expected) => expect(await told(...chunks)).toEqual(expected))
})

test('a long body that no request claims is not kept', () => {
  const lines = new RequestLines()
  const piece = Buffer.alloc(64 * 1024, 'x')
  for (let n = 0; n < 100; n += 1) lines.receive(piece)
  lines.receive(Buffer.from(`GET /a HTTP/1.1${head}`))
  expect(lines.isHttp1({ method: 'GET', url: '/a' } as never)).toBe(true)
})
