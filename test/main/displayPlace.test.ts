import { expect, test } from 'vitest'
import { displayPlaceOn } from '#main/display/displayPlace.ts'

const bar = 40
const screenAt = (x: number, width: number, height: number) => ({
  bounds: { x, y: 0, width, height },
  workArea: { x, y: 0, width, height: height - bar },
})
const main = screenAt(0, 1280, 800)
const second = screenAt(1280, 1024, 600)
const third = screenAt(2304, 800, 480)
const onMain = { x: 90, y: 20, width: 1100, height: 760 }
const onSecond = { x: 1290, y: 20, width: 900, height: 500 }

test.each([
  ['fills the second screen while staff work on the main one', [main, second], onMain, undefined, second],
  ['fills the main screen while staff work on the second one', [main, second], onSecond, undefined, main],
  ['fills the screen where it was', [main, second, third], onMain, third.bounds, third],
  ['fills another one when the screen where it was is gone', [main, second], onMain, third.bounds, second],
  ['makes way for staff who moved to the screen where it was', [main, second], onSecond, second.bounds, main],
  [
    'takes a screen that no window of the staff is on, wherever that is',
    [main, second],
    third.bounds,
    undefined,
    second,
  ],
])('the customer’s screen %s', (_, screens, staff, before, expected) => {
  expect(displayPlaceOn(screens, staff, before)).toEqual({ bounds: expected.bounds, isFullScreen: true })
})

test('with one screen it is a window that staff can move, within the bars of the system', () => {
  expect(displayPlaceOn([main], onMain, undefined)).toEqual({
    bounds: { x: 90, y: 0, width: 1100, height: 760 },
    isFullScreen: false,
  })
  const before = { x: 700, y: 100, width: 500, height: 400 }
  expect(displayPlaceOn([main], onMain, before)).toEqual({ bounds: before, isFullScreen: false })
  // It filled a screen that is not there any more.
  expect(displayPlaceOn([main], onMain, second.bounds).isFullScreen).toBe(false)
})
