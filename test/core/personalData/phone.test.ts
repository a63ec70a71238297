import { expect, test } from 'vitest'
import { e164, subscriberOf } from '#core/personalData/phone.ts'

test.each([
  ['as the upstream stores it', '919999999993', 'IN', '+919999999993'],
  ['as people dial it', '9999999993', 'IN', '+919999999993'],
  ['with the zero of long distance', '099999 99993', 'IN', '+919999999993'],
  ['in groups', '+91 99999-99993', 'IN', '+919999999993'],
  ['with brackets and dots', '(999) 99.99-993', 'IN', '+919999999993'],
  ['with a non-breaking space and a long dash', '99999\u00a099\u2013993', 'IN', '+919999999993'],
  ['with the marks that come along from right-to-left text', '\u202a+91 9999999993\u202c', 'IN', '+919999999993'],
  ['in full-width digits', '９９９９９９９９９３', 'IN', '+919999999993'],
  ['with a full-width plus', '＋９１９９９９９９９９９３', undefined, '+919999999993'],
  ['in Arabic digits', '٩٩٩٩٩٩٩٩٩٣', 'IN', '+919999999993'],
  ['beginning as its own country code does', '9199999999', 'IN', '+919199999999'],
  ['that a country code could begin, and does not', '9113000000', 'IN', '+919113000000'],
  ['the same with its country code', '919113000000', 'IN', '+919113000000'],
  ['in Devanagari digits', '९१९९९९९९९९९३', 'IN', '+919999999993'],
  ['with a byte order mark before it and a line break after it', '\ufeff9999999993\r\n', 'IN', '+919999999993'],
  ['that begins with 00 at home', '00 826 6438', 'TJ', '+992008266438'],
  ['that begins with 00 at home, and would be one of South Africa', '00 278 1630', 'TJ', '+992002781630'],
  ['dialled by a carrier that is chosen', '00 15 49 151 12345678', 'BR', '+4915112345678'],
  ['of a tourist', '+49 151 12345678', 'IN', '+4915112345678'],
  ['of a tourist, by the international prefix', '0049 151 12345678', 'US', '+4915112345678'],
  ['with a zero that is not dialled from abroad', '+44 (0)7911 123456', 'IN', '+447911123456'],
  ['where numbers have any length', '4915112345678', 'DE', '+4915112345678'],
  ['with a slash', '0151/12345678', 'DE', '+4915112345678'],
  ['dialled with an eight', '8 (912) 345-67-89', 'RU', '+79123456789'],
  ['in Italy, where the zero belongs to it', '06 6982 1234', 'IT', '+390669821234'],
  ['with a country code, in a store that says no country', '919999999993', undefined, '+919999999993'],
  ['with many dashes', `99999${'-'.repeat(30)}99993`, 'IN', '+919999999993'],
  ['with a tab', '99999\t99993', 'IN', '+919999999993'],
  ['with dashes of any kind', '99999\u201199\u2014993', 'IN', '+919999999993'],
  ['of a range that is newer than our list, by the international prefix', '00910000000004', 'IN', '+910000000004'],
  ['of three digits after its country code', '+290 8000', undefined, '+2908000'],
  ['of a range that is newer than our list', '+910000000004', 'IN', '+910000000004'],
])('a number %s', (_, text, country, number) => {
  expect(e164(text, country)).toBe(number)
})

test.each([
  ['nothing', '', 'IN'],
  ['spaces', '   ', 'IN'],
  ['a word', 'asha', 'IN'],
  ['an address', 'asha@example.com', 'IN'],
  ['letters for digits', '1-800-FLOWERS', 'US'],
  ['two numbers', '9999999993, 9999999994', 'IN'],
  ['an extension', '9999999993 ext 5', 'IN'],
  ['the number of a card', '700099999993', 'IN'],
  ['a payment card', '4111 1111 1111 1111', 'IN'],
  ['too few digits', '12345', 'IN'],
  ['a plus alone', '+', 'IN'],
  ['more dashes than anybody writes', `99999${'-'.repeat(31)}99993`, 'IN'],
  ['a number within a text', 'x9999999993', 'IN'],
  ['a number before a text', '9999999993x', 'IN'],
  ['two pluses', '++919999999993', 'IN'],
  ['a plus in the middle', '99999+99993', 'IN'],
  ['a national number, in a store that says no country', '9999999993', undefined],
  ['a national number, in a country there is not', '9999999993', 'QQ'],
  ['sixteen digits', '+1234567890123456', undefined],
  ['a country code that begins with 0', '+0911234567', 'IN'],
  ['a country code and nothing', '+9', 'IN'],
  ['six digits after the plus', '+999999', 'IN'],
])('%s is no number', (_, text, country) => {
  expect(e164(text, country)).toBeUndefined()
})

// One person had two budgets of codes: the library calls the older spelling invalid, so it was taken for a number that is
// newer than the library.
test.each([
  ['MX', '+52 1 55 1234 5678', '+525512345678'],
  ['MX', '55 1234 5678', '+525512345678'],
  ['MX', '5215512345678', '+525512345678'],
  ['MX', '044 55 1234 5678', '+525512345678'],
  ['MX', '01 55 1234 5678', '+525512345678'],
  ['MX', '045 55 1234 5678', '+525512345678'],
  ['BR', '+55 11 8765-4321', '+5511987654321'],
  ['BR', '(11) 98765-4321', '+5511987654321'],
  ['BR', '(11) 3765-4321', '+551137654321'],
  ['BR', '(11) 6765-4321', '+5511967654321'],
  ['BR', '(11) 9765-4321', '+5511997654321'],
  ['BJ', '+229 97 12 34 56', '+2290197123456'],
  ['BJ', '97 12 34 56', '+2290197123456'],
  // A number of no charge never had the 1.
  ['MX', '+52 1 800 123 4567', '+5218001234567'],
  ['AR', '011 15 2345-6789', '+5491123456789'],
  ['AR', '+54 9 11 2345-6789', '+5491123456789'],
])('in %s the number %s is %s today', (country, text, number) => {
  expect(e164(text, country)).toBe(number)
})

test.each([
  ['+5491123456789', '+541123456789'],
  ['+24103062739', '+2413062739'],
])('%s and %s are one subscriber', (longer, shorter) => {
  expect(subscriberOf(longer)).toBe(shorter)
  expect(subscriberOf(shorter)).toBe(shorter)
})

test('a number of any other country is its own subscriber', () => {
  expect(subscriberOf('+919999999993')).toBe('+919999999993')
  expect(subscriberOf('+549112345678')).toBe('+549112345678')
  expect(subscriberOf('+54911234567890')).toBe('+54911234567890')
  expect(subscriberOf('+2410306273')).toBe('+2410306273')
  expect(subscriberOf('+241030627399')).toBe('+241030627399')
})
