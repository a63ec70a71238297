import { expect, test } from 'vitest'
import { readRetryAfter, retryAfterSeconds, secondsLeft } from '#core/pacing/retryAfter.ts'

test.for([
  [-5_000, 0, 1],
  [0, 0, 1],
  [1, 1, 1],
  [1_000, 1, 1],
  [1_001, 2, 2],
  [59_999.5, 60, 60],
])('%d ms are %i seconds left, and a retry after %i', ([ms = 0, left, retry]) => {
  expect([secondsLeft(ms), retryAfterSeconds(ms)]).toEqual([left, retry])
})

const sentAtMs = Date.UTC(2026, 10, 29, 12, 0, 0)

// A date was taken for nothing, and the service that asked for patience was asked four times in twelve seconds.
test.each([
  ['120', 120_000],
  [' 7 ', 7_000],
  ['0', 0],
  ['86400', 600_000],
  ['Sun, 29 Nov 2026 12:02:00 GMT', 120_000],
  ['Sunday, 29-Nov-26 12:00:30 GMT', 30_000],
  ['Sun Nov 29 12:01:00 2026', 60_000],
  ['Sun, 29 Nov 2026 11:00:00 GMT', 0],
  ['Fri, 29 Nov 2126 12:00:00 GMT', 600_000],
  ['soon', undefined],
  ['-1', undefined],
  ['1.5', undefined],
  ['', undefined],
])('Retry-After: %s asks for %s ms', (field, waitMs) => {
  expect(readRetryAfter(field, sentAtMs)).toBe(waitMs)
})

test('a date means nothing where the server does not tell its clock', () => {
  expect(readRetryAfter('Sun, 29 Nov 2026 12:02:00 GMT', undefined)).toBeUndefined()
  expect(readRetryAfter('120', undefined)).toBe(120_000)
  expect(readRetryAfter(undefined, sentAtMs)).toBeUndefined()
})
