import { expect, test } from 'vitest'
import { AsyncQueue } from '#core/base/asyncQueue.ts'

test('items come in the order they were pushed, one that waits already only once', async () => {
  const queue = new AsyncQueue<string>()
  const reader = queue.read()
  for (const item of ['a', 'b', 'a']) queue.push(item)
  expect(queue.size).toBe(2)
  expect(await reader.next()).toEqual({ value: 'a', done: false })
  queue.push('a')
  expect(await reader.next()).toEqual({ value: 'b', done: false })
  expect(await reader.next()).toEqual({ value: 'a', done: false })
})

test('a reader that waits gets the next item', async () => {
  const queue = new AsyncQueue<string>()
  const waiting = queue.read().next()
  queue.push('late')
  expect(await waiting).toEqual({ value: 'late', done: false })
})

test.for(['end', 'abort'] as const)('%s wakes a reader that waits, and drops what still waits', async (how) => {
  const controller = new AbortController()
  const queue = new AsyncQueue<string>()
  const end = () => (how === 'end' ? queue.end() : controller.abort())
  const reader = queue.read(controller.signal)
  const waiting = reader.next()
  end()
  queue.push('too late')
  expect(await waiting).toEqual({ value: undefined, done: true })
})

test('a signal that has aborted before ends the queue unread', async () => {
  const queue = new AsyncQueue<string>()
  queue.push('a')
  expect(await queue.read(AbortSignal.abort()).next()).toEqual({ value: undefined, done: true })
})
