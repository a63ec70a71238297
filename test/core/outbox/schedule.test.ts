import { describe, expect, test } from 'vitest'
import type { OutboxEntry } from '#core/outbox/entry.ts'
import { warningMs } from '#core/outbox/schedule/deadline.ts'
import { type Lane, laneAfter, reawakened, up } from '#core/outbox/schedule/lane.ts'
import { OpenEntries } from '#core/outbox/schedule/openEntries.ts'
import { planOf, type Situation } from '#core/outbox/schedule/schedule.ts'
import { entryOf, hourMs, states } from './entries.ts'

const now = 1_000_000

/** @param entries in the order in which they were accepted; @param busy ids of those under way */
function plan(
  entries: OutboxEntry[],
  { busy = [], ...given }: Partial<Omit<Situation, 'busy'>> & { busy?: string[] } = {},
) {
  const { expire, warn, send, ask, wakeAt } = planOf({
    ...{ open: openOf(entries), lanes: new Map(), maxPerUpstream: 4, now },
    busy: new Map(entries.filter(({ id }) => busy.includes(id)).map(({ id, upstream }) => [id, upstream])),
    ...given,
  })
  const ids = (list: readonly OutboxEntry[]) => list.map(({ id }) => id).join(' ')
  return { expire: ids(expire), warn: ids(warn), send: ids(send), ask: ids(ask), wakeAt }
}

function openOf(entries: OutboxEntry[]): OpenEntries {
  const open = new OpenEntries()
  for (const [sequence, entry] of entries.entries()) open.put({ ...entry, sequence })
  return open
}

const later = { ...states.waiting, notBefore: now + 500 }

describe('entries of one customer', () => {
  test.each([
    ['go one after another', [entryOf('a', { order: 'x' }), entryOf('b', { order: 'x' })], 'a'],
    [
      'wait for the first, whatever holds it up',
      [entryOf('a', { order: 'x', state: later }), entryOf('b', { order: 'x' })],
      '',
    ],
    ['wait for one that is held', [entryOf('a', { order: 'x', state: states.held }), entryOf('b', { order: 'x' })], ''],
    [
      'wait until it is known what the first did',
      [
        entryOf('a', { order: 'x', state: { ...states.asking, next: { ask: 'upstream', notBefore: now + 9 } } }),
        entryOf('b', { order: 'x' }),
      ],
      '',
    ],
    [
      'are overtaken by others',
      [entryOf('a', { order: 'x', state: later }), entryOf('b', { order: 'y' }), entryOf('c')],
      'b c',
    ],
    [
      'do not wait for one that a person must look at',
      [entryOf('a', { order: 'x', state: states.refused }), entryOf('b', { order: 'x' })],
      'b',
    ],
    [
      'are others at another upstream',
      [entryOf('a', { order: 'x', state: later }), entryOf('b', { order: 'x', upstream: 'shop' })],
      'b',
    ],
    ['that have no order go together', [entryOf('a'), entryOf('b')], 'a b'],
  ])('%s', (_, entries, send) => {
    expect(plan(entries).send).toBe(send)
  })

  test('wait while the first is under way in this process', () => {
    const entries = [entryOf('a', { order: 'x', state: states.sending }), entryOf('b', { order: 'x' })]
    expect(plan(entries, { busy: ['a'] })).toMatchObject({ send: '', ask: '' })
  })
})

