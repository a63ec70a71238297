import { expect, test } from 'vitest'
import { createMemoryLog } from '#adapters/log/memoryLog.ts'
import { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Status } from '#core/diagnostics/status.ts'
import { logConditions } from '#core/telemetry/conditionLog.ts'
import { createTestClock } from '#test/support/clock.ts'

function watch() {
  const [changes, clock, log] = [new ChangeFeed(), createTestClock(), createMemoryLog()]
  const now: Pick<Status, 'condition' | 'concerns'> = { condition: 'ready', concerns: [] }
  const end = logConditions({ changes, clock, log, status: () => now })
  const become = (condition: Status['condition']) => {
    now.condition = condition
    changes.publish('status')
  }
  const told = () => log.events.map(({ fields }) => fields.outcome)
  return { become, clock, end, told }
}

test('the log tells the condition at first, and each other one that lasts', async () => {
  const { become, clock, end, told } = watch()
  await clock.advance(2_000)
  become('blocked')
  await clock.advance(2_000)
  become('blocked')
  await clock.advance(2_000)
  expect(told()).toEqual(['ready', 'blocked'])
  end()
})

test('a condition that is over at once is not told', async () => {
  const { become, clock, end, told } = watch()
  await clock.advance(2_000)
  become('offline')
  await clock.advance(500)
  become('ready')
  await clock.advance(5_000)
  expect(told()).toEqual(['ready'])
  end()
})
