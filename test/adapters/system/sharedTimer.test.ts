import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SharedTimer } from '#adapters/system/sharedTimer.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'nextTick'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Names of waits, as they ran. */
function startTimer() {
  const timer = new SharedTimer()
  const ran: string[] = []
  return { timer, ran, wait: (name: string, ms: number) => timer.after(ms, () => ran.push(name)) }
}

test('waits end when they are due, whichever began first', () => {
  const { wait, ran } = startTimer()
  wait('late', 30_000)
  wait('early', 1_000)
  vi.advanceTimersByTime(999)
  expect(ran).toEqual([])
  vi.advanceTimersByTime(1)
  expect(ran).toEqual(['early'])
  vi.advanceTimersByTime(28_999)
  expect(ran).toEqual(['early'])
  vi.advanceTimersByTime(1)
  expect(ran).toEqual(['early', 'late'])
})

test('those that are due together run in the order in which they were due', () => {
  const { wait, ran } = startTimer()
  wait('second', 0.9)
  wait('first', 0.2)
  vi.advanceTimersByTime(1)
  expect(ran).toEqual(['first', 'second'])
})

test('one that is cancelled never runs, and the others do', () => {
  const { wait, ran } = startTimer()
  const cancel = wait('cancelled', 10)
  wait('other', 20)
  cancel()
  cancel()
  vi.advanceTimersByTime(100)
  expect(ran).toEqual(['other'])
})

test('one timer of Node stands for all of them, and keeps the process up only while one waits', () => {
  vi.useRealTimers()
  const { wait } = startTimer()
  // Node counts those alone that keep a process up.
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
  const before = timers()
  const cancels = [wait('a', 30_000), wait('b', 30_001), wait('c', 30_002)]
  expect(timers()).toBe(before + 1)
  for (const cancel of cancels) cancel()
  expect(timers()).toBe(before)
  const cancel = wait('d', 30_003)
  expect(timers()).toBe(before + 1)
  cancel()
})

test('one that throws is heard of, and the others run', () => {
  const { timer, ran, wait } = startTimer()
  timer.after(1, () => {
    throw new Error('a bug')
  })
  wait('other', 1)
  expect(() => vi.advanceTimersByTime(1)).toThrow('a bug')
  expect(ran).toEqual(['other'])
})

test('a wait for longer than a timer of Node can wait does not end at once', () => {
  const { wait, ran } = startTimer()
  wait('in a year', 2 ** 35)
  vi.advanceTimersByTime(60_000)
  expect(ran).toEqual([])
})
