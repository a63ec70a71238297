import { describe, expect, test } from 'vitest'
import type { Slot } from '#core/base/keyedLock.ts'
import { FairQueue, type FairSlot } from '#core/queue/fairQueue.ts'

/** Has requests enter a queue by name: who ran, in order, and how each gives its slot back. */
function entering(queue: FairQueue) {
  const ran: string[] = []
  const slots = new Map<string, Slot>()
  return {
    ran,
    enter: (client: string, ...names: string[]) => {
      for (const name of names)
        slots.set(
          name,
          queue.acquire(client, () => ran.push(name)),
        )
    },
    release: (...names: string[]) => {
      for (const name of names) slots.get(name)?.release()
    },
  }
}

test('clients are taken in turn, not in the order of their flood', () => {
  const { ran, enter, release } = entering(new FairQueue(1, 1, 99))
  enter('a', 'a1', 'a2', 'a3', 'a4')
  enter('b', 'b1', 'b2')
  release('a1', 'a2', 'b1', 'a3', 'b2')
  expect(ran).toEqual(['a1', 'a2', 'b1', 'a3', 'b2', 'a4'])
})

test('no client takes every slot', () => {
  const { ran, enter } = entering(new FairQueue(4, 3, 99))
  enter('a', 'a1', 'a2', 'a3', 'a4', 'a5')
  enter('b', 'b1')
  expect(ran).toEqual(['a1', 'a2', 'a3', 'b1'])
})

test('a client that has as many as it may have keeps nobody behind it waiting', () => {
  const { ran, enter, release } = entering(new FairQueue(2, 1, 99))
  enter('a', 'a1', 'a2')
  enter('b', 'b1')
  enter('c', 'c1')
  release('b1')
  expect(ran).toEqual(['a1', 'b1', 'c1'])
})

test('a request that stops waiting is not run, and releasing twice frees one slot', () => {
  const queue = new FairQueue(1, 1, 99)
  const { ran, enter, release } = entering(queue)
  enter('a', '1', '2', '3', '4')
  release('2', '2', '1', '1')
  expect([ran, queue.active, queue.waiting]).toEqual([['1', '3'], 1, 1])
  release('3', '4')
  expect([queue.active, queue.waiting]).toEqual([0, 0])
})

test('when too many wait, the next is refused, and told when to come again', () => {
  const { enter, release } = entering(new FairQueue(1, 1, 2))
  enter('a', '1', '2', '3')
  const busy = expect.objectContaining({ code: 'UPSTREAM_BUSY', data: { retryAfterSeconds: 1 } })
  expect(() => enter('b', '4')).toThrow(busy)
  release('1')
  enter('b', '4')
})

test('a request that ends while it is called gives its slot back', () => {
  const queue = new FairQueue(1, 1, 9)
  const first = queue.acquire('a', () => {})
  const second: Slot = queue.acquire('a', () => second.release())
  let ran = false
  queue.acquire('a', () => {
    ran = true
  })
  first.release()
  expect([ran, queue.active]).toEqual([true, 1])
})

test('a request that throws when it is called holds no slot', () => {
  const queue = new FairQueue(1, 1, 9)
  const broken = () => {
    throw new Error('a bug')
  }
  expect(() => queue.acquire('a', broken)).toThrow('a bug')
  expect(queue.active).toBe(0)
})

