import { describe, expect, test } from 'vitest'
import { PastedText, SecretText } from '#contract/text/pastedText.ts'

const read = (schema: typeof SecretText, text: string) => {
  const { data, error } = schema.safeParse(text)
  return data ?? error?.issues.map(({ message }) => message).join('; ')
}

describe('a secret', () => {
  // A byte order mark or a carriage return became part of the password: its MD5 was wrong, and the cloud locked the till.
  test.each([
    ['a byte order mark', '\ufeffserver123'],
    ['a line break of Windows', 'server123\r\n'],
    ['a carriage return alone', 'server123\r'],
    ['two line breaks', 'server123\n\n'],
    ['a zero-width space', '\u200bserver123\u200b'],
    ['a mark of text direction', '\u200eserver123\u202c'],
    ['a NUL', 'server123\0'],
  ])('is taken without %s at its ends', (_, text) => {
    expect(read(SecretText, text)).toBe('server123')
  })

  test.each([
    ['nothing', '', 'is empty'],
    ['line breaks alone', '\r\n\r\n', 'is empty'],
    ['a blank at its end, as cmd leaves', 'server123 ', /begins or ends with a blank/],
    ['a blank before the line break', 'server123 \r\n', /begins or ends with a blank/],
    ['a blank at its beginning', ' server123', /begins or ends with a blank/],
    ['a tabulator of a spreadsheet', 'server123\t', /begins or ends with a blank/],
    ['a non-breaking space at its end', 'server123\u00a0', /begins or ends with a blank/],
    ['a zero-width space within', 'server\u200b123', /cannot be seen \(U\+200B\) in place 7/],
    ['a line break within', 'server\n123', /cannot be seen \(U\+000A\) in place 7/],
    ['a non-breaking space within', 'ser\u00a0ver', /no ordinary one \(U\+00A0\) in place 4/],
    ['a letter that was lost', 'ser\ufffdver', /lost .* encoding \(U\+FFFD\)/],
    ['half a character', 'ser\ud800ver', /lost .* encoding \(U\+D800\)/],
    ['more than any secret has', 'x'.repeat(8_193), /longer than 8192/],
  ])('is refused with %s', (_, text, message) => {
    expect(read(SecretText, text)).toMatch(message)
  })

  test('repeats nothing of itself in a refusal', () => {
    expect(read(SecretText, 'hunter\u200bseven ')).not.toMatch(/hunter|seven/)
  })

  test.each(['server123', '\u{1f511}key\u{1f511}', 'with blank', 'pässwörd', '密码', 'x'.repeat(8_192), '"quoted"'])(
    '%s is one',
    (text) => {
      expect(read(SecretText, text)).toBe(text)
    },
  )
})

describe('a name', () => {
  test.each(['\u{e0020}till1\u{e0020}\u{e007f}', ' till1 ', '\ufefftill1\r\n', '\u00a0till1\u00a0', '\ttill1\u200b'])(
    '%j has edges',
    (text) => {
      expect(read(PastedText, text)).toBe('till1')
    },
  )

  test.each([
    ['', 'is empty'],
    [' \u200b ', 'is empty'],
    ['till\u00ad1', /U\+00AD/],
    ['till\u00a01', /U\+00A0/],
    ['till\t1', /U\+0009/],
    ['t'.repeat(513), /longer than 512/],
  ])('%j is none', (text, message) => {
    expect(read(PastedText, text)).toMatch(message)
  })

  test('may have ordinary blanks within', () => expect(read(PastedText, 'store 7')).toBe('store 7'))
})

test('a long text of blanks is read as fast as any other', () => {
  const startedAtMs = performance.now()
  read(PastedText, `${' '.repeat(400_000)}x${' '.repeat(400_000)}x`)
  // A few milliseconds; one that follows the square takes a minute.
  expect(performance.now() - startedAtMs).toBeLessThan(10_000)
})
