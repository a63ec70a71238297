import { expect, test } from 'vitest'
import { wallClock } from '#adapters/updates/wallClock.ts'

const minuteOf = (time: string) => {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}

test("the wall clock follows the store's time zone, through both changes of the hour", () => {
  const berlin = wallClock('Europe/Berlin')
  const utc = (text: string) => Date.parse(`${text}Z`)
  expect(berlin(utc('2026-01-15T23:30'))).toBe(minuteOf('00:30'))
  // 29 March 2026: two o'clock is three o'clock.
  expect(berlin(utc('2026-03-29T00:59'))).toBe(minuteOf('01:59'))
  expect(berlin(utc('2026-03-29T01:00'))).toBe(minuteOf('03:00'))
  // 25 October 2026: two o'clock comes twice.
  expect(berlin(utc('2026-10-25T00:30'))).toBe(minuteOf('02:30'))
  expect(berlin(utc('2026-10-25T01:30'))).toBe(minuteOf('02:30'))
  expect(wallClock('Asia/Kolkata')(utc('2026-06-01T18:30'))).toBe(0)
})