describe('an upstream that is down', () => {
  const down = (probeAt: number) => new Map<string, Lane>([['loyalty', { state: 'down', failures: 1, probeAt }]])
  const three = [entryOf('a'), entryOf('b'), entryOf('c', { upstream: 'shop' })]

  test('is tried by one entry, when it is time, and holds up no other upstream', () => {
    expect(plan(three, { lanes: down(now) }).send).toBe('a c')
    expect(plan(three, { lanes: down(now + 700) })).toMatchObject({ send: 'c', wakeAt: now + 700 })
  })

  test('is not tried while a probe is under way', () => {
    const entries = [entryOf('a', { state: states.sending }), entryOf('b')]
    expect(plan(entries, { lanes: down(now), busy: ['a'] }).send).toBe('')
  })

  test('is left alone for longer after each failure, or as long as it asks for, until it answers', () => {
    const moment = { now, fraction: 0.5 }
    const failed = { outcome: 'unclear', code: 'OUTCOME_UNKNOWN', isDown: true } as const
    const once = laneAfter(up, failed, moment)
    expect(once).toEqual({ state: 'down', failures: 1, probeAt: now + 1_000 })
    expect(laneAfter(once, failed, moment)).toEqual({ state: 'down', failures: 2, probeAt: now + 2_000 })
    expect(
      laneAfter(once, { outcome: 'not-done', code: '429', isDown: true, retryAfterMs: 9_000 }, moment),
    ).toMatchObject({ probeAt: now + 9_000 })
    expect(laneAfter(once, { outcome: 'refused', status: 400, code: '400' }, moment)).toBe(up)
    // What the agent itself puts off or refuses tells nothing of the upstream.
    expect(laneAfter(once, { outcome: 'not-done', code: 'UPSTREAM_BUSY', isDown: false }, moment)).toBe(once)
    expect(laneAfter(once, { outcome: 'refused', code: 'NOT_GRANTED' }, moment)).toBe(once)
    expect(laneAfter(up, { outcome: 'not-done', code: 'TOO_MANY_REQUESTS', isDown: false }, moment)).toBe(up)
    expect(reawakened(once, now)).toMatchObject({ failures: 1, probeAt: now })
  })

  test('thousand tills do not come back in the same second', () => {
    const probes = [0, 0.25, 0.75, 1].map((fraction) =>
      laneAfter(up, { outcome: 'unclear', code: '503', isDown: true }, { now, fraction }),
    )
    expect(new Set(probes.map((lane) => lane.state === 'down' && lane.probeAt)).size).toBe(4)
  })
})

test('a pause that a clock ahead of its time has set is over once the clock is right', () => {
  const dayMs = 24 * hourMs
  const ahead = { ...states.waiting, notBefore: now + dayMs }
  const asking = { ...states.asking, next: { ask: 'upstream', notBefore: now + dayMs } } as const
  expect(plan([entryOf('a', { state: ahead }), entryOf('b', { state: asking })])).toMatchObject({ send: 'a', ask: 'b' })
  const lanes = new Map<string, Lane>([['loyalty', { state: 'down', failures: 1, probeAt: now + dayMs }]])
  expect(plan([entryOf('a')], { lanes }).send).toBe('a')
  const asked = { ...states.waiting, notBefore: now + 600_000 }
  expect(plan([entryOf('a', { state: asked })])).toMatchObject({ send: '', wakeAt: now + 600_000 })
})

test('so many are sent to one upstream at a time', () => {
  const entries = ['a', 'b', 'c', 'd'].map((id) => entryOf(id))
  expect(plan(entries, { maxPerUpstream: 2 }).send).toBe('a b')
  expect(plan(entries, { maxPerUpstream: 2, busy: ['a'] }).send).toBe('b')
})

test('what is unknown is asked about and not sent', () => {
  expect(plan([entryOf('a', { state: states.asking })])).toMatchObject({ ask: 'a', send: '' })
})

test('the next step is known ahead', () => {
  expect(plan([entryOf('a', { state: later })]).wakeAt).toBe(now + 500)
  expect(plan([entryOf('a', { state: states.held })]).wakeAt).toBe(1 + 72 * hourMs - warningMs)
  expect(plan([]).wakeAt).toBeUndefined()
})

test('a person is told a day before an entry expires, once, and in half its time if it has less than two', () => {
  const created = { createdAt: now - 48 * hourMs, expiresAt: now + warningMs }
  expect(plan([entryOf('a', created)]).warn).toBe('a')
  expect(plan([entryOf('a', { ...created, isWarned: true })]).warn).toBe('')
  expect(plan([entryOf('a', { ...created, expiresAt: now + warningMs + 1 })])).toMatchObject({
    warn: '',
    wakeAt: now + 1,
  })
  expect(plan([entryOf('a', { createdAt: now, expiresAt: now + hourMs })])).toMatchObject({
    warn: '',
    wakeAt: now + hourMs / 2,
  })
})

test('an entry whose posting window is over is not sent, unless it is on its way', () => {
  const over = { expiresAt: now }
  expect(plan([entryOf('a', over)])).toMatchObject({ expire: 'a', send: '' })
  expect(plan([entryOf('a', { ...over, state: states.held })]).expire).toBe('a')
  expect(plan([entryOf('a', { ...over, state: states.sending })], { busy: ['a'] }).expire).toBe('')
  expect(plan([entryOf('a', { ...over, state: states.sending })]).expire).toBe('')
})
