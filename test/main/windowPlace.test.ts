import { describe, expect, test } from 'vitest'
import { placementOn } from '#main/window/windowPlace.ts'

const main = { x: 0, y: 0, width: 1280, height: 800 }
const second = { x: 1280, y: -200, width: 1920, height: 1080 }
const small = { x: 0, y: 0, width: 800, height: 480 }

test('a window without a saved position opens in the middle of the main screen', () => {
  expect(placementOn([main, second], undefined)).toEqual({ x: 90, y: 20, width: 1100, height: 760 })
  expect(placementOn([small], undefined)).toEqual(small)
  expect(placementOn([], undefined)).toEqual({ x: 0, y: 0, width: 1100, height: 760 })
})

describe('a window with a saved position', () => {
  test.each([
    ['on the main screen', { x: 100, y: 50, width: 900, height: 600 }],
    ['on the second screen', { x: 2000, y: -150, width: 900, height: 600 }],
  ])('%s opens there again', (_, place) => {
    expect(placementOn([main, second], place)).toEqual(place)
  })

  test('opens on the main screen when its own screen is gone', () => {
    expect(placementOn([main], { x: 2000, y: -150, width: 900, height: 600 })).toEqual(placementOn([main], undefined))
  })

  test.each([
    ['half off the right', { x: 1000, y: 50, width: 900, height: 600 }, { x: 380, y: 50, width: 900, height: 600 }],
    ['half below', { x: 0, y: 700, width: 900, height: 600 }, { x: 0, y: 200, width: 900, height: 600 }],
    ['larger than the screen', { x: -5, y: -5, width: 3000, height: 2000 }, main],
  ])('%s is moved onto the screen', (_, place, expected) => {
    expect(placementOn([main], place)).toEqual(expected)
  })

  test('with no edge left to drag opens in the middle', () => {
    const middle = placementOn([main], undefined)
    expect(placementOn([main], { x: 1200, y: 0, width: 900, height: 600 })).toEqual(middle)
    expect(placementOn([main], { x: 0, y: -500, width: 900, height: 600 })).toEqual(middle)
  })
})
