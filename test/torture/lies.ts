import type { Socket } from 'node:net'

/**
 * What a caller should get: the answer as it is (`passes`), one of the faults for an answer that is not HTTP (`invalid`),
 * that did not come (`silent`) or that said that nothing was done (`busy`), or a response that is cut off (`truncated`).
 */
export type Expectation = 'passes' | 'invalid' | 'silent' | 'busy' | 'truncated'

/** An upstream's answer that is not what it should be, or that few servers give. */
export interface Lie {
  name: string
  answer(socket: Socket): void
  /** More than one where the standard leaves the choice. */
  expected: readonly Expectation[]
  /** The status and body that pass. */
  status?: number
  body?: string
  /** Answers before the request's body has come. */
  isEarly?: boolean
  /** How often it may be asked for in all, where that is more than once. */
  maxArrivals?: number
}

const crlf = (...lines: string[]) => lines.map((line) => `${line}\r\n`).join('')
const whole = (...fields: string[]) => `${crlf('HTTP/1.1 200 OK', ...fields, 'Content-Length: 2', '')}ok`
const ok = { status: 200, body: 'ok' }

function says(
  name: string,
  text: string,
  expected: Expectation | readonly Expectation[],
  more: Partial<Lie> = {},
): Lie {
  const answer = (socket: Socket) => void socket.write(text, 'latin1')
  return { name, answer, expected: [expected].flat(), ...ok, ...more }
}

/** Ends the connection in an orderly way after the text. */
function saysAndEnds(name: string, text: string, expected: Expectation, more: Partial<Lie> = {}): Lie {
  return { ...says(name, text, expected, more), answer: (socket) => void socket.end(text, 'latin1') }
}

const utf8 = (text: string) => Buffer.from(text).toString('latin1')
const phrase = (status: number, text: string) => `${crlf(`HTTP/1.1 ${status} ${text}`, 'Content-Length: 2', '')}ok`

const phrases: Lie[] = [
  says('a reason phrase in UTF-8', phrase(404, utf8('Can’t find it')), ['passes', 'invalid'], { status: 404 }),
  says('a reason phrase with a euro sign', phrase(200, utf8('10 €')), ['passes', 'invalid']),
  says('a reason phrase in Latin-1', phrase(200, 'sch\xf6n'), 'passes'),
  says('a reason phrase with a control character', phrase(200, 'O\x01K'), ['passes', 'invalid']),
  says('a reason phrase with DEL', phrase(200, 'O\x7fK'), ['passes', 'invalid']),
  says('a reason phrase with a tab', phrase(200, 'O\tK'), ['passes', 'invalid']),
  says('an empty reason phrase', phrase(200, ''), 'passes'),
  says('no blank after the status', `${crlf('HTTP/1.1 200', 'Content-Length: 2', '')}ok`, ['passes', 'invalid']),
  says('a long reason phrase', phrase(200, 'o'.repeat(8_000)), 'passes'),
  // Too long for many a caller, too.
  says('a very long reason phrase', phrase(200, 'o'.repeat(60_000)), ['passes', 'invalid', 'truncated']),
]

const statuses: Lie[] = [
  ...['000', '042', '099', '20', '2000', '+20', '2x0', '-1'].map((status) =>
    says(`status ${status}`, `${crlf(`HTTP/1.1 ${status} Odd`, 'Content-Length: 2', '')}ok`, 'invalid'),
  ),
  ...[600, 799, 999].map((status) =>
    says(`status ${status}`, phrase(status, 'Odd'), ['passes', 'invalid'], { status }),
  ),
  ...[226, 299, 418, 451, 499, 530, 599].map((status) =>
    says(`status ${status}`, phrase(status, 'Odd'), 'passes', { status }),
  ),
  // Sent again after a pause: nothing was done (capillary.md 6.3).
  says('status 521', phrase(521, 'Busy'), 'passes', { status: 521, maxArrivals: 4 }),
  says(
    'a switch of protocols that nobody asked for',
    crlf('HTTP/1.1 101 Switching Protocols', 'Upgrade: x', 'Connection: upgrade', ''),
    'invalid',
  ),
]

const bodiless: Lie[] = [204, 304].flatMap((status) => [
  says(`${status} with a length`, crlf(`HTTP/1.1 ${status} None`, 'Content-Length: 5', ''), 'passes', {
    status,
    body: '',
  }),
  says(`${status} without a length`, crlf(`HTTP/1.1 ${status} None`, ''), 'passes', { status, body: '' }),
  says(
    `${status} with chunks`,
    crlf(`HTTP/1.1 ${status} None`, 'Transfer-Encoding: chunked', ''),
    ['passes', 'invalid'],
    {
      status,
      body: '',
    },
  ),
])

