import { expect, onTestFinished, test } from 'vitest'
import { UpdateSchedule } from '#core/updates/schedule.ts'
import { createTestClock } from '#test/support/clock.ts'

const minute = 60_000

function startSchedule(spread: number, isSoon = false) {
  const clock = createTestClock()
  const checks: number[] = []
  const check = async () => {
    checks.push(clock.monotonicMs())
    return isSoon
  }
  const random = { bytes: () => new Uint8Array([spread]) }
  const schedule = new UpdateSchedule({ clock, random, check, isWaiting: () => false, advance() {} })
  schedule.start()
  onTestFinished(() => schedule.close())
  return { clock, schedule, checks }
}

test.each([
  ['a minute after the start, then every four hours', 0, false, minute, 240 * minute],
  [
    'spread over 8 and some 42 minutes, so that not all tills ask at once',
    255,
    false,
    570_000,
    240 * minute + 2_550_000,
  ],
  ['spread by two seconds a step, then by ten', 1, false, minute + 2_000, 240 * minute + 10_000],
  ['soon where the network kept it from knowing', 0, true, minute, 15 * minute],
] as const)('a release is looked for %s', async (_, spread, isSoon, firstMs, laterMs) => {
  const { clock, checks } = startSchedule(spread, isSoon)
  await clock.advance(firstMs + laterMs - 1)
  expect(checks).toEqual([firstMs])
  await clock.advance(1)
  expect(checks).toEqual([firstMs, firstMs + laterMs])
})

test('nothing is looked for after the end', async () => {
  const { clock, schedule, checks } = startSchedule(0)
  schedule.close()
  await clock.advance(24 * 60 * minute)
  expect(checks).toEqual([])
})

test('what waits is tried each minute until nothing does, and a till with nothing to do has nothing but its next look', async () => {
  const clock = createTestClock()
  const state = { waits: false, tries: 0 }
  const advance = () => {
    state.tries += 1
  }
  const random = { bytes: () => new Uint8Array([0]) }
  const schedule = new UpdateSchedule({
    clock,
    random,
    check: async () => false,
    isWaiting: () => state.waits,
    advance,
  })
  schedule.start()
  onTestFinished(() => schedule.close())
  await clock.advance(60 * minute)
  expect(state.tries).toBe(0)
  state.waits = true
  schedule.watch()
  schedule.watch()
  await clock.advance(5 * minute)
  expect(state.tries).toBe(5)
  state.waits = false
  await clock.advance(60 * minute)
  expect(state.tries).toBe(6)
})
