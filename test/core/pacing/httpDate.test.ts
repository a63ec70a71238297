import { expect, test } from 'vitest'
import { readHttpDate } from '#core/pacing/httpDate.ts'

const sunday = Date.UTC(1994, 10, 6, 8, 49, 37)

// The examples of RFC 9110 §5.6.7.
test.each([
  ['Sun, 06 Nov 1994 08:49:37 GMT', sunday],
  ['Sunday, 06-Nov-94 08:49:37 GMT', sunday],
  ['Sun Nov  6 08:49:37 1994', sunday],
  ['Sun Nov 16 08:49:37 1994', sunday + 10 * 86_400_000],
  ['Sunday, 29-Nov-26 00:00:00 GMT', Date.UTC(2026, 10, 29)],
])('%s is a date, in any time zone', (text, date) => {
  expect(readHttpDate(text)).toBe(date)
})

test.each(['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'])(
  'the first of %s is read',
  (month) => {
    const date = readHttpDate(`Mon, 01 ${month} 2024 00:00:00 GMT`)
    expect(new Date(date ?? 0).toUTCString().slice(5)).toBe(`01 ${month} 2024 00:00:00 GMT`)
  },
)

test.each([
  ['69', 2069],
  ['70', 1970],
])('the year %s of two digits is %i', (year, whole) => {
  expect(readHttpDate(`Monday, 01-Jan-${year} 00:00:00 GMT`)).toBe(Date.UTC(whole, 0, 1))
})

test.each([
  '',
  '120',
  '1994-11-06T08:49:37Z',
  'Sun, 06 Nov 1994 08:49:37 +0200',
  'Sun, 06 Nov 1994 08:49:37',
  'Sun, 6 Nov 1994 08:49:37 GMT',
  'sun, 06 nov 1994 08:49:37 gmt',
  ' Sun, 06 Nov 1994 08:49:37 GMT',
  'Sun, 06 Nov 1994 08:49:37 GMT+2',
  'on Sunday, 06-Nov-94 08:49:37 GMT',
  'Sunday, 06-Nov-94 08:49:37 GMT+2',
  'Today: Sun Nov  6 08:49:37 1994',
  'Sun Nov  6 08:49:37 1994 CET',
  'Sun, 06 Nob 1994 08:49:37 GMT',
  'Sun Nob  6 08:49:37 1994',
])('%j is none', (text) => expect(readHttpDate(text)).toBeUndefined())

test('no field is no date', () => expect(readHttpDate(undefined)).toBeUndefined())