const interim: Lie[] = [
  says('100 that nobody asked for', crlf('HTTP/1.1 100 Continue', '') + whole(), 'passes'),
  says('two times 100', crlf('HTTP/1.1 100 Continue', '').repeat(2) + whole(), 'passes'),
  says(
    '102, then 103 with fields',
    crlf('HTTP/1.1 102 P', '') + crlf('HTTP/1.1 103 E', 'Link: </x>', '') + whole(),
    'passes',
  ),
  says('100 with a length', crlf('HTTP/1.1 100 Continue', 'Content-Length: 0', '') + whole(), ['passes', 'invalid']),
  repeats('102 every 300 ms', crlf('HTTP/1.1 102 Processing', ''), 300, ['silent']),
  repeats('103 every millisecond', crlf('HTTP/1.1 103 Early Hints', 'Link: </x>', '').repeat(20), 1, [
    'silent',
    'invalid',
  ]),
]

const framings: Lie[] = [
  says('two lengths', `${crlf('HTTP/1.1 200 OK', 'Content-Length: 2', 'Content-Length: 3', '')}ok`, 'invalid'),
  says('one length twice', `${crlf('HTTP/1.1 200 OK', 'Content-Length: 2', 'Content-Length: 2', '')}ok`, [
    'passes',
    'invalid',
  ]),
  ...['2, 2', '2,3', '2e0', '0x2', '+2', '-2', '2 2', '', 'two', '2;', '99999999999999999999999'].map((length) =>
    says(
      `the length "${length}"`,
      `${crlf('HTTP/1.1 200 OK', `Content-Length: ${length}`, '')}ok`,
      length === '2, 2' ? ['passes', 'invalid'] : 'invalid',
    ),
  ),
  says(
    'a length and chunks',
    `${crlf('HTTP/1.1 200 OK', 'Content-Length: 2', 'Transfer-Encoding: chunked', '')}2\r\nok\r\n0\r\n\r\n`,
    'invalid',
  ),
  ...['gzip', 'gzip, chunked', 'chunked, gzip', 'chunked, chunked', 'xchunked', 'identity'].map((coding) =>
    saysAndEnds(
      `the coding "${coding}"`,
      `${crlf('HTTP/1.1 200 OK', `Transfer-Encoding: ${coding}`, '')}2\r\nok\r\n0\r\n\r\n`,
      'invalid',
    ),
  ),
  says('chunks in HTTP/1.0', `${crlf('HTTP/1.0 200 OK', 'Transfer-Encoding: chunked', '')}2\r\nok\r\n0\r\n\r\n`, [
    'passes',
    'invalid',
  ]),
  says('HTTP/1.0 with a length', `${crlf('HTTP/1.0 200 OK', 'Content-Length: 2', '')}ok`, 'passes'),
  saysAndEnds('neither length nor chunks', `${crlf('HTTP/1.1 200 OK', '')}ok`, 'passes'),
  says('more than its length', `${whole()}${whole('X-Poison: yes')}`, 'passes'),
]

const heads: Lie[] = [
  ...[
    'ICY 200 OK',
    'HTTP/2.0 200 OK',
    'HTTP/0.9 200 OK',
    'HTTP/1.1200 OK',
    'http/1.1 200 OK',
    'nonsense',
    '{"ok":true}',
  ].map((line) => says(`the status line "${line}"`, `${crlf(line, 'Content-Length: 2', '')}ok`, 'invalid')),
  says('the opening of TLS', '\x16\x03\x01\x00\x05hello', ['invalid', 'silent']),
  says('a NUL in a value', whole('X-A: b\0c'), 'invalid'),
  says('a bare carriage return in a value', whole('X-A: b\rc'), 'invalid'),
  says('a blank before the colon', whole('X-A : b'), 'invalid'),
  says('a field without a name', whole(': b'), 'invalid'),
  says('a field without a colon', whole('X-A'), 'invalid'),
  says('a folded field', whole('X-A: b', ' c'), ['passes', 'invalid']),
  says('bare line feeds', whole('X-A: b').replaceAll('\r\n', '\n'), ['passes', 'invalid']),
  says('fields in Latin-1', whole('X-A: sch\xf6n'), 'passes'),
  says('empty fields', whole('X-A:', 'X-B: '), 'passes'),
  says('100 fields', whole(...Array(100).fill('X-A: b')), 'passes'),
  says('a megabyte of fields', whole(...Array(1_000).fill(`X-A: ${'b'.repeat(1_000)}`)), 'invalid'),
  says('an empty line first', `\r\n${whole()}`, ['passes', 'invalid']),
]

