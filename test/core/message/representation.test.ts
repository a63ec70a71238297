import { describe, expect, test } from 'vitest'
import { acceptReadableCodings, codingOf, isJson } from '#core/message/representation.ts'

describe('what a caller accepts is told upstream, as far as the agent can unpack it', () => {
  test.each([
    ['gzip', 'gzip'],
    ['gzip, deflate', 'gzip, deflate'],
    ['gzip, deflate, br, zstd', 'gzip, deflate, br'],
    ['zstd', 'identity'],
    ['zstd;q=1.0, gzip;q=0.8, *;q=0.1', 'gzip;q=0.8, gzip;q=0.1'],
    ['*', 'gzip'],
    ['*;q=0', '*;q=0'],
    ['identity;q=1, *;q=0', 'identity;q=1, *;q=0'],
    ['GZIP , Deflate', 'GZIP, Deflate'],
    ['', 'identity'],
    ['gzip;q=0', 'gzip;q=0'],
    ['* ;  q=0.00 ', '* ;  q=0.00'],
    ['*;q=0.5', 'gzip;q=0.5'],
    ['*;x=q=0', 'gzip;x=q=0'],
    ['sdch, lzma', 'identity'],
    // Longer than what is remembered.
    [`gzip, ${'x'.repeat(300)}`, 'gzip'],
    // Longer than what is read.
    [`gzip, ${'x'.repeat(1_018)}`, 'gzip'],
    [`gzip, ${'x'.repeat(1_019)}`, 'identity'],
  ])('%s', (accepted, told) => {
    const headers = ['A', 'zstd', 'accept-Encoding', accepted]
    acceptReadableCodings(headers)
    expect(headers).toEqual(['A', 'zstd', 'accept-Encoding', told])
  })

  test('a header of another name, however like, is left alone', () => {
    const headers = ['Accept-Encodinx', 'zstd', 'X-Accept-Encoding', 'zstd']
    acceptReadableCodings(headers)
    expect(headers).toEqual(['Accept-Encodinx', 'zstd', 'X-Accept-Encoding', 'zstd'])
  })

  test('the same value is read alike however often it comes', () => {
    for (const _ of [1, 2]) {
      const headers = ['Accept-Encoding', 'br, zstd', 'Accept-Encoding', 'zstd']
      acceptReadableCodings(headers)
      expect(headers).toEqual(['Accept-Encoding', 'br', 'Accept-Encoding', 'identity'])
    }
  })

  test('more values than are remembered are read, too', () => {
    for (let n = 0; n < 300; n += 1) {
      const headers = ['Accept-Encoding', `zstd, br;q=0.${n}`]
      acceptReadableCodings(headers)
      expect(headers).toEqual(['Accept-Encoding', `br;q=0.${n}`])
    }
  })

  test('who says nothing has nothing said', () => {
    const headers = ['Accept', '*/*']
    acceptReadableCodings(headers)
    expect(headers).toEqual(['Accept', '*/*'])
  })
})

describe('how a body is coded', () => {
  test.each([
    [[], 'plain'],
    [['identity'], 'plain'],
    [['utf-8'], 'plain'],
    [[''], 'plain'],
    [['gzip'], 'gzip'],
    [['X-GZip'], 'gzip'],
    [['deflate'], 'deflate'],
    [['identity, gzip'], 'gzip'],
    [['br'], 'br'],
    [['zstd'], 'unreadable'],
    [['gzip, gzip'], 'unreadable'],
    [['gzip', 'br'], 'unreadable'],
    [['compress'], 'unreadable'],
  ])('%j', (values, coding) => {
    expect(codingOf(values.flatMap((value) => ['Content-Encoding', value]))).toBe(coding)
  })
})

test.each([
  [true, 'application/json'],
  [true, 'Application/JSON; charset=utf-8'],
  [true, ' application/json ;charset=utf-8'],
  [true, 'application/problem+json'],
  [true, 'application/vnd.gini.v5+JSON;x=y'],
  [false, 'application/jsonp'],
  [false, 'application/json-seq'],
  [false, 'text/json+x'],
  [false, 'text/plain; a=application/json'],
  [false, 'text/plain;a=x+json'],
  [false, '+jsonx/y'],
  [false, ''],
  [false, undefined],
])('whether a body is JSON: %s, by %j', (is, type) => {
  const headers = ['X-Type', 'application/json', ...(type === undefined ? [] : ['content-TYPE', type])]
  expect(isJson(headers)).toBe(is)
})
