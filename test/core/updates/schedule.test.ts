import { expect, onTestFinished, test } from 'vitest'
import type { UpdateProblemCode } from '#contract/update.ts'
import { UpdateSchedule } from '#core/updates/schedule.ts'
import { createTestClock } from '#test/support/clock.ts'

const minute = 60_000

function startSchedule(spread: number, problem?: UpdateProblemCode) {
  const clock = createTestClock()
  const checks: number[] = []
  const check = async () => {
    checks.push(clock.monotonicMs())
    return problem
  }
  const random = { bytes: () => new Uint8Array([spread]) }
  const schedule = new UpdateSchedule({ clock, random, check, advance() {} })
  schedule.start()
  onTestFinished(() => schedule.close())
  return { clock, schedule, checks }
}

test.each([
  ['every four hours', 0, undefined, 240 * minute],
  ['spread over some 42 minutes, so that not all tills ask at once', 255, undefined, 240 * minute + 2_550_000],
  ['spread by ten seconds a step', 1, undefined, 240 * minute + 10_000],
  ['soon after a network problem', 0, 'FEED_UNREACHABLE', 15 * minute],
  ['soon after a broken download', 0, 'DOWNLOAD_FAILED', 15 * minute],
  ['no sooner after another problem', 0, 'RELEASE_EXPIRED', 240 * minute],
] as const)('a release is looked for a minute after the start, then %s', async (_, spread, problem, laterMs) => {
  const { clock, checks } = startSchedule(spread, problem)
  await clock.advance(minute + laterMs - 1)
  expect(checks).toEqual([minute])
  await clock.advance(1)
  expect(checks).toEqual([minute, minute + laterMs])
})

test('nothing is looked for after the end', async () => {
  const { clock, schedule, checks } = startSchedule(0)
  schedule.close()
  await clock.advance(24 * 60 * minute)
  expect(checks).toEqual([])
})
