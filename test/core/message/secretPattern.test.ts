import { describe, expect, test } from 'vitest'
import { patternsOf, SecretPattern } from '#core/message/secretPattern.ts'

const [open, close] = ['<', '>']

/** What a pattern finds in bytes that are the whole of an answer. */
function findIn(pattern: SecretPattern, text: string | Buffer): string[] {
  const bytes = Buffer.from(text)
  return pattern.find(bytes, undefined, true).map(([start, end]) => bytes.subarray(start, end).toString('latin1'))
}

const plain = (text: string) => new SecretPattern(text, false)

describe('each spelling of a character is the character', () => {
  const spellings: [character: string, spellings: string[]][] = [
    [' ', [' ', '+', '\\ ', '%20', '\\u0020', '\\x20', '&#x20;', '&#32;', '&#032;', '&nbsp;']],
    ['&', ['&', '&amp;', '%26', '\\u0026', '\\x26', '&#38;']],
    ['<', ['<', '&lt;', '%3c', '%3C', '\\u003c', '\\u003C', '\\x3c', '\\x3C']],
    ['>', ['>', '&gt;']],
    ['"', ['"', '\\"', '&quot;', '%22', '\\u0022']],
    ["'", ["'", "\\'", '&apos;', '&#39;', '&#039;', '&#x27;']],
    ['/', ['/', '\\/', '%2f', '%2F']],
    ['\t', ['\t', '%09', '\\x09', '\\u0009', '&#9;', '&#09;']],
    ['é', ['%c3%a9', '%C3%A9', '%e9', '%E9', '\\u00e9', '\\u00E9', '\\xe9', '\\xE9', '&#xe9;', '&#233;']],
    ['€', ['%e2%82%ac', '\\u20ac', '\\u20AC', '&#x20ac;', '&#8364;']],
    ['𝄞', ['%f0%9d%84%9e', '\\ud834\\udd1e', '\\uD834\\uDD1E', '&#x1d11e;', '&#119070;']],
  ]

  test.each(spellings.flatMap(([character, all]) => all.map((spelling) => [character, spelling] as const)))(
    '%j as %j',
    (character, spelling) => {
      const pattern = plain(`front${character}and the back`)
      const rest = spelling === ' ' ? ' the back' : '%20the+back'
      const written = `front${spelling}and${rest}`
      expect(findIn(pattern, `${open}${written}${close}`)).toEqual([written])
    },
  )

  test.each([
    ['its bytes as UTF-8', Buffer.from('é')],
    ['its byte as Latin-1', Buffer.of(0xe9)],
  ])('é as %s', (_, bytes) => {
    const written = Buffer.concat([Buffer.from('front'), bytes, Buffer.from('and-back-16-long')])
    expect(findIn(plain('fronté' + 'and-back-16-long'), written)).toEqual([written.toString('latin1')])
  })

  test.each([
    ['+', '+', '-'],
    ['/', '/', '_'],
  ])('%s of base64 as %s or %s', (character, ...both) => {
    const inBase64 = new SecretPattern(`abcdef${character}12345678`, true)
    for (const each of both) expect(findIn(inBase64, `abcdef${each}12345678`)).toHaveLength(1)
    const ofTheOther = both[1] === '-' ? '_' : '-'
    expect(findIn(inBase64, `abcdef${ofTheOther}12345678`)).toEqual([])
    expect(findIn(plain(`abcdef${character}12345678`), `abcdef${both[1]}12345678`)).toEqual([])
  })

  test('letters and digits are written as they are only, and another character is another secret', () => {
    expect(findIn(plain('abc-def-0123456789'), 'abc-dEf-0123456789')).toEqual([])
    expect(findIn(plain('abc-def-0123456789'), 'abc_def-0123456789')).toEqual([])
    expect(findIn(plain('x€y-0123456789abcd'), 'x\\x20acy-0123456789abcd')).toEqual([])
    expect(findIn(plain('abc/def-0123456789'), 'abc+def-0123456789')).toEqual([])
  })

  test.each([
    ['€', 0xac],
    ['Ā', 0x00],
  ])('%s is no byte of Latin-1', (character, byte) => {
    const written = Buffer.from(`x${String.fromCharCode(byte)}y-0123456789abcd`, 'latin1')
    expect(findIn(plain(`x${character}y-0123456789abcd`), written)).toEqual([])
  })
})

