import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseTarget, upstreamIdOf } from '#core/message/requestTarget.ts'

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
    expect(upstreamIdOf(target)).toBe(upstream)
    expect(parseTarget(target)).toMatchObject({ path, query })
  })
})

test('grants are matched against the path decoded once', () => {
  expect(parseTarget('/via/loyalty/v2/%6ftp/caf%C3%A9')).toMatchObject({
    path: '/v2/%6ftp/caf%C3%A9',
    decodedPath: '/v2/otp/café',
  })
})

// attacks.md T39: a server that drops the fragment reads another query than one that does not.
test.each(['/via/loyalty/a?x=1#y', '/via/loyalty/a?#', '/via/loyalty/a#b'])(
  '%s holds a fragment, and is refused',
  (target) => {
    expect(() => parseTarget(target)).toThrow(expect.objectContaining({ code: 'AMBIGUOUS_PATH' }))
  },
)

test('a base URL with a slash at its end is named as the reason', () => {
  expect(() => parseTarget('/via/loyalty//v1.1/customer/get')).toThrow(/base URL that ends in \/ is put before a path/)
})

test('what is not below /via/ is no target', () => {
  expect(parseTarget('/v1/status')).toBeUndefined()
  expect(parseTarget('/VIA/loyalty/x')).toBeUndefined()
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
        decoded = parseTarget(raw)?.decodedPath ?? ''
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
