import { expect, test } from 'vitest'
import { createMemoryVerifications } from '#adapters/database/memoryVerifications.ts'
import { Fault } from '#core/base/fault.ts'
import { StoreHealth } from '#core/verification/storeHealth.ts'
import { createTestClock } from '#test/support/clock.ts'

const unavailable = new Fault('VERIFICATIONS_UNAVAILABLE')

function open() {
  const disk = { isDown: false }
  const clock = createTestClock()
  const changes: (string | undefined)[] = []
  const memory = createMemoryVerifications()
  const saveMark: typeof memory.saveMark = (mark) => {
    if (disk.isDown) throw unavailable
    memory.saveMark(mark)
  }
  const health: StoreHealth = new StoreHealth({
    ...{ store: { ...memory, saveMark, setAside: () => ['old'] }, clock },
    onChange: () => void changes.push(health.problem?.code),
    retry: () => health.store.saveMark({ budgetMs: 1, wallMs: 1 }),
  })
  return { disk, clock, changes, health, use: () => health.store.saveMark({ budgetMs: 2, wallMs: 2 }) }
}

test('a store that works is well, and one that fails is not, from its next use on', () => {
  const { disk, changes, health, use } = open()
  use()
  expect(health.problem).toBeUndefined()
  disk.isDown = true
  for (let n = 0; n < 2; n += 1) expect(use).toThrow(unavailable)
  expect(health.problem).toBe(unavailable)
  disk.isDown = false
  use()
  expect(health.problem).toBeUndefined()
  expect(changes).toEqual(['VERIFICATIONS_UNAVAILABLE', undefined])
})

test('a store that failed is tried again every half minute, until it works', async () => {
  const { disk, clock, health, use } = open()
  disk.isDown = true
  expect(use).toThrow(unavailable)
  await clock.advance(60_000)
  expect(health.problem).toBe(unavailable)
  disk.isDown = false
  await clock.advance(30_000)
  expect(health.problem).toBeUndefined()
})

test('a check uses the store, and throws nothing', () => {
  const { disk, health } = open()
  disk.isDown = true
  health.check()
  expect(health.problem).toBe(unavailable)
  disk.isDown = false
  health.check()
  expect([health.problem, health.setAside]).toEqual([undefined, ['old']])
})

test('a closed one tries no more', async () => {
  const { disk, clock, changes, health, use } = open()
  disk.isDown = true
  expect(use).toThrow(unavailable)
  health.close()
  disk.isDown = false
  await clock.advance(60_000)
  expect(changes).toHaveLength(1)
})
