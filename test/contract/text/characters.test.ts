import { expect, test } from 'vitest'
import { printable, withAsciiDigits, withMarks } from '#contract/text/characters.ts'

test.each([
  ['Arabic-Indic', '٠١٢٣٤٥٦٧٨٩'],
  ['Persian', '۰۱۲۳۴۵۶۷۸۹'],
  ['Devanagari', '०१२३४५६७८९'],
  ['Bengali', '০১২৩৪৫৬৭৮৯'],
  ['Thai', '๐๑๒๓๔๕๖๗๘๙'],
  ['Khmer', '០១២៣៤៥៦៧៨៩'],
  ['full-width', '０１２３４５６７８９'],
  ['Adlam, beyond the first plane', '𞥐𞥑𞥒𞥓𞥔𞥕𞥖𞥗𞥘𞥙'],
])('%s digits are 0 to 9', (_, digits) => {
  expect(withAsciiDigits(`a${digits}b`)).toBe('a0123456789b')
})

test('every decimal digit of Unicode has the value of its place in its row', () => {
  // Block by block: one character after another takes seconds.
  const blocks = Array.from({ length: 0x1100 }, (_, block) =>
    Array.from({ length: 0x100 }, (__, at) => block * 0x100 + at),
  )
  const digits = blocks
    .filter(([first = 0]) => first < 0xd800 || first > 0xdfff)
    .flatMap((codes) => String.fromCodePoint(...codes).match(/\p{Nd}/gu) ?? [])
  const values = digits.map((digit) => Number(withAsciiDigits(digit)))
  expect(digits.length % 10).toBe(0)
  expect(values).toEqual(digits.map((_, at) => at % 10))
})

test.each([
  ['other text stays', 'Café ½ Ⅻ ²'],
  ['half a character stays', 'a\ud800b'],
])('%s', (_, text) => expect(withAsciiDigits(text)).toBe(text))

test('what could steer a terminal or turn a line round becomes a blank', () => {
  expect(printable('a\u001b[2Jb\u202ec\u2066d\u2028e\u200ff\u061cg')).toBe('a [2Jb c d e f g')
})

test.each([
  ['/opt/pos/bin/checkout', '/opt/pos/bin/checkout'],
  ['C:\\Program Files (x86)\\POS\\pos.exe', 'C:\\Program Files (x86)\\POS\\pos.exe'],
  ['/opt/\u0441heckout', '/opt/‹\u0441›heckout'],
  ['/opt/\u202etuokcehc', '/opt/‹U+202E›tuokcehc'],
  ['/home/jörg/pos', '/home/j‹ö›rg/pos'],
  ['/home/محمد/pos', '/home/‹محمد›/pos'],
  ['/opt/pos\u00a0\u200b', '/opt/pos‹U+00A0U+200B›'],
  ['/opt/‹fake›', '/opt/‹‹›fake‹››'],
  ['/opt/a\nb\u001b[2J', '/opt/a b [2J'],
  ['/opt/\u{e0041}x', '/opt/‹U+E0041›x'],
])('%j is shown as %j', (path, shown) => expect(withMarks(path)).toBe(shown))
