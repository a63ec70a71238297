import { expect, test } from 'vitest'
import { formats, localeOf } from '#words/format.ts'

const english = formats('en')

test.each([
  [0, '0:00'],
  [29, '0:29'],
  [59, '0:59'],
  [60, '1:00'],
  [605, '10:05'],
  [3_599, '59:59'],
  [86_400, '1 day'],
])('%i seconds that are left', (seconds, text) => {
  expect(english.countdown(seconds)).toBe(text)
})

test.each([
  [{ minor: 129_950, currency: 'INR' }, '₹1,299.50'],
  [{ minor: 1_299, currency: 'JPY' }, '¥1,299'],
  [{ minor: 1_299, currency: 'KWD' }, 'KWD 1.299'],
  // What Intl writes without decimals has a smallest unit all the same (ISO 4217).
  [{ minor: 125_000, currency: 'IDR' }, 'IDR 1,250.00'],
  [{ minor: 125_000, currency: 'HUF' }, 'HUF 1,250.00'],
  [{ minor: 125_000, currency: 'COP' }, 'COP 1,250.00'],
  [{ minor: 1_250_000, currency: 'IQD' }, 'IQD 1,250.000'],
  [{ minor: 12_500, currency: 'CLF' }, 'CLF 1.2500'],
])('an amount has as many decimals as its currency', (amount, text) => {
  expect(english.money(amount).replace('\u00a0', ' ')).toBe(text)
})

test.each([
  [-45_000, '45 seconds ago'],
  [-59_600, '60 seconds ago'],
  [-180_000, '3 minutes ago'],
  [-90_000_000, 'yesterday'],
])('a moment %i ms from now', (distance, text) => {
  expect(english.relative(1_000_000_000 + distance, 1_000_000_000)).toBe(text)
})

const noon = Date.UTC(2026, 10, 29, 12)

test.each([
  ['en', 'IN', [], 'en-IN', '29 Nov 2026'],
  ['en', 'US', ['en-GB'], 'en-US', 'Nov 29, 2026'],
  ['en', 'GB', [], 'en-GB', '29 Nov 2026'],
  // Until the store has a country, the browser's own.
  ['en', undefined, ['ar-EG', 'en-GB'], 'en-GB', '29 Nov 2026'],
  ['en', undefined, [], 'en', 'Nov 29, 2026'],
])('%s in %s with %j is %s', (language, country, preferred, locale, date) => {
  expect(localeOf(language, country, preferred)).toBe(locale)
  expect(formats(locale).date(noon)).toBe(date)
})

test.each([
  [96_000_000, '96 MB'],
  [41_040_000, '41 MB'],
  [999_900, '999.9 kB'],
])('%i bytes are %s, as the system’s file manager says', (bytes, text) => {
  expect(english.bytes(bytes)).toBe(text)
})
