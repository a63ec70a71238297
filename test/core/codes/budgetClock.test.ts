import { describe, expect, test } from 'vitest'
import { budgetTimeAtStart, type ClockMark, maxAwayMs, nextMark } from '#core/codes/budgetClock.ts'

const noon = 1_700_000_000_000
const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const mark = (budgetMs: number, wallMs: number): ClockMark => ({ budgetMs, wallMs })

describe('at a start the budget clock', () => {
  test.each([
    ['is the wall clock, the first time', undefined, noon, noon],
    ['goes on after a break', mark(noon, noon), noon + 5 * minuteMs, noon + 5 * minuteMs],
    ['goes on after a night', mark(noon, noon), noon + 11 * hourMs, noon + 11 * hourMs],
    // One start with the clock two days ahead gave each customer ten more codes.
    ['believes no more than a night of a clock that is ahead', mark(noon, noon), noon + 2 * dayMs, noon + maxAwayMs],
    ['stands still when the clock was put back', mark(noon, noon), noon - 365 * dayMs, noon],
    ['keeps its own distance from the wall clock', mark(noon - dayMs, noon), noon + hourMs, noon - dayMs + hourMs],
  ])('%s', (_, stored, wallMs, budgetMs) => {
    expect(budgetTimeAtStart(stored, wallMs)).toBe(budgetMs)
  })
})

describe('the stored mark', () => {
  test.each([
    ['follows both clocks', mark(noon, noon), noon + hourMs, mark(noon + hourMs, noon + hourMs)],
    [
      'keeps the latest wall time that was seen',
      mark(noon, noon + dayMs),
      noon + hourMs,
      mark(noon + hourMs, noon + dayMs),
    ],
    // Otherwise the months until that date would count as no time at all.
    [
      'forgets a wall time that was more than a week ahead',
      mark(noon, noon + 8 * dayMs),
      noon + hourMs,
      mark(noon + hourMs, noon + hourMs),
    ],
  ])('%s', (_, before, wallMs, after) => {
    expect(nextMark(before, noon + hourMs, wallMs)).toEqual(after)
  })
})

/** Starts at these wall times, each running for a minute. @returns how much budget time passed from the first start on */
function budgetTimeOver(wallTimes: readonly number[]): number {
  let stored: ClockMark | undefined
  let budgetMs = 0
  for (const wallMs of wallTimes) {
    budgetMs = budgetTimeAtStart(stored, wallMs) + minuteMs
    stored = nextMark(stored, budgetMs, wallMs + minuteMs)
  }
  return budgetMs - (wallTimes[0] ?? 0)
}

test.each([
  ['ahead for one start', [noon, noon + 2 * dayMs, noon + 10 * minuteMs]],
  ['ahead, back and ahead again', [noon, noon + 2 * dayMs, noon + 10 * minuteMs, noon + 2 * dayMs]],
  ['back for one start', [noon, noon - dayMs, noon + 10 * minuteMs]],
  ['back and forth ten times', Array.from({ length: 20 }, (_, at) => noon + (at % 2) * 2 * dayMs)],
  ['an empty battery at each start', [noon, 0, 0, 0, 0]],
])('a clock that is %s lets no day of codes pass', (_, wallTimes) => {
  expect(budgetTimeOver(wallTimes)).toBeLessThan(dayMs - hourMs)
})

test('in a shop that is open for ten hours a day, a day of codes passes with the day', () => {
  const days = Array.from({ length: 8 }, (_, at) => noon + at * 14 * hourMs)
  const passedADay = budgetTimeOver(days.slice(0, 3))
  expect(passedADay).toBeGreaterThan(23 * hourMs)
})
