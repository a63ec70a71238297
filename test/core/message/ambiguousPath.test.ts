import { describe, expect, test } from 'vitest'
import { readPath } from '#core/message/ambiguousPath.ts'

/** Spellings by the reason for which they are refused. The reason names what some server makes of them. */
const refused: Record<string, string[]> = {
  'it holds a character that must be encoded': ['/a b', '/a\tb', '/a\u00e9', '/a\u007f', '/a\r\nb'],
  'it holds a backslash or a fragment': ['/a\\b', '/a\\..\\b', '/a#b', '/a#'],
  'it holds an encoded slash or backslash': ['/a%2fb', '/a%2Fb', '/a%5cb', '/a%5Cb', '/..%2f', '/a%2f'],
  'it holds an encoded NUL': ['/a%00', '/a%00.json', '/%00a'],
  'it holds an encoded "?" or "#"': ['/otp%3f', '/otp%3Fx=1', '/otp%23', '/otp%23x', '/%3f/otp', '/a/%3F'],
  'it holds an encoded ";"': ['/otp%3b', '/otp%3Bx=1', '/%3b/otp'],
  'its encoding is broken': [
    '/a%',
    '/a%zz',
    '/a%f',
    '/a%c0%ae',
    '/%c0%af',
    '/a%c1%9c',
    '/a%e0%80%af',
    '/a%f0%80%80%af',
    '/a%ed%a0%80',
    '/a%ff',
    '/a%e9',
    '/%u002e/a',
    '/a%u2215b',
    '/%U002e',
    '/%%32%65/a',
  ],
  'it is encoded twice': ['/%252e/a', '/a%2525', '/%25%32%65/x', '/a%252fb', '/o%2574p', '/a%25u002eb', '/%25U002E'],
  'it holds a control character': [
    '/a%0ab',
    '/a%0d%0aX',
    '/a%09',
    '/a%1f',
    '/a%7fb',
    '/a%c2%85',
    '/a%c2%9f',
    '/a%e2%80%a8b',
    '/%e2%80%a9',
  ],
  'it names a stream of a file': [
    '/otp::$DATA',
    '/otp::$data',
    '/otp%3a%3a%24DATA',
    '/a:$i30:$INDEX_ALLOCATION/otp',
    '/a:$x',
  ],
  'it holds a segment that ASP.NET takes for a session': [
    '/(S(x))/otp',
    '/v2/(a(1)f(2))/otp',
    '/(S(x)',
    '/%28S%28x%29%29/otp',
  ],
  'it holds a character that some servers take for a slash, a dot or another divider': [
    '/v2%ef%bc%8fotp',
    '/v2%e2%88%95otp',
    '/v2%e2%81%84otp',
    '/v2%e2%a7%b8otp',
    '/v2%ef%bc%bcotp',
    '/v2%c2%a5otp',
    '/v2%e2%82%a9otp',
    '/v2%e2%88%96otp',
    '/%ef%bc%8e%ef%bc%8e/otp',
    '/%e2%80%a5/otp',
    '/%e2%80%a4/otp',
    '/otp%ef%bc%9bx',
    '/otp%cd%be',
    '/otp%ef%bc%9f',
    '/otp%ef%bc%83',
    '/otp%ef%bc%852e',
    '/v2%e2%84%80otp',
  ],
  'it holds an empty segment': [
    '//x',
    '/a//b',
    '/a//',
    '/;/otp',
    '/v2/;/otp',
    '/v2/;x=1/otp',
    '/v2/otp/;',
    '/;x',
    '/v2/;;/otp',
  ],
  'it holds a "." or ".." segment': [
    '/../x',
    '/a/..',
    '/a/../b',
    '/./a',
    '/a/.',
    '/%2e%2e/x',
    '/%2E./x',
    '/.%2e/x',
    '/%2e/x',
    '/a/%2e',
    '/..;/x',
    '/..;x=1/y',
    '/.;/x',
    '/a;../x',
    '/a;b=../x',
    '/a;x=../../b',
    '/a;./b',
    '/a;.',
    '/a;x;../b',
    '/a/..;',
  ],
  'a segment ends with a dot': [
    '/otp.',
    '/otp%2e',
    '/v2./otp',
    '/otp.;x',
    '/otp;x=1.',
    '/.../otp',
    '/otp...',
    '/otp.json.',
  ],
  'a segment begins or ends with a blank': [
    '/otp%20',
    '/%20otp',
    '/v2%20/otp',
    '/otp%20;x',
    '/otp;%20x',
    '/otp%c2%a0',
    '/%c2%a0otp',
    '/otp%e1%9a%80',
    '/otp%e2%80%87',
    '/otp%e2%80%af',
    '/otp%e3%80%80',
    '/otp%e2%80%8b',
    '/otp%ef%bb%bf',
    '/%ef%bb%bfotp',
    '/otp%c2%ad',
    '/otp%e2%81%a0',
    '/otp%e2%80%8e',
    '/otp%e1%a0%8e',
    '/otp%e3%85%a4',
    '/otp%e1%85%9f',
    '/otp%e2%a0%80',
    '/%20',
  ],
}

