import { expect, test } from 'vitest'
import { formats } from '#renderer/parts/format/format.ts'

const english = formats('en')

test.each([
  [0, '0s'],
  [59, '59s'],
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
