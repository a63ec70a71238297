import { expect, test } from 'vitest'
import { e164 } from '../../electron/core/phone.ts'

test.each([
  ['as the upstream keeps it', '919999999993', 'IN', '+919999999993'],
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
  ['of a tourist', '+49 151 12345678', 'IN', '+4915112345678'],
  ['of a tourist, by the international prefix', '0049 151 12345678', 'US', '+4915112345678'],
  ['with a zero that is not dialled from abroad', '+44 (0)7911 123456', 'IN', '+447911123456'],
  ['where numbers have any length', '4915112345678', 'DE', '+4915112345678'],
  ['with a slash', '0151/12345678', 'DE', '+4915112345678'],
  ['dialled with an eight', '8 (912) 345-67-89', 'RU', '+79123456789'],
  ['in Italy, where the zero belongs to it', '06 6982 1234', 'IT', '+390669821234'],
  ['with a country code, in a store that says no country', '919999999993', undefined, '+919999999993'],
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
  ['a plus in the middle', '99999+99993', 'IN'],
  ['a national number, in a store that says no country', '9999999993', undefined],
  ['a national number, in a country there is not', '9999999993', 'QQ'],
  ['sixteen digits', '+1234567890123456', undefined],
])('%s is no number', (_, text, country) => {
  expect(e164(text, country)).toBeUndefined()
})
