import fc from 'fast-check'
import { type Edit, edit, edited } from './edits.ts'
import { type Framing, framing } from './framingGrammar.ts'
import { mostly } from './mostly.ts'
import type { Ending } from './strictAnswer.ts'

/** An upstream's answer: interim responses, a head, a body, and what comes after. */
export interface FuzzAnswer {
  /** Of the request that it answers. */
  method: 'GET' | 'POST' | 'HEAD'
  /** Whole heads before the final one. */
  interim: string[]
  version: string
  status: string
  phrase: string
  fields: [string, string][]
  framing: Framing
  /** Bytes after the answer. */
  extra: string
  edits: Edit[]
  /** Bytes in the first segment; the rest follows a moment later. */
  firstBytes: number
  ending: Ending
}

const status = mostly(
  fc.constantFrom('200', '200', '201', '204', '304', '400', '404', '500', '521', '302'),
  fc.constantFrom('101', '199', '600', '999', '099', '000', '20', '2000', '2x0', '-20', '+20', '', ' 200', '0200'),
)
const phrase = mostly(
  fc.constantFrom('OK', '', 'Not Found', 'sch\xf6n'),
  fc.constantFrom(
    '\xe2\x80\x99',
    'O\x01K',
    'O\x7fK',
    'O\tK',
    'O\rK',
    'O\nK',
    'O\0K',
    'o'.repeat(5_000),
    ' OK ',
    'HTTP/1.1 200',
  ),
  4,
)
const fieldName = mostly(
  fc.constantFrom('X-A', 'Date', 'Content-Type', 'ETag', 'Connection', 'Keep-Alive', 'Set-Cookie', 'X-Empty'),
  fc.constantFrom(
    'X A',
    '',
    'X-\xe9',
    'Content-Length',
    'Transfer-Encoding',
    'content_length',
    'X-A\t',
    'Trailer',
    'Upgrade',
  ),
  5,
)
const fieldValue = mostly(
  fc.constantFrom('a', 'text/plain', 'close', 'keep-alive', 'timeout=1', 'a, b', '', '0', '2'),
  fc.constantFrom(
    'a\0b',
    'a\rb',
    'a\nb',
    'a\r\n b',
    '\xe9',
    '\x7f',
    ' a ',
    '\ta\t',
    'chunked',
    '-1',
    'x'.repeat(20_000),
  ),
  5,
)
const interim = fc.constantFrom(
  'HTTP/1.1 100 Continue\r\n\r\n',
  'HTTP/1.1 102 Processing\r\nX-A: b\r\n\r\n',
  'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n',
  'HTTP/1.1 100 Continue\r\nContent-Length: 0\r\n\r\n',
  'HTTP/1.0 100 Continue\r\n\r\n',
)

export const answer: fc.Arbitrary<FuzzAnswer> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'HEAD'),
  interim: mostly(fc.constant<string[]>([]), fc.array(interim, { maxLength: 3 }), 4),
  version: mostly(
    fc.constantFrom('HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0'),
    fc.constantFrom('HTTP/2.0', 'HTTP/0.9', 'HTTP/1.2', 'http/1.1', 'ICY', '', 'HTTP/1.1 ', 'RTSP/1.0', 'HTTP/11'),
    12,
  ),
  status,
  phrase,
  fields: fc.array(fc.tuple(fieldName, fieldValue), { maxLength: 4 }),
  framing,
  extra: mostly(fc.constant(''), fc.constantFrom('\r\n', 'x', 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison'), 5),
  edits: mostly(fc.constant<Edit[]>([]), fc.array(edit, { minLength: 1, maxLength: 3 }), 2),
  firstBytes: fc.oneof(fc.constant(1_000_000), fc.integer({ min: 1, max: 300 })),
  ending: fc.constantFrom<Ending>('keep', 'end', 'end', 'reset'),
})

/** The bytes of the answer, as Latin-1. */
export function renderAnswer({ interim, version, status, phrase, fields, framing, extra, edits }: FuzzAnswer): string {
  const lines = [...fields, ...framing.fields].map(([name, value]) => `${name}: ${value}\r\n`)
  const whole = `${interim.join('')}${version} ${status} ${phrase}\r\n${lines.join('')}\r\n${framing.wire}${extra}`
  return edits.reduce(edited, whole)
}
