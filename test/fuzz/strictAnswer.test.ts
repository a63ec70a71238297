import { expect, test } from 'vitest'
import { readAnswerStrictly } from './strictAnswer.ts'

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

test.each([
  ['a length', ok, 'whole'],
  ['an interim response before it', `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${ok}`, 'whole'],
  ['an interim response with a length', `HTTP/1.1 199 OK\r\nContent-Length: 5\r\n\r\n${ok}`, 'whole'],
  ['a signed length', ok.replace('2\r', '+2\r'), 'malformed'],
  ['two lengths', ok.replace('\r\n\r\n', '\r\nContent-Length: 2\r\n\r\n'), 'malformed'],
  ['another coding', ok.replace('Content-Length: 2', 'Transfer-Encoding: gzip'), 'malformed'],
  // Found by `npm run fuzz -- --seed 707051782 --only link`, which took the refusal of such an answer for a fault.
  ['an interim response with a signed length', `HTTP/1.1 199 OK\r\nContent-Length: +0\r\n\r\n${ok}`, 'malformed'],
  [
    'an interim response with two',
    `HTTP/1.1 199 OK\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n${ok}`,
    'malformed',
  ],
  ['an interim response in another coding', `HTTP/1.1 199 OK\r\nTransfer-Encoding: x\r\n\r\n${ok}`, 'malformed'],
])('an answer with %s', (_, bytes, kind) => {
  expect(readAnswerStrictly(bytes, 'end', 'GET').kind).toBe(kind)
})
