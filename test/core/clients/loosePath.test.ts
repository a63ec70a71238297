import { describe, expect, test } from 'vitest'
import { loosePath, looseReadings } from '#core/clients/loosePath.ts'

// attacks.md T40, T43: the many spellings that some server takes for one path.
describe('the loosest reading of a path sees through', () => {
  test.each([
    ['nothing', '/v2/otp'],
    ['capitals', '/V2/OTP'],
    ['a slash at the end', '/v2/otp/'],
    ['several', '/v2/otp//'],
    ['an empty segment', '/v2//otp'],
    ['dots at the end', '/v2/otp..'],
    ['blanks at the end', '/v2/otp. .'],
    ['dots at the end of another segment', '/v2../otp'],
    ['dots and blanks at the end of another segment', '/v2. .+/otp'],
    ['blanks around another segment', '/+v2 /otp'],
    ['a segment of dots', '/v2/.../otp'],
    ['blanks before', '/v2/ otp'],
    ['the blank of forms', '/v2/+otp+'],
    ['parameters', '/v2/otp;a=b;c'],
    ['parameters of another segment', '/v2;x/otp'],
    ['nothing but parameters', '/v2/;x/otp'],
    ['what begins a query when it is rewritten', '/v2/otp&a=b'],
    ['a format', '/v2/otp.json'],
    ['a format in capitals', '/v2/otp.XML'],
    ['any format, as Spring before 5.3', '/v2/otp.html'],
    ['two formats', '/v2/otp.tar.gz'],
    ['a format and a slash', '/v2/otp.json/'],
    ['a format alone', '/v2/otp/.json'],
    ['several of them', '/v2/otp.html/.json/.xml'],
    ['a format with parameters', '/v2/otp.json;x'],
    ['full-width letters', '/v2/ｏｔｐ'],
    ['an accent', '/v2/ōtp'],
    ['an accent of its own', '/v2/o\u0304tp'],
    ['invisible characters', '/v2/o\u200bt\u00adp\ufeff'],
    ['letters in a circle', '/v2/ⓞⓣⓟ'],
    ['mathematical letters', '/v2/𝐨𝐭𝐩'],
  ])('%s', (_, path) => expect(loosePath(path)).toBe('/v2/otp'))

  test('letters that only their capitals tell', () => {
    expect(loosePath('/ſession/\u212aey/dıv')).toBe('/session/key/div')
  })
})

test.each([
  ['/', '/'],
  ['', '/'],
  ['/v1.1/customer/get', '/v1.1/customer/get'],
  ['/v2/customers/*/redemptions', '/v2/customers/*/redemptions'],
  ['/open/**', '/open/**'],
  ['/.json', '/'],
  ['/a.b/c', '/a.b/c'],
  ['/.a/c', '/.a/c'],
])('the loosest reading of %j is %j', (path, loose) => expect(loosePath(path)).toBe(loose))

test('servers that end a path at its first ";" read another one beside', () => {
  expect(looseReadings('/v2/otp')).toEqual(['/v2/otp'])
  expect(looseReadings('/v2/otp;x/y')).toEqual(['/v2/otp/y', '/v2/otp'])
})