describe('where it stands', () => {
  test('every time, one right after the other', () => {
    const secret = 'abcdefgh-ijklmnop'
    const text = `${secret}${secret} and ${secret}`
    expect(plain(secret).find(Buffer.from(text), undefined, true)).toEqual([
      [0, 17],
      [17, 34],
      [39, 56],
    ])
  })

  test('its longest run alone is not the secret', () => {
    const pattern = plain('--longest0run--in')
    expect(pattern.anchor).toBe('longest0run')
    for (const text of ['longest0run', '-longest0run--in', '--longest0run--i', '--longest0run--'])
      expect(findIn(pattern, text), text).toEqual([])
    expect(findIn(pattern, '---longest0run--in-')).toEqual(['--longest0run--in'])
  })

  test('of two runs of one length the first is looked for', () => {
    expect(plain('abcd-efgh').anchor).toBe('abcd')
  })

  test.each([
    ['a letter before it', 'xsecret-1', []],
    ['a digit after it', 'secret-12', []],
    ['signs around it', '"secret-1"', ['secret-1']],
    ['the beginning and the end', 'secret-1', ['secret-1']],
  ])('a short one counts as a word of its own only: %s', (_, text, found) => {
    expect(findIn(plain('secret-1'), text)).toEqual(found)
  })

  test('a long one counts inside another word', () => {
    expect(findIn(plain('secret-123456789'), 'xsecret-1234567890')).toEqual(['secret-123456789'])
    expect(findIn(plain('secret-12345678'), 'xsecret-123456780')).toEqual([])
  })

  test('a part of base64 counts inside another word, however short', () => {
    expect(findIn(new SecretPattern('c2VjcmV0', true), 'xc2VjcmV0x')).toEqual(['c2VjcmV0'])
  })

  test('the byte before these bytes counts as before it', () => {
    const [bytes, pattern] = [Buffer.from('secret-1!'), plain('secret-1')]
    expect(pattern.find(bytes, 'x'.charCodeAt(0), true)).toEqual([])
    expect(pattern.find(bytes, '"'.charCodeAt(0), true)).toEqual([[0, 8]])
  })

  test('a word at the end of these bytes is known only when no more follow', () => {
    const [bytes, pattern] = [Buffer.from('a secret-1'), plain('secret-1')]
    expect(pattern.find(bytes, undefined, false)).toEqual([])
    expect(pattern.find(bytes, undefined, true)).toEqual([[2, 10]])
    expect(plain('secret-123456789').find(Buffer.from('secret-123456789'), undefined, false)).toEqual([[0, 16]])
  })
})

describe('what may be its beginning', () => {
  const long = plain('abcdef/hijklmnopq')
  const short = plain('abc/ef')

  test.each([
    ['a', true],
    ['abcdef', true],
    ['abcdef%2', true],
    ['abcdef\\u00', true],
    ['abcdef\\u002f', true],
    ['abcdef/hijklmnop', true],
    ['abcdef/hijklmnopq', false],
    ['abcdefx', false],
    ['b', false],
    ['abcdef%3', false],
    ['abcdef\\u002fx', false],
  ])('%j: %j', (text, isBeginning) => {
    expect(long.mayBeginAt(Buffer.from(text), 0, undefined)).toBe(isBeginning)
    expect(long.mayBeginAt(Buffer.from(`x${text}`), 1, undefined)).toBe(isBeginning)
  })

  test('the whole of a short one may go on to be another word', () => {
    expect(short.mayBeginAt(Buffer.from('abc/ef'), 0, undefined)).toBe(true)
    expect(short.mayBeginAt(Buffer.from('abc/ef '), 0, undefined)).toBe(false)
  })

  test.each([
    ['x', false],
    ['9', false],
    [' ', true],
  ])('a short one begins after %j: %j', (before, isBeginning) => {
    expect(short.mayBeginAt(Buffer.from('abc'), 0, before.charCodeAt(0))).toBe(isBeginning)
    expect(short.mayBeginAt(Buffer.from(`${before}abc`), 1, undefined)).toBe(isBeginning)
  })

  test('a long one begins after a letter too', () => {
    expect(long.mayBeginAt(Buffer.from('xabc'), 1, undefined)).toBe(true)
  })

  test('its first bytes are those of every spelling of its first character', () => {
    const first = (text: string) => String.fromCharCode(...new Set(plain(text).firstBytes))
    expect(first('abc')).toBe('a')
    expect([...first('/abc')].sort().join('')).toBe('%&/\\')
    expect([...first(' abc')].sort().join('')).toBe(' %&+\\')
  })

  test.each([
    // Of six bytes each: `\u002f`, `&#x2f;`.
    ['abcdef/hijklmnopq', 16 + 6],
    // And a byte that tells whether the word ends.
    ['abc/ef', 5 + 6 + 1],
    ['abcdefghijklmnop', 16],
  ])('the most bytes of %j are %i', (text, bytes) => {
    expect(plain(text).maxBytes).toBe(bytes)
  })
})

describe('the patterns of a secret', () => {
  const inBase64 = (secret: string, before: string) => Buffer.from(`${before}${secret}`).toString('base64')

  test.each([0, 1, 2, 3, 4])('the base64 of a text that holds it after %i bytes holds one of them', (bytes) => {
    for (const secret of ['correct-horse', 'battery-staple', 'a+b/c d-e=f'])
      for (const after of ['', 'x', 'xy', 'xyz']) {
        const text = inBase64(`${secret}${after}`, 'till:'.slice(0, bytes))
        expect(patternsOf(Buffer.from(secret)).some((pattern) => findIn(pattern, text).length > 0)).toBe(true)
      }
  })

  test('no pattern is found in the base64 of another text', () => {
    const text = inBase64('another text altogether', '')
    expect(patternsOf(Buffer.from('correct-horse')).flatMap((pattern) => findIn(pattern, text))).toEqual([])
  })

  test.each([
    ['five letters', 'abcde', 0],
    ['six letters', 'abcdef', 2],
    ['digits that end in a letter', '12345a', 2],
    ['letters that end in a digit', 'abcde1', 2],
    ['seven digits', '1234567', 0],
    ['eight digits', '12345678', 4],
    ['signs alone', '!-/:;!-/:;', 0],
    ['nine letters', 'abcdefghi', 4],
  ])('%s', (_, secret, count) => {
    expect(patternsOf(Buffer.from(secret))).toHaveLength(count)
  })

  test('bytes that are no text are taken one by one', () => {
    const secret = Buffer.from([0x61, 0x62, 0xff, 0xfe, ...Buffer.from('cdefghijklmnop')])
    const [own] = patternsOf(secret)
    expect(findIn(own as SecretPattern, secret)).toEqual([secret.toString('latin1')])
    expect(findIn(own as SecretPattern, 'ab%ff%fecdefghijklmnop')).toHaveLength(1)
  })
})