const chunked = (...lines: string[]) => crlf('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', '', ...lines)
const chunks: Lie[] = [
  says('extensions and trailers', chunked('2;a=b', 'ok', '0', 'X-Late: 1', ''), 'passes'),
  says('a chunk size with zeros', chunked('0000002', 'ok', '0', ''), 'passes'),
  ...['', '-2', '0x2', 'g', '2 2', 'fffffffffffffffff'].map((size) =>
    says(`the chunk size "${size}"`, chunked(size, 'ok', '0', ''), ['truncated', 'invalid']),
  ),
  says('a chunk longer than its size', chunked('1', 'ok', '0', ''), ['truncated', 'invalid']),
  saysAndEnds('no last chunk', chunked('2', 'ok'), 'truncated'),
  saysAndEnds('half a chunk', chunked('5', 'ok').slice(0, -2), 'truncated'),
]

const silences: Lie[] = [
  { name: 'silence', answer: () => {}, expected: ['silent'] },
  {
    name: 'a byte of the head every 100 ms',
    answer: (socket) => drip(socket, whole(`X-A: ${'b'.repeat(9_000)}`)),
    expected: ['silent'],
  },
  {
    name: 'half an answer, then silence',
    answer: (socket) => void socket.write(`${whole().slice(0, -1)}`),
    expected: ['truncated'],
  },
  {
    name: 'a byte of the body every 100 ms',
    answer: (socket) => drip(socket, 'ok', whole().slice(0, -2)),
    expected: ['passes'],
    ...ok,
  },
  {
    // Each such answer is waited for, and the request sent again (capillary.md 6.3), within one time limit.
    name: 'busy with the same customer, and slow to say so',
    answer: (socket) => drip(socket, 'b'.repeat(20), crlf('HTTP/1.1 521 Busy', 'Content-Length: 20', '')),
    expected: ['passes', 'silent', 'busy'],
    ...{ status: 521, body: 'b'.repeat(20), maxArrivals: 4 },
  },
  { ...says('an answer to half a request', whole('Connection: close'), ['passes', 'silent']), isEarly: true },
]

export const lies: readonly Lie[] = [
  ...[...phrases, ...statuses, ...bodiless, ...interim, ...framings, ...heads, ...chunks, ...silences],
  ...breaksOf(
    'an answer with a length',
    whole('X-A: b'),
    crlf('HTTP/1.1 200 OK', 'X-A: b', 'Content-Length: 2', '').length,
  ),
  ...breaksOf('an answer in chunks', chunked('2', 'ok', '0', ''), chunked().length),
]

/** The answer breaks off after each of its bytes but the last, by a reset and by an orderly end. */
function breaksOf(name: string, text: string, headLength: number): Lie[] {
  return Array.from({ length: text.length }, (_, length): Lie[] => {
    const part = text.slice(0, length)
    const reset = (socket: Socket) => resetAfter(socket, part)
    const end = (socket: Socket) => void socket.end(part, 'latin1')
    // A body is held back until its beginning tells whether it refuses the credential.
    const after = (silent: Expectation[]): Expectation[] => (length < headLength ? silent : ['truncated', 'silent'])
    return [
      { name: `${name}, reset after ${length} bytes`, answer: reset, expected: after(['silent']), ...ok },
      { name: `${name}, ended after ${length} bytes`, answer: end, expected: after(['silent', 'invalid']), ...ok },
    ]
  }).flat()
}

function repeats(name: string, text: string, everyMs: number, expected: Expectation[]): Lie {
  const answer = (socket: Socket) => {
    const timer = setInterval(() => socket.write(text), everyMs)
    socket.on('close', () => clearInterval(timer))
  }
  return { name, answer, expected }
}

function drip(socket: Socket, text: string, first = ''): void {
  let at = 0
  if (first) socket.write(first, 'latin1')
  const timer = setInterval(() => {
    if (at < text.length) socket.write(text.charAt(at), 'latin1')
    else clearInterval(timer)
    at += 1
  }, 100)
  socket.on('close', () => clearInterval(timer))
}

/** What was written must be on its way before the reset overtakes it. */
function resetAfter(socket: Socket, text: string): void {
  if (text === '') socket.resetAndDestroy()
  else socket.write(text, 'latin1', () => setImmediate(() => socket.resetAndDestroy()))
}
