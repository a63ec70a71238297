import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTarget } from '../../electron/core/path.ts'

describe('a target is taken apart without a byte being changed', () => {
  test.each([
    [
      '/via/loyalty/v1.1/customer/get?format=json&mobile=%2B919',
      'loyalty',
      '/v1.1/customer/get',
      '?format=json&mobile=%2B919',
    ],
    ['/via/loyalty/a%20b', 'loyalty', '/a%20b', ''],
    ['/via/loyalty/', 'loyalty', '/', ''],
    ['/via/loyalty', 'loyalty', '/', ''],
    ['/via/loyalty?x=/../y', 'loyalty', '/', '?x=/../y'],
    ['/via/loyalty/a?', 'loyalty', '/a', '?'],
    ['/via/loyalty/a?x=//y%2f%00', 'loyalty', '/a', '?x=//y%2f%00'],
    ['/via/loyalty/v1..2/a.b;c', 'loyalty', '/v1..2/a.b;c', ''],
  ])('%s', (target, upstream, path, query) => {
    expect(readTarget(target)).toMatchObject({ upstream, path, query })
  })
})

test('grants are matched against the path decoded once', () => {
  expect(readTarget('/via/loyalty/v2/%6ftp/caf%C3%A9')).toMatchObject({
    path: '/v2/%6ftp/caf%C3%A9',
    decodedPath: '/v2/otp/café',
  })
})

test('what is not below /via/ is nobody’s target', () => {
  expect(readTarget('/v1/status')).toBeUndefined()
  expect(readTarget('/VIA/loyalty/x')).toBeUndefined()
})

// attacks.md T39, T40: each of these is read differently by some server.
describe('a path that can be read in two ways is refused', () => {
  test.each([
    '/../x',
    '/a/..',
    '/a/../b',
    '/./a',
    '/a/.',
    '/%2e%2e/x',
    '/%2E%2e/x',
    '/.%2e/x',
    '/%2e/x',
    '//x',
    '/a//b',
    '/a\\b',
    '/a%5cb',
    '/a%5Cb',
    '/a%2fb',
    '/a%2Fb',
    '/a%00b',
    '/a%0ab',
    '/a%7fb',
    '/%252e%252e/x',
    '/%25%32%65/x',
    '/a%2525',
    '/..;/x',
    '/..;x=1/y',
    '/.;/x',
    '/;../x',
    '/a;b=../x',
    '/a#b',
    '/a b',
    '/a%zz',
    '/a%',
    '/a%c0%ae',
    '/a\u00e9',
    '/a\tb',
  ])('%j', (path) => {
    expect(() => readTarget(`/via/loyalty${path}`)).toThrow(expect.objectContaining({ code: 'AMBIGUOUS_PATH' }))
  })
})

test('whatever is let through holds no dot segment, no empty one and nothing left to decode', () => {
  const piece = fc.constantFrom(
    '.',
    '..',
    '/',
    '%2e',
    '%2F',
    '%5c',
    ';',
    'a',
    'otp',
    '%25',
    '2e',
    '%',
    '\\',
    '%C3%A9',
    '%00',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const raw = `/via/x/${pieces.join('')}`
      let decoded: string
      try {
        decoded = readTarget(raw)?.decodedPath ?? ''
      } catch {
        return
      }
      const segments = decoded.split('/').slice(1)
      expect(segments.slice(0, -1)).not.toContain('')
      for (const segment of segments) expect(segment.replace(/;.*/, '')).not.toMatch(/^\.{1,2}$/)
      expect(decoded).not.toMatch(/[\\\p{Cc}]|%[0-9a-f]{2}/iu)
    }),
    { numRuns: 5_000 },
  )
})
