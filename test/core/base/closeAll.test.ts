import { expect, test } from 'vitest'
import { closeAll } from '#core/base/closeAll.ts'
import { withinTime } from '#core/base/withinTime.ts'
import { createTestClock } from '#test/support/clock.ts'

const never = new Promise<never>(() => {})

test('every step runs, in order, and the failures are told', async () => {
  const done: string[] = []
  const failures = await closeAll(
    [
      () => done.push('first'),
      () => {
        throw new Error('at once')
      },
      async () => void done.push('third'),
      () => Promise.reject(new Error('later')),
      () => done.push('last'),
    ],
    createTestClock(),
  )
  expect(done).toEqual(['first', 'third', 'last'])
  expect(failures.map((failure) => (failure as Error).message)).toEqual(['at once', 'later'])
})

test('a step that does not end is left behind', async () => {
  const clock = createTestClock()
  const done: string[] = []
  const closing = closeAll([() => never, () => done.push('last')], clock, 2_000)
  await clock.advance(1_999)
  expect(done).toEqual([])
  await clock.advance(1)
  expect(await closing).toEqual([expect.objectContaining({ message: 'a closing step did not end in 2000 ms' })])
  expect(done).toEqual(['last'])
})

test.each<[string, Promise<string>, string]>([
  ['comes', Promise.resolve('in time'), 'in time'],
  ['does not come', never, 'late'],
])('a result that %s is known when its time is up', async (_, call, result) => {
  const clock = createTestClock()
  const waiting = withinTime(clock, 1_000, call, () => 'late')
  await clock.advance(999)
  await clock.advance(1)
  expect(await waiting).toBe(result)
})

test('a call that fails in time fails as it did, and one that fails late is nobody’s bug', async () => {
  const clock = createTestClock()
  await expect(withinTime(clock, 1_000, Promise.reject(new Error('locked')), () => 'late')).rejects.toThrow('locked')
  const failing = Promise.withResolvers<string>()
  const waiting = withinTime(clock, 1_000, failing.promise, () => 'late')
  await clock.advance(1_000)
  expect(await waiting).toBe('late')
  failing.reject(new Error('locked'))
  await clock.advance(0)
})
