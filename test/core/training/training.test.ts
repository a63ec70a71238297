import { expect, test } from 'vitest'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { ChangeFeed } from '#core/base/changeFeed.ts'
import { Training } from '#core/training/training.ts'
import { createTestClock } from '#test/support/clock.ts'

function begin() {
  const clock = createTestClock()
  const changes = new ChangeFeed()
  const told: string[] = []
  changes.subscribe(({ topic }) => told.push(topic))
  const closed: number[] = []
  const rows: string[] = []
  let opened = 0
  const agents: { changes: ChangeFeed; close(): Promise<void> }[] = []
  const training = new Training({
    ...{ clock, changes, settings: createMemorySettings() },
    audit: { record: ({ event, actor }) => void rows.push(`${event} ${actor}`) },
    open: async () => {
      opened += 1
      const which = opened
      const agent = { changes: new ChangeFeed(), close: async () => {} }
      agents.push(agent)
      return { agent, lastCode: () => '123456', close: async () => void closed.push(which) }
    },
  })
  return { training, clock, told, closed, rows, agents, opened: () => opened }
}

const minute = 60_000

test('another agent serves from its start to its end, which comes by itself', async () => {
  const { training, clock, closed, rows } = begin()
  expect([training.agent, training.status()]).toEqual([undefined, undefined])
  const before = clock.now()
  const { endsAt } = await training.start()
  expect(endsAt - before).toBeGreaterThanOrEqual(60 * minute)
  expect(training.agent).toBeDefined()
  expect(training.status()).toEqual({ endsAt, code: '123456' })
  await clock.advance(59 * minute)
  expect(training.agent).toBeDefined()
  await clock.advance(2 * minute)
  await training.stop()
  expect([training.agent, training.status(), closed, rows]).toEqual([
    undefined,
    undefined,
    [1],
    ['training-ended agent'],
  ])
})

test('who starts it again sets a new end, and goes on with the same customers', async () => {
  const { training, clock, opened, closed } = begin()
  await training.start(10)
  await clock.advance(8 * minute)
  await training.start(10)
  await clock.advance(8 * minute)
  expect([opened(), training.status() !== undefined, closed]).toEqual([1, true, []])
})

test('a start and an end at the same time follow one another', async () => {
  const { training, opened, closed } = begin()
  await Promise.all([training.start(), training.stop(), training.start(), training.stop()])
  expect([opened(), closed, training.agent]).toEqual([2, [1, 2], undefined])
})

test('the window is told of what changes there, and that a code was sent', async () => {
  const { training, told, agents } = begin()
  await training.start()
  told.length = 0
  agents[0]?.changes.publish('verifications')
  expect(told).toEqual(['verifications', 'status'])
})

test('an agent that cannot simulate clouds says so', async () => {
  const { clock } = begin()
  const changes = new ChangeFeed()
  const parts = { clock, changes, settings: createMemorySettings(), audit: { record: () => {} }, open: undefined }
  await expect(new Training(parts).start()).rejects.toMatchObject({ code: 'NOT_SUPPORTED' })
})
