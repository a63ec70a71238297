import { describe, expect, test } from 'vitest'
import { createMemoryVerifications } from '#adapters/database/memoryVerifications.ts'
import { Fault } from '#core/base/fault.ts'
import { SendLog } from '#core/codes/sendLog.ts'
import type { SendStore } from '#core/codes/sendStore.ts'
import { createTestClock } from '#test/support/clock.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const noon = 1_700_000_000_000

/** A store that throws from the named calls while `isDown`. */
function unsteady(calls: (keyof SendStore)[]): SendStore & { isDown: boolean } {
  const store: SendStore & { isDown: boolean } = { ...createMemoryVerifications(), isDown: false }
  for (const name of calls) {
    const call = store[name] as (...input: unknown[]) => unknown
    Object.assign(store, {
      [name]: (...input: unknown[]) => {
        if (store.isDown) throw new Fault('VERIFICATIONS_UNAVAILABLE')
        return call(...input)
      },
    })
  }
  return store
}

function open(store: SendStore = createMemoryVerifications(), wallMs = noon) {
  const clock = createTestClock(wallMs)
  return { store, clock, log: new SendLog({ store, clock }) }
}

const unavailable = expect.objectContaining({ code: 'VERIFICATIONS_UNAVAILABLE' })

test('a code counts under each key, and is there after a restart', () => {
  const { store, log } = open()
  log.load()
  log.add(['asha', 'store'])
  log.close()
  const after = open(store, noon + hourMs).log
  after.load()
  expect(after.times('asha')).toEqual([noon])
  expect(after.times('store')).toEqual([noon])
  expect(after.now()).toBe(noon + hourMs)
})

test('a count that is taken back is gone under each key, and no other is', async () => {
  const { store, clock, log } = open()
  log.add(['asha', 'store'])
  await clock.advance(1_000)
  const at = log.add(['asha', 'store'])
  log.remove(['asha', 'store'], at)
  expect(log.times('store')).toEqual([noon])
  expect(store.sends()).toEqual([
    { key: 'asha', at: noon },
    { key: 'store', at: noon },
  ])
})

test('what is older than a day is dropped while the agent runs, too', async () => {
  const { store, clock, log } = open()
  log.add(['asha'])
  await clock.advance(dayMs)
  log.add(['bruno'])
  expect(store.sends().map(({ key }) => key)).toEqual(['bruno'])
  expect(log.times('asha')).toEqual([])
})

test('what counts to the last moment of its day is kept', async () => {
  const { store, log } = open()
  log.add(['asha'])
  log.close()
  store.saveMark({ budgetMs: noon + dayMs - 1, wallMs: noon })
  const after = open(store).log
  after.load()
  expect(after.times('asha')).toEqual([noon])
})

describe('a clock that was set between two runs', () => {
  test.each([
    ['two days ahead', 2 * dayMs],
    ['a year back', -365 * dayMs],
  ])('%s gives no fresh budget', (_, shiftMs) => {
    const { store, log } = open()
    for (let n = 0; n < 10; n += 1) log.add(['asha'])
    log.close()
    const after = open(store, noon + shiftMs).log
    after.load()
    expect(after.times('asha').filter((at) => at > after.now() - dayMs)).toHaveLength(10)
    after.close()
    const right = open(store, noon + hourMs).log
    right.load()
    expect(right.times('asha').filter((at) => at > right.now() - dayMs)).toHaveLength(10)
  })

  test('locks nobody out: times of an earlier version that are in the future become now', () => {
    const store = createMemoryVerifications()
    store.countSend(['asha'], noon + dayMs, { budgetMs: 0, wallMs: 0 })
    const { log } = open({ ...store, mark: () => undefined })
    log.load()
    expect(log.times('asha')).toEqual([noon])
  })
})

describe('while the store cannot be written', () => {
  test('a code that must be counted is refused', () => {
    const store = unsteady(['countSend'])
    const { log } = open(store)
    log.load()
    store.isDown = true
    expect(() => log.add(['asha'])).toThrow(unavailable)
    expect(log.times('asha')).toEqual([])
  })

  // A program that locked the file had no limit at all.
  test('others count in memory, and are written as soon as it can be', () => {
    const store = unsteady(['countSend', 'saveMark', 'removeSendsBefore'])
    const { log } = open(store)
    log.load()
    store.isDown = true
    log.addUnsaved(['asha'])
    log.addUnsaved(['asha'])
    expect(log.times('asha')).toHaveLength(2)
    expect(store.sends()).toEqual([])
    store.isDown = false
    log.add(['bruno'])
    expect(store.sends().map(({ key }) => key)).toEqual(['asha', 'asha', 'bruno'])
  })

  test('or at the end of the agent', () => {
    const store = unsteady(['countSend'])
    const { log } = open(store)
    log.load()
    store.isDown = true
    log.addUnsaved(['asha'])
    store.isDown = false
    log.close()
    expect(store.sends()).toHaveLength(1)
  })
})

test('what is counted before the store can be read counts together with what it holds', () => {
  const store = unsteady(['sends'])
  store.countSend(['asha'], noon - hourMs, { budgetMs: noon - hourMs, wallMs: noon - hourMs })
  store.isDown = true
  const { log } = open(store)
  expect(() => log.load()).toThrow(unavailable)
  log.addUnsaved(['asha'])
  expect(log.times('asha')).toEqual([noon])
  store.isDown = false
  log.load()
  expect(log.times('asha')).toEqual([noon - hourMs, noon])
  expect(store.sends()).toHaveLength(2)
})
