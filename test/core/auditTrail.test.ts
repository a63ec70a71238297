import { describe, expect, test } from 'vitest'
import { createMemoryAudit } from '../../electron/adapters/memoryAudit.ts'
import { createMemoryLog } from '../../electron/adapters/memoryLog.ts'
import type { AuditEntry } from '../../electron/contract/audit.ts'
import { type AuditStore, AuditTrail, type Retention } from '../../electron/core/auditTrail.ts'
import { Fault } from '../../electron/core/fault.ts'
import { createTestClock } from '../support/clock.ts'

const day = 86_400_000

const entry = (more: Partial<AuditEntry> = {}): AuditEntry => ({
  event: 'client-added',
  actor: 'pipe/anna',
  subject: 'client/pos',
  outcome: 'done',
  detail: '',
  ...more,
})

function keep({ store = createMemoryAudit(), retention }: { store?: AuditStore; retention?: Retention } = {}) {
  const clock = createTestClock()
  const log = createMemoryLog()
  const trail = new AuditTrail({ store, clock, log, ...(retention && { retention }) })
  const verify = async (expectedHash?: string) => {
    const verdict = trail.verify(expectedHash)
    for (let n = 0; n < 50; n += 1) await clock.pass(0)
    return verdict
  }
  return { store, clock, log, trail, verify, events: () => trail.list(1_000).map(({ event }) => event) }
}

/** A store that cannot be used while `isDown`. */
function unsteady(): AuditStore & { isDown: boolean } {
  const store = createMemoryAudit()
  const steady = Object.entries(store).map(([name, call]) => [
    name,
    (...args: unknown[]) => {
      if (unsteadyStore.isDown && name !== 'setAside') throw new Fault('AUDIT_UNAVAILABLE', 'The disk is full.')
      return (call as (...args: unknown[]) => unknown)(...args)
    },
  ])
  const unsteadyStore = { ...Object.fromEntries(steady), isDown: false }
  return unsteadyStore
}

test('a trail begins with a row that says so, and each row holds the hash of the one before', async () => {
  const { trail, verify } = keep()
  trail.record(entry())
  trail.record(entry({ event: 'client-revoked' }))
  const rows = trail.page(0, 10)
  expect(rows.map(({ sequence, event }) => [sequence, event])).toEqual([
    [1, 'trail-begun'],
    [2, 'client-added'],
    [3, 'client-revoked'],
  ])
  expect(rows.map(({ previousHash }) => previousHash).slice(1)).toEqual(rows.map(({ hash }) => hash).slice(0, -1))
  expect(await verify()).toEqual({ intact: true, rows: 3, lastSequence: 3, lastHash: rows[2]?.hash })
})

test('the same rows at the same time have the same hashes: others can check an export', () => {
  const hashes = [keep(), keep()].map(({ trail }) => {
    trail.record(entry())
    return trail.page(0, 10).map(({ hash }) => hash)
  })
  expect(hashes[0]).toEqual(hashes[1])
  // Kept here so that a change of the form, which would make every old trail look tampered with, is noticed.
  expect(hashes[0]?.[1]).toBe('f3a097617d0d750f583ea4f1593171e7109d44d5e1c12cc0861cc2ad07bbf617')
})

test('rows that may wait are written a second later, with one call, and before what is written at once', async () => {
  const store = createMemoryAudit()
  const batches: number[] = []
  const { clock, trail, events } = keep({
    store: {
      ...store,
      append: (rows) => {
        batches.push(rows.length)
        store.append(rows)
      },
    },
  })
  for (let n = 0; n < 5; n += 1) trail.recordSoon(entry({ event: 'request-refused' }))
  expect(batches).toEqual([])
  await clock.pass(1_000)
  expect(batches).toEqual([6])
  trail.recordSoon(entry({ event: 'request-refused' }))
  trail.record(entry())
  expect(events().slice(0, 2)).toEqual(['client-added', 'request-refused'])
})

test('a text that a database would change is made plain before it is hashed', async () => {
  const { trail, verify } = keep()
  trail.record(entry({ detail: `a\u0000b\r\nc\ud800${'x'.repeat(5_000)}` }))
  const [row] = trail.list(1)
  expect(row?.detail).toMatch(/^a b {2}c\ufffdx{993}…$/)
  expect(await verify()).toMatchObject({ intact: true })
})

