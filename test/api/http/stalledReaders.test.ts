import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { StalledReaders } from '#api/http/stalledReaders.ts'

/** A connection over which so many bytes were handed to the system, of which so many were not yet taken. */
function socket(bytesWritten: number, writableLength: number) {
  return { bytesWritten, writableLength } as Socket
}

test('a connection whose other end takes nothing for the whole limit is found', () => {
  const stalled = socket(1_000, 400)
  const readers = new StalledReaders(30_000)
  expect([0, 29_999, 30_000].map((nowMs) => readers.find([stalled], nowMs).length)).toEqual([0, 0, 1])
})

test.each<[string, (each: { bytesWritten: number; writableLength: number }) => void]>([
  ['takes some', (each) => Object.assign(each, { writableLength: each.writableLength - 1 })],
  ['took all, and is sent more', (each) => Object.assign(each, { bytesWritten: each.bytesWritten + 500 })],
])('one that %s begins anew', (_, happens) => {
  const each = socket(1_000, 400)
  const readers = new StalledReaders(30_000)
  readers.find([each], 0)
  if (each.bytesWritten === 1_000) happens(each as never)
  if (each.writableLength === 400) {
    Object.assign(each, { writableLength: 0 })
    readers.find([each], 10_000)
    Object.assign(each, { writableLength: 400 })
  }
  expect([20_000, 40_000, 50_000].map((nowMs) => readers.find([each], nowMs).length)).toEqual([0, 0, 1])
})

// Events are written whether they are read or not: more to be taken is no sign of life.
test('one that is only sent more takes nothing', () => {
  const each = socket(1_000, 400)
  const readers = new StalledReaders(30_000)
  readers.find([each], 0)
  Object.assign(each, { bytesWritten: 1_600, writableLength: 1_000 })
  expect(readers.find([each], 30_000)).toEqual([each])
})

test('one that has nothing to take is left alone, however long', () => {
  const idle = socket(1_000, 0)
  const readers = new StalledReaders(30_000)
  expect([0, 1_000_000].map((nowMs) => readers.find([idle], nowMs))).toEqual([[], []])
})
