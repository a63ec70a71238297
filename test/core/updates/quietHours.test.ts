import { expect, test } from 'vitest'
import { QuietHours } from '#contract/update.ts'
import { areQuiet } from '#core/updates/quietHours.ts'

const minuteOf = (time: string) => {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}

test.each([
  ['22:00-06:00', '21:59', false],
  ['22:00-06:00', '22:00', true],
  ['22:00-06:00', '23:59', true],
  ['22:00-06:00', '00:00', true],
  ['22:00-06:00', '05:59', true],
  ['22:00-06:00', '06:00', false],
  ['01:00-05:00', '00:59', false],
  ['01:00-05:00', '04:59', true],
  ['01:00-05:00', '05:00', false],
  ['00:00-00:00', '12:00', true],
])('%s at %s is quiet: %s', (hours, time, quiet) => {
  expect(areQuiet(hours, minuteOf(time))).toBe(quiet)
})

test.each(['22-06', '24:00-06:00', '22:60-06:00', '22:00–06:00', '22:00-06:00 ', ''])(
  '"%s" are no quiet hours',
  (text) => {
    expect(QuietHours.safeParse(text).success).toBe(false)
  },
)