describe('while the trail cannot be written', () => {
  test('nothing is thrown, status can tell, and the log hears of it once', async () => {
    const store = unsteady()
    const { clock, log, trail } = keep({ store })
    store.isDown = true
    trail.record(entry())
    await clock.pass(60_000)
    expect(trail.problem).toMatchObject({ code: 'AUDIT_UNAVAILABLE', detail: 'The disk is full.' })
    expect(log.events.map(({ event }) => event)).toEqual(['audit-not-written'])
  })

  test('rows wait, and are written with the time at which they happened', async () => {
    const store = unsteady()
    const { clock, trail, verify } = keep({ store })
    trail.record(entry())
    store.isDown = true
    const happenedAt = clock.now()
    trail.record(entry({ event: 'upstream-locked' }))
    await clock.pass(20_000)
    store.isDown = false
    await clock.pass(5_000)
    expect(trail.problem).toBeUndefined()
    expect(trail.list(1)).toMatchObject([{ event: 'upstream-locked', at: happenedAt, sequence: 3 }])
    expect(await verify()).toMatchObject({ intact: true, rows: 3 })
  })

  test('so many wait, and how many were lost is a row of its own', async () => {
    const store = unsteady()
    const { clock, trail, verify } = keep({ store })
    store.isDown = true
    for (let n = 0; n < 10_000; n += 1) trail.recordSoon(entry())
    store.isDown = false
    await clock.pass(5_000)
    expect(trail.list(1)).toMatchObject([{ event: 'rows-lost', detail: '9744 could not be written' }])
    expect(await verify()).toMatchObject({ intact: true, rows: 258 })
  })
})

describe('of an old trail', () => {
  const retention = { keepMs: 10 * day, mostRows: 100, leastRows: 5 }

  async function aged(days: number) {
    const kept = keep({ retention })
    for (let n = 0; n < days; n += 1) {
      kept.trail.record(entry({ detail: `day ${n}` }))
      await kept.clock.pass(day)
    }
    return kept
  }

  test('what is older than it must be is forgotten, and the rest can still be verified', async () => {
    const { trail, verify } = await aged(30)
    const rows = trail.page(0, 1_000)
    expect(rows.length).toBeLessThan(25)
    expect(rows.map(({ detail }) => detail)).toContain('day 29')
    expect(rows.map(({ detail }) => detail)).not.toContain('day 15')
    expect(await verify()).toMatchObject({ intact: true })
  })

  test('forgetting more than the trail itself says is found', async () => {
    const { store, trail, verify } = await aged(30)
    const [, second] = trail.page(0, 2)
    const [last] = trail.list(1)
    if (!second || !last) throw new Error('there are no rows')
    // As somebody would who hides the oldest rows: without a row in the chain that says so.
    const { prune, append, ...rest } = store
    expect([prune, append].length).toBe(2)
    const hidden: AuditStore = {
      ...rest,
      prune,
      append,
      ends: () => ({ ...store.ends(), anchor: { sequence: second.sequence, hash: second.hash } }),
      after: (sequence, most) => store.after(Math.max(sequence, second.sequence), most),
    }
    const { verify: verifyHidden } = keep({ store: hidden })
    expect(await verify()).toMatchObject({ intact: true })
    expect(await verifyHidden()).toEqual({
      intact: false,
      sequence: second.sequence,
      reason: `No row tells that rows 1-${second.sequence} were pruned.`,
    })
  })

  // attacks.md T64: a clock that runs ten years ahead for a moment must not cost the trail.
  test('the newest rows stay, whatever the clock says', async () => {
    const { clock, trail } = keep({ retention })
    for (let n = 0; n < 8; n += 1) trail.record(entry({ detail: `row ${n}` }))
    await clock.pass(3_650 * day)
    trail.record(entry({ detail: 'ten years on' }))
    const details = trail.page(0, 100).map(({ detail }) => detail)
    expect(details.filter((detail) => detail.startsWith('row'))).toEqual(['row 4', 'row 5', 'row 6', 'row 7'])
  })

  test('no more rows are kept than it may have', async () => {
    const { clock, trail, verify } = keep({ retention })
    for (let n = 0; n < 300; n += 1) trail.record(entry())
    await clock.pass(day)
    trail.record(entry())
    expect(trail.page(0, 1_000).length).toBe(101)
    expect(await verify()).toMatchObject({ intact: true })
  })
})