describe('a slot whose holder waits for a slow reader', () => {
  /** Requests that hold a slot and offer it, by name; `cut` are those that had to give it up. */
  function offering(queue: FairQueue) {
    const cut: string[] = []
    const ran: string[] = []
    const slots = new Map<string, FairSlot>()
    return {
      cut,
      ran,
      slots,
      enter: (client: string, name: string) =>
        slots.set(
          name,
          queue.acquire(client, () => ran.push(name)),
        ),
      offer: (name: string) =>
        slots.get(name)?.offer(() => {
          cut.push(name)
          slots.get(name)?.release()
        }),
    }
  }

  test('goes to a request that comes later, the longest offered first', () => {
    const queue = new FairQueue(2, 2, 9)
    const { cut, ran, enter, offer } = offering(queue)
    for (const name of ['a1', 'a2']) enter('a', name)
    for (const name of ['a2', 'a1']) offer(name)
    expect(cut).toEqual([])
    enter('b', 'b1')
    expect([cut, ran, queue.active]).toEqual([['a2'], ['a1', 'a2', 'b1'], 2])
  })

  test('goes to one that waits already', () => {
    const { cut, ran, enter, offer } = offering(new FairQueue(1, 1, 9))
    enter('a', 'a1')
    enter('b', 'b1')
    offer('a1')
    expect([cut, ran]).toEqual([['a1'], ['a1', 'b1']])
  })

  test('of another client helps nobody who has as many as one client may have', () => {
    const { cut, ran, enter, offer } = offering(new FairQueue(3, 2, 9))
    enter('b', 'b1')
    for (const name of ['a1', 'a2', 'a3']) enter('a', name)
    for (const name of ['b1', 'a1']) offer(name)
    expect([cut, ran]).toEqual([[], ['b1', 'a1', 'a2']])
  })

  test('is no place for more requests of the client that stalls', () => {
    const { cut, ran, enter, offer } = offering(new FairQueue(2, 2, 9))
    for (const name of ['a1', 'a2', 'a3']) enter('a', name)
    for (const name of ['a1', 'a2']) offer(name)
    expect([cut, ran]).toEqual([[], ['a1', 'a2']])
    enter('b', 'b1')
    expect([cut, ran]).toEqual([['a1'], ['a1', 'a2', 'b1']])
  })

  test('that it waited for is offered like any other, and can be kept like any other', () => {
    const queue = new FairQueue(1, 1, 9)
    const { cut, ran, enter, offer, slots } = offering(queue)
    for (const name of ['a1', 'a2']) enter('a', name)
    slots.get('a1')?.release()
    offer('a2')
    slots.get('a2')?.withdraw()
    enter('b', 'b1')
    expect([cut, queue.waiting]).toEqual([[], 1])
    offer('a2')
    expect([cut, ran, queue.active]).toEqual([['a2'], ['a1', 'a2', 'b1'], 1])
  })

  test('is not taken while another one is free', () => {
    const { cut, ran, enter, offer } = offering(new FairQueue(2, 2, 9))
    enter('a', 'a1')
    offer('a1')
    enter('b', 'b1')
    expect([cut, ran]).toEqual([[], ['a1', 'b1']])
  })

  test('is no offer while it is not held, and asked for twice it is given once', () => {
    const queue = new FairQueue(1, 1, 9)
    const { cut, enter, offer, slots } = offering(queue)
    for (const name of ['a1', 'a2']) enter('a', name)
    offer('a2')
    slots.get('a2')?.withdraw()
    for (const name of ['a1', 'a1']) offer(name)
    for (const [client, name] of [
      ['b', 'b1'],
      ['c', 'c1'],
    ] as const)
      enter(client, name)
    expect([cut, queue.active, queue.waiting]).toEqual([['a1'], 1, 2])
  })

  test('goes to the one it was taken for, not to who waits first', () => {
    const queue = new FairQueue(2, 1, 9)
    const { cut, ran, enter, offer } = offering(queue)
    enter('a', 'a1')
    enter('b', 'b1')
    enter('a', 'a2')
    enter('b', 'b2')
    offer('a1')
    expect(cut).toEqual([])
    enter('c', 'c1')
    expect([cut, ran, queue.waiting]).toEqual([['a1'], ['a1', 'b1', 'c1'], 2])
  })

  test('is kept once the reader goes on, and cannot be offered after it was released', () => {
    const queue = new FairQueue(1, 1, 9)
    const { cut, enter, offer, slots } = offering(queue)
    enter('a', 'a1')
    offer('a1')
    slots.get('a1')?.withdraw()
    enter('b', 'b1')
    expect([cut, queue.waiting]).toEqual([[], 1])
    slots.get('a1')?.release()
    offer('a1')
    enter('c', 'c1')
    expect([cut, queue.active, queue.waiting]).toEqual([[], 1, 1])
  })
})
