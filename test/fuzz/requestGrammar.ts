import fc from 'fast-check'
import { type Edit, edit } from './edits.ts'
import { type Framing, framing } from './framingGrammar.ts'
import { mostly } from './mostly.ts'
import { target } from './targetGrammar.ts'

export interface FuzzRequest {
  method: string
  target: string
  version: string
  /** Whose key it carries. */
  caller: Caller
  keyWay: KeyWay
  fields: [string, string][]
  framing: Framing
  /** Host fields: the right one is written as `right`. */
  hosts: string[]
}

/** What goes over one connection. */
export interface FuzzConnection {
  requests: FuzzRequest[]
  edits: Edit[]
  /** Bytes in the first segment; the rest follows at once. */
  firstBytes: number
}

export const callers = ['wide', 'narrow', 'nobody', 'stranger'] as const
export type Caller = (typeof callers)[number]
const keyWays = ['header', 'bearer', 'basic', 'both'] as const
export type KeyWay = (typeof keyWays)[number]

const method = mostly(
  fc.constantFrom('GET', 'POST', 'GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PATCH', 'OPTIONS'),
  fc.constantFrom('TRACE', 'CONNECT', 'get', 'PROPFIND', 'M-SEARCH', 'QUERY', 'PRI', 'X', 'G\tT', '', 'SOURCE'),
)

const fieldName = mostly(
  fc.constantFrom(
    'X-App',
    'Accept',
    'Content-Type',
    'User-Agent',
    'X-App-2',
    'Accept-Language',
    'If-None-Match',
    'X-Empty',
  ),
  fc.constantFrom(
    ...[
      'Authorization',
      'Cookie',
      'X-Forwarded-For',
      'x_forwarded_for',
      'Forwarded',
      'Via',
      'X-CAP-API-AUTH',
      'cap_token',
    ],
    ...[
      'Till-Agent-Customer',
      'Till-Agent-Timeout-Ms',
      'till_agent_key',
      'Connection',
      'Keep-Alive',
      'TE',
      'Trailer',
      'Upgrade',
    ],
    ...[
      'Expect',
      'Origin',
      'Sec-Fetch-Site',
      'X-HTTP-Method-Override',
      'Proxy-Authorization',
      'Range',
      'X App',
      'X-\xe9',
      '',
      'Host ',
    ],
  ),
  3,
)
const fieldValue = mostly(
  fc.constantFrom(
    'a',
    'text/plain',
    'application/json',
    'a, b',
    'close',
    'keep-alive',
    'X-App',
    '100-continue',
    'trailers',
    'chunked',
  ),
  fc.constantFrom(
    '',
    ' ',
    '\xe9\xff',
    'a\tb',
    'a\0b',
    'a\rb',
    'a\nX-Evil: 1',
    'a\r\n folded',
    'Basic eDp5',
    '\x7f',
    'x'.repeat(9_000),
  ),
)
const fields = fc.array(fc.tuple(fieldName, fieldValue), { maxLength: 4 })

const request: fc.Arbitrary<FuzzRequest> = fc.record({
  method,
  target,
  version: mostly(
    fc.constant('HTTP/1.1'),
    fc.constantFrom('HTTP/1.0', 'HTTP/2.0', 'HTTP/0.9', 'HTTP/1.2', 'http/1.1', 'RTSP/1.0', ''),
    12,
  ),
  caller: mostly(fc.constantFrom<Caller>('wide', 'narrow'), fc.constantFrom<Caller>('nobody', 'stranger')),
  keyWay: fc.constantFrom(...keyWays),
  fields,
  framing,
  hosts: mostly(
    fc.constant<string[]>(['right']),
    fc.constantFrom<string[]>([], ['evil.example'], ['right', 'right'], ['right', 'evil.example'], ['127.0.0.1']),
    12,
  ),
})

export const connection: fc.Arbitrary<FuzzConnection> = fc.record({
  requests: fc.array(request, { minLength: 1, maxLength: 3 }),
  edits: mostly(fc.constant<Edit[]>([]), fc.array(edit, { minLength: 1, maxLength: 3 }), 2),
  firstBytes: fc.oneof(fc.constant(1_000_000), fc.integer({ min: 1, max: 400 })),
})
