import { describe, expect, test } from 'vitest'
import { ProgramName, ShownName } from '#contract/text/shownName.ts'

const name = ShownName(60)

test.each([
  'Checkout',
  'Caisse n° 2',
  'कैश काउंटर',
  'Tiếng Việt',
  'נקודת מכירה',
  'مُحَمَّد',
  'ซื้อ',
  'レジ POS',
  'Käse & Co.',
  '7',
])('%s is a name', (text) => expect(name.parse(text)).toBe(text))

test.each([
  ['blanks around it', '  Checkout\u00a0', 'Checkout'],
  ['a byte order mark', '\ufeffCheckout', 'Checkout'],
  ['a non-breaking space within', 'Till\u00a07', 'Till 7'],
  ['letters in two parts', 'Cafe\u0301', 'Café'],
])('%s is taken as people see it', (_, text, shown) => expect(name.parse(text)).toBe(shown))

describe('no name is', () => {
  test.each([
    ['nothing', '', /1 to 60/],
    ['a filler of Hangul', 'ㅤ', /be seen/],
    ['a blank of Braille', '\u2800', /be seen/],
    ['a filler within', 'Check\u3164out', /U\+3164/],
    ['a line separator within', 'Check\u2028out', /U\+2028/],
    ['a mark of text direction', 'Check\u202eout', /U\+202E/],
    ['a joiner', 'Check\u200dout', /U\+200D/],
    ['a variation selector', 'Check\ufe0fout', /U\+FE0F/],
    ['an invisible tag', 'Check\u{e0041}out', /U\+E0041/],
    ['fifty marks on a letter', `e${'\u0301\u0302'.repeat(25)}`, /marks/],
    ['one mark twice', 'e\u0323\u0323', /marks/],
    ['signs alone', '***', /letter or a digit/],
    ['too long', 'x'.repeat(61), /1 to 60/],
  ])('%s', (_, text, message) => {
    expect(name.safeParse(text).error?.issues[0]?.message).toMatch(message)
  })
})

// UTS #39: a letter of another script makes two names that a person cannot tell apart.
describe('the name that a program gives itself', () => {
  const own = ProgramName(60)

  test.each([
    'Checkout 4',
    'Café №2',
    'Касса 1',
    'ταμείο',
    'कैश काउंटर',
    'レジPOS',
    '收银台 POS 1',
    '결제 POS',
    'نقطة البيع ٢',
    '🛒 Checkout™',
  ])('may be %s', (text) => expect(own.safeParse(text).success).toBe(true))

  test.each([
    ['a Cyrillic letter among Latin ones', 'Сheckout', /letters of one script/],
    ['a Greek letter among Latin ones', 'Chec\u03baout', /letters of one script/],
    ['an Armenian letter among Latin ones', 'Checkou\u057d', /letters of one script/],
    ['a word in each of two scripts', 'Касса Kiosk', /letters of one script/],
    ['digits of another script', 'Checkout ٤', /letters of one script/],
    ['a script that nobody here reads', 'ᏟᎻᎬᏟᏦ', /letters of one script/],
    ['the letters of formulas', '𝐂𝐡𝐞𝐜𝐤𝐨𝐮𝐭', /letters of formulas/],
    ['something that cannot be seen', 'Check\u2060out', /U\+2060/],
    ['something that cannot be seen at its end', 'Checkout\u202e', /U\+202E/],
    ['a line break at its end', 'Checkout\n', /U\+000A/],
  ])('has not %s', (_, text, message) => {
    expect(own.safeParse(text).error?.issues[0]?.message).toMatch(message)
  })
})
