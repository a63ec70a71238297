import { describe, expect, test } from 'vitest'
import { placeOn } from '../../electron/main/windowPlace.ts'

const main = { x: 0, y: 0, width: 1280, height: 800 }
const second = { x: 1280, y: -200, width: 1920, height: 1080 }
const small = { x: 0, y: 0, width: 800, height: 480 }

test('a window that was never placed stands in the middle of the main screen', () => {
  expect(placeOn([main, second], undefined)).toEqual({ x: 90, y: 20, width: 1100, height: 760 })
  expect(placeOn([small], undefined)).toEqual(small)
  expect(placeOn([], undefined)).toEqual({ x: 0, y: 0, width: 1100, height: 760 })
})

describe('a window that was placed', () => {
  test.each([
    ['on the main screen', { x: 100, y: 50, width: 900, height: 600 }],
    ['on the second one', { x: 2000, y: -150, width: 900, height: 600 }],
  ])('%s is there again', (_, place) => {
    expect(placeOn([main, second], place)).toEqual(place)
  })

  test('is back on the main screen when its own is gone', () => {
    expect(placeOn([main], { x: 2000, y: -150, width: 900, height: 600 })).toEqual(placeOn([main], undefined))
  })

  test.each([
    ['half off the right', { x: 1000, y: 50, width: 900, height: 600 }, { x: 380, y: 50, width: 900, height: 600 }],
    ['half below', { x: 0, y: 700, width: 900, height: 600 }, { x: 0, y: 200, width: 900, height: 600 }],
    ['larger than the screen', { x: -5, y: -5, width: 3000, height: 2000 }, main],
  ])('%s is drawn in', (_, place, expected) => {
    expect(placeOn([main], place)).toEqual(expected)
  })

  test('with nothing left to take hold of is in the middle again', () => {
    const middle = placeOn([main], undefined)
    expect(placeOn([main], { x: 1200, y: 0, width: 900, height: 600 })).toEqual(middle)
    expect(placeOn([main], { x: 0, y: -500, width: 900, height: 600 })).toEqual(middle)
  })
})
