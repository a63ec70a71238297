import { expect, test } from 'vitest'
import { readStrictly } from './strictHttp.ts'

const get = 'GET /a HTTP/1.1\r\nHost: x\r\n\r\n'
const post = (framing: string, body: string) => `POST /b HTTP/1.1\r\n${framing}\r\n\r\n${body}`

test.each([
  ['two requests', get + get, 2, 'nothing'],
  ['a body of known length', post('Content-Length: 3', 'abc') + get, 2, 'nothing'],
  [
    'chunks, extensions and trailers',
    post('Transfer-Encoding: chunked', '3;x=y\r\nabc\r\n0\r\nA: b\r\n\r\n') + get,
    2,
    'nothing',
  ],
  ['half a head', get.slice(0, -2), 0, 'partial'],
  ['half a body', post('Content-Length: 4', 'abc'), 0, 'partial'],
  ['half a chunk', post('Transfer-Encoding: chunked', '3\r\nab'), 0, 'partial'],
  ['a length and chunks', post('Content-Length: 3\r\nTransfer-Encoding: chunked', 'abc'), 0, 'malformed'],
  ['two lengths', post('Content-Length: 3\r\nContent-Length: 3', 'abc'), 0, 'malformed'],
  ['a signed length', post('Content-Length: +3', 'abc'), 0, 'malformed'],
  ['a blank before the colon', 'GET /a HTTP/1.1\r\nHost : x\r\n\r\n', 0, 'malformed'],
  ['a folded field', 'GET /a HTTP/1.1\r\nHost: x\r\n y\r\n\r\n', 0, 'malformed'],
  ['a bare line feed', 'GET /a HTTP/1.1\r\nHost: x\nA: b\r\n\r\n', 0, 'malformed'],
  ['another version', 'GET /a HTTP/2.0\r\n\r\n', 0, 'malformed'],
  ['a chunk longer than its size', post('Transfer-Encoding: chunked', '2\r\nabc\r\n0\r\n\r\n'), 0, 'malformed'],
])('%s', (_, stream, requests, rest) => {
  const reading = readStrictly(stream)
  expect(reading.requests).toHaveLength(requests)
  expect(reading.rest).toBe(rest)
})

test('the parts of a request', () => {
  expect(readStrictly(post('A:  b c \r\nContent-Length: 3', 'a\r\n')).requests).toEqual([
    {
      method: 'POST',
      target: '/b',
      version: 'HTTP/1.1',
      fields: [
        ['A', 'b c'],
        ['Content-Length', '3'],
      ],
      body: 'a\r\n',
    },
  ])
})
