import { expect, test } from 'vitest'
import { FairQueue, type Place } from '../../electron/core/fairQueue.ts'
import { Turns } from '../../electron/core/turns.ts'

/** Enters so many requests of a client; the answer is who ran, in order, and the places. */
function crowd(queue: { enter(name: string, run: () => void): Place }) {
  const ran: string[] = []
  const places = new Map<string, Place>()
  return {
    ran,
    enter: (client: string, name: string) =>
      places.set(
        name,
        queue.enter(client, () => ran.push(name)),
      ),
    leave: (name: string) => places.get(name)?.leave(),
  }
}

test('clients are taken in turn, not in the order of their flood', () => {
  const { ran, enter, leave } = crowd(new FairQueue(1, 1, 99))
  for (const name of ['a1', 'a2', 'a3', 'a4']) enter('a', name)
  for (const name of ['b1', 'b2']) enter('b', name)
  for (const name of ['a1', 'a2', 'b1', 'a3', 'b2']) leave(name)
  expect(ran).toEqual(['a1', 'a2', 'b1', 'a3', 'b2', 'a4'])
})

test('no client takes every place', () => {
  const { ran, enter } = crowd(new FairQueue(4, 3, 99))
  for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) enter('a', name)
  enter('b', 'b1')
  expect(ran).toEqual(['a1', 'a2', 'a3', 'b1'])
})

test('who leaves the line is not run, and leaving twice frees one place', () => {
  const queue = new FairQueue(1, 1, 99)
  const { ran, enter, leave } = crowd(queue)
  for (const name of ['1', '2', '3', '4']) enter('a', name)
  leave('2')
  leave('2')
  leave('1')
  leave('1')
  expect([ran, queue.active, queue.waiting]).toEqual([['1', '3'], 1, 1])
  leave('3')
  leave('4')
  expect([queue.active, queue.waiting]).toEqual([0, 0])
})

test('beyond the line nobody waits', () => {
  const { enter, leave } = crowd(new FairQueue(1, 1, 2))
  for (const name of ['1', '2', '3']) enter('a', name)
  expect(() => enter('b', '4')).toThrow(expect.objectContaining({ code: 'UPSTREAM_BUSY' }))
  leave('1')
  enter('b', '4')
})

test('who leaves while being called gives the place back', () => {
  const queue = new FairQueue(1, 1, 9)
  const first = queue.enter('a', () => {})
  const second: Place = queue.enter('a', () => second.leave())
  let ran = false
  queue.enter('a', () => {
    ran = true
  })
  first.leave()
  expect([ran, queue.active]).toEqual([true, 1])
})

test('requests of one subject go one after another, those of others at once', () => {
  const { ran, enter, leave } = crowd(new Turns())
  enter('asha', 'asha 1')
  enter('asha', 'asha 2')
  enter('asha', 'asha 3')
  enter('ben', 'ben 1')
  expect(ran).toEqual(['asha 1', 'ben 1'])
  leave('asha 2')
  leave('asha 1')
  expect(ran).toEqual(['asha 1', 'ben 1', 'asha 3'])
  leave('asha 3')
  enter('asha', 'asha 4')
  expect(ran.at(-1)).toBe('asha 4')
})
