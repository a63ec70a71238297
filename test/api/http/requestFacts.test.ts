import { describe, expect, test } from 'vitest'
import { checkHead, isWebSocket } from '#api/http/requestFacts.ts'
import { headRules, requestFacts } from '#test/support/requestFacts.ts'

describe('a request that is addressed to the agent passes', () => {
  test.each([
    ['by IPv4', { host: '127.0.0.1:47600' }],
    ['by IPv6', { host: '[::1]:47600', peer: '::1' }],
    ['by name', { host: 'localhost:47600' }],
    ['over an IPv4-mapped address', { peer: '::ffff:127.0.0.1' }],
    ['by HTTP/1.0', { httpVersion: '1.0' }],
    ['with as many fields as are allowed', { fields: 100 }],
    ['with as long a target as is allowed', { target: `/${'x'.repeat(8_191)}` }],
    ['with chunks', { transferEncoding: 'chunked' }],
    ['with chunks in capitals', { transferEncoding: 'Chunked' }],
  ])('%s', (_, more) => {
    expect(checkHead(requestFacts(more), headRules)).toBeUndefined()
  })
})

describe('any other is refused', () => {
  test.each([
    ['a peer on another machine', { peer: '192.168.1.7' }, 'FOREIGN_HOST'],
    ['a connection that is gone', { peer: undefined }, 'FOREIGN_HOST'],
    ['another protocol', { isHttp1: false }, 'MALFORMED_REQUEST'],
    ['a field too many', { fields: 101 }, 'HEADERS_TOO_LARGE'],
    ['a target that is too long', { target: `/${'x'.repeat(8_192)}` }, 'TARGET_TOO_LONG'],
    ['no Host', { host: undefined, hosts: 0 }, 'MALFORMED_REQUEST'],
    ['two Hosts', { hosts: 2 }, 'MALFORMED_REQUEST'],
    ['a coding beneath the chunks', { transferEncoding: 'gzip, chunked' }, 'MALFORMED_REQUEST'],
    ['another transfer coding', { transferEncoding: 'xchunked' }, 'MALFORMED_REQUEST'],
    ['chunks in HTTP/1.0', { transferEncoding: 'chunked', httpVersion: '1.0' }, 'MALFORMED_REQUEST'],
    ['a rebound name', { host: 'evil.example:47600' }, 'FOREIGN_HOST'],
    ['another port', { host: '127.0.0.1:47601' }, 'FOREIGN_HOST'],
    ['no port', { host: 'localhost' }, 'FOREIGN_HOST'],
    ['a trailing dot', { host: 'localhost.:47600' }, 'FOREIGN_HOST'],
    ['capitals', { host: 'LOCALHOST:47600' }, 'FOREIGN_HOST'],
    ['a short form of the address', { host: '127.1:47600' }, 'FOREIGN_HOST'],
    ['the address of no host', { host: '0.0.0.0:47600' }, 'FOREIGN_HOST'],
    ['an absolute target', { target: 'http://127.0.0.1:47600/healthz' }, 'AMBIGUOUS_PATH'],
    ['the target of OPTIONS for the server', { method: 'OPTIONS', target: '*' }, 'AMBIGUOUS_PATH'],
  ])('%s', (_, more, code) => {
    expect(checkHead(requestFacts(more), headRules)).toBe(code)
  })

  test('a foreign host is named before an ambiguous target', () => {
    const facts = requestFacts({ host: 'evil.example', target: 'http://evil.example/' })
    expect(checkHead(facts, headRules)).toBe('FOREIGN_HOST')
  })
})

test.each([
  ['websocket', true],
  ['WebSocket', true],
  ['h2c', false],
  [undefined, false],
])('an upgrade to %s is a WebSocket: %s', (upgrade, expected) => {
  expect(isWebSocket(requestFacts({ upgrade }))).toBe(expected)
})