// attacks.md T39, T40, T43: each of these is read differently by some server.
describe('a path that can be read in two ways is refused:', () => {
  describe.each(Object.entries(refused))('%s', (ambiguity, paths) => {
    test.each(paths)('%j', (path) => {
      expect(readPath(path)).toEqual({ ambiguity })
      expect(readPath(`/before${path}`)).toEqual({ ambiguity })
    })
  })
})

test('every character of Unicode that becomes a divider when a text is normalised is refused', () => {
  const dividers = /[/\\.;?#%]/
  const passed: string[] = []
  for (let code = 0x80; code <= 0x10_ff_ff; code += 1) {
    const character = String.fromCodePoint(code)
    if (!dividers.test(character.normalize('NFKC'))) continue
    const reading = readPath(`/a${encodeURIComponent(character)}b`)
    if (!('ambiguity' in reading)) passed.push(code.toString(16))
  }
  expect(passed).toEqual([])
})

/** What checkouts and clouds write: names, addresses, numbers, dates and identifiers in paths. */
const plain: [path: string, decoded?: string][] = [
  ['/'],
  ['/v1.1/customer/get.json'],
  ['/v2/customers/919999999993/'],
  ['/v2/customers/+919999999993'],
  ['/v2/customers/%2B919999999993', '/v2/customers/+919999999993'],
  ['/v2/customers/anna.mueller@example.de'],
  ['/v2/customers/anna%40example.de', '/v2/customers/anna@example.de'],
  ['/v2/customers/M%C3%BCller', '/v2/customers/Müller'],
  ['/v2/customers/Mu%CC%88ller', '/v2/customers/Mu\u0308ller'],
  ['/kassen/Stra%C3%9Fe%20des%2017.%20Juni/%C3%B6ffnen', '/kassen/Straße des 17. Juni/öffnen'],
  ['/v2/customers/%E5%BC%A0%E4%BC%9F', '/v2/customers/张伟'],
  ['/v2/customers/%D9%85%D8%AD%D9%85%D8%AF', '/v2/customers/محمد'],
  // A joiner inside a word is part of how Persian and the scripts of India are written.
  ['/v2/customers/%D9%85%DB%8C%E2%80%8C%D8%AE', '/v2/customers/می\u200cخ'],
  ['/v2/gifts/%E2%9D%A4%EF%B8%8F', '/v2/gifts/❤\ufe0f'],
  ['/v2/coupons/10%25', '/v2/coupons/10%'],
  ['/v2/coupons/10%25%20off', '/v2/coupons/10% off'],
  ['/v2/coupons/A%26B', '/v2/coupons/A&B'],
  ["/v2/stores/L'Or!(1)*~$,=:@"],
  ['/v2/stores/a=1,b=2'],
  ['/v2/carts/2026-01-31T08:00:00.000Z'],
  ['/v2/items/1..2/a.b'],
  ['/v2/items/.well-known'],
  ['/v2/matrix;v=1.1/x;a=b;c'],
  ['/documents/626626a0-749f-11e2-bfd6-000000000000/extractions'],
  ['/users/9c1c7f1a:token~1'],
  ['/v2/%6Ftp', '/v2/otp'],
  ['/a%E2%80%A8b'.replace('%E2%80%A8', '%E2%80%94'), '/a—b'],
]

describe('a path that every server reads alike is read', () => {
  test.each(plain)('%s', (path, decoded = path) => expect(readPath(path)).toEqual({ decoded }))
})
