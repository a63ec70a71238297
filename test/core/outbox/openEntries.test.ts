import { expect, test } from 'vitest'
import { isOpen, type OutboxEntry } from '#core/outbox/entry.ts'
import { OpenEntries } from '#core/outbox/schedule/openEntries.ts'
import { planOf } from '#core/outbox/schedule/schedule.ts'
import { SeededRandom } from '#test/support/seededRandom.ts'
import { entryOf, states } from './entries.ts'

const now = 1_000_000

test('whatever becomes of entries, the first open one of each customer is next, in the order of acceptance', () => {
  const random = new SeededRandom(7)
  const open = new OpenEntries()
  const entries = new Map<number, OutboxEntry>()
  for (let step = 0; step < 3_000; step += 1) {
    const sequence = random.below(60)
    const before = entries.get(sequence)
    if (before) open.remove(before)
    const entry = entryOf(`entry-${sequence}`, {
      sequence,
      upstream: sequence % 2 === 0 ? 'loyalty' : 'shop',
      ...random.anyOf([{}, { order: 'x' }, { order: 'y' }, { order: 'z' }]),
      state: random.anyOf([states.waiting, states.held, states.asking, states.sent, states.refused]),
    })
    entries.set(sequence, entry)
    open.put(entry)
    expect(new Map(open.heads)).toEqual(headsOf([...entries.values()]))
  }
})

function headsOf(entries: OutboxEntry[]): Map<string, OutboxEntry[]> {
  const seen = new Set<string>()
  const first = entries
    .toSorted((one, other) => one.sequence - other.sequence)
    .filter((entry) => {
      const customer = `${entry.upstream} ${entry.order ?? entry.id}`
      if (!isOpen(entry) || seen.has(customer)) return false
      seen.add(customer)
      return true
    })
  return Map.groupBy(first, ({ upstream }) => upstream)
}

test('a step of a long outbox looks at few of its entries', () => {
  const open = new OpenEntries()
  let looks = 0
  const counted = new Proxy(states.waiting, {
    get: (state, name) => {
      looks += 1
      return Reflect.get(state, name)
    },
  })
  for (let sequence = 0; sequence < 10_000; sequence += 1)
    open.put(entryOf(`entry-${sequence}`, { sequence, order: `customer ${sequence % 5_000}`, state: counted }))
  looks = 0
  const { send } = planOf({ open, lanes: new Map(), busy: new Map(), maxPerUpstream: 4, now })
  expect(send.map(({ id }) => id)).toEqual(['entry-0', 'entry-1', 'entry-2', 'entry-3'])
  open.remove(send[0] as OutboxEntry)
  expect(open.heads.get('loyalty')?.at(-1)?.id).toBe('entry-5000')
  expect(looks).toBeLessThan(50)
})
