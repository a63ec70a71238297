import { describe, expect, test } from 'vitest'
import { createMemoryAudit } from '#adapters/database/memoryAudit.ts'
import { createMemoryLog } from '#adapters/log/memoryLog.ts'
import type { AuditEntry } from '#contract/audit.ts'
import { type AuditStore, AuditTrail } from '#core/audit/auditTrail.ts'
import type { HeadSigner } from '#core/audit/headSignatures.ts'
import type { Retention } from '#core/audit/retention.ts'
import { Fault } from '#core/base/fault.ts'
import { createTestClock } from '#test/support/clock.ts'

const day = 86_400_000

const entry = (more: Partial<AuditEntry> = {}): AuditEntry => ({
  event: 'client-added',
  actor: 'pipe/anna',
  subject: 'client/pos',
  outcome: 'done',
  detail: '',
  ...more,
})

interface Options {
  store?: AuditStore
  retention?: Retention
  signer?: HeadSigner
}

function openTrail({ store = createMemoryAudit(), retention, signer }: Options = {}) {
  const clock = createTestClock()
  const log = createMemoryLog()
  const trail = new AuditTrail({ store, clock, log, ...(retention && { retention }), ...(signer && { signer }) })
  const verify = async (expectedHash?: string) => {
    const verdict = trail.verify(expectedHash)
    for (let n = 0; n < 50; n += 1) await clock.advance(0)
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
  const { trail, verify } = openTrail()
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
  const hashes = [openTrail(), openTrail()].map(({ trail }) => {
    trail.record(entry())
    return trail.page(0, 10).map(({ hash }) => hash)
  })
  expect(hashes[0]).toEqual(hashes[1])
  // Kept here so that a change of the form, which would make every old trail look tampered with, is noticed.
  expect(hashes[0]?.[1]).toBe('f3a097617d0d750f583ea4f1593171e7109d44d5e1c12cc0861cc2ad07bbf617')
})

test('rows that may wait are written within a second, in one call, and before a row that is written at once', async () => {
  const store = createMemoryAudit()
  const batches: number[] = []
  const { clock, trail, events } = openTrail({
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
  await clock.advance(1_000)
  expect(batches).toEqual([6])
  trail.recordSoon(entry({ event: 'request-refused' }))
  trail.record(entry())
  expect(events().slice(0, 2)).toEqual(['client-added', 'request-refused'])
})

test('rows that wait are written before the trail is verified, and when it is closed', async () => {
  const store = createMemoryAudit()
  let isClosed = false
  const close = () => {
    isClosed = true
  }
  const { trail, verify } = openTrail({ store: { ...store, close } })
  trail.recordSoon(entry())
  expect(await verify()).toMatchObject({ intact: true, rows: 2 })
  trail.recordSoon(entry())
  trail.close()
  expect([store.before(Number.MAX_SAFE_INTEGER, 9).length, isClosed]).toEqual([3, true])
})

test('a text that a database would change is normalised before it is hashed', async () => {
  const { trail, verify } = openTrail()
  trail.record(entry({ detail: `a\u0000b\r\nc\ud800${'x'.repeat(5_000)}` }))
  const [row] = trail.list(1)
  expect(row?.detail).toMatch(/^a b {2}c\ufffdx{993}…$/)
  expect(await verify()).toMatchObject({ intact: true })
})

describe('while the trail cannot be written', () => {
  test('nothing is thrown, the status can tell, and the log says so once', async () => {
    const store = unsteady()
    const { clock, log, trail } = openTrail({ store })
    store.isDown = true
    trail.record(entry())
    await clock.advance(60_000)
    expect(trail.problem).toMatchObject({ code: 'AUDIT_UNAVAILABLE', detail: 'The disk is full.' })
    expect(log.events.map(({ event }) => event)).toEqual(['audit-not-written'])
  })

  test('rows wait, and are written with the time at which they happened', async () => {
    const store = unsteady()
    const { clock, trail, verify } = openTrail({ store })
    trail.record(entry())
    store.isDown = true
    const happenedAt = clock.now()
    trail.record(entry({ event: 'upstream-locked' }))
    await clock.advance(20_000)
    store.isDown = false
    await clock.advance(5_000)
    expect(trail.problem).toBeUndefined()
    expect(trail.list(1)).toMatchObject([{ event: 'upstream-locked', at: happenedAt, sequence: 3 }])
    expect(await verify()).toMatchObject({ intact: true, rows: 3 })
  })

  test('a trail that could not begin began when its first row happened', async () => {
    const store = unsteady()
    const { clock, trail } = openTrail({ store })
    store.isDown = true
    const happenedAt = clock.now()
    trail.record(entry())
    await clock.advance(20_000)
    store.isDown = false
    await clock.advance(5_000)
    expect(trail.page(0, 9)).toMatchObject([
      { event: 'trail-begun', at: happenedAt },
      { event: 'client-added', at: happenedAt },
    ])
  })

  test('rows beyond the maximum are lost, and their number is a row of its own', async () => {
    const store = unsteady()
    const { clock, trail, verify } = openTrail({ store })
    store.isDown = true
    for (let n = 0; n < 10_000; n += 1) trail.recordSoon(entry())
    store.isDown = false
    await clock.advance(5_000)
    expect(trail.list(1)).toMatchObject([{ event: 'rows-lost', detail: '9744 could not be written' }])
    expect(await verify()).toMatchObject({ intact: true, rows: 258 })
  })
})

describe('of an old trail', () => {
  const retention = { keepMs: 10 * day, maxRows: 100, minRows: 5 }

  async function aged(days: number) {
    const opened = openTrail({ retention })
    for (let n = 0; n < days; n += 1) {
      opened.trail.record(entry({ detail: `day ${n}` }))
      await opened.clock.advance(day)
    }
    return opened
  }

  test('rows older than the retention are pruned, and the rest can still be verified', async () => {
    const { trail, verify } = await aged(30)
    const rows = trail.page(0, 1_000)
    expect(rows.length).toBeLessThan(25)
    expect(rows.map(({ detail }) => detail)).toContain('day 29')
    expect(rows.map(({ detail }) => detail)).not.toContain('day 15')
    expect(await verify()).toMatchObject({ intact: true })
  })

  test('pruning more than the trail records is found', async () => {
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
    const { verify: verifyHidden } = openTrail({ store: hidden })
    expect(await verify()).toMatchObject({ intact: true })
    expect(await verifyHidden()).toEqual({
      intact: false,
      sequence: second.sequence,
      reason: `No row tells that rows 1-${second.sequence} were pruned.`,
    })
  })

  // attacks.md T64: a clock that runs ten years ahead for a moment must not cost the trail.
  test('the newest rows stay, whatever the clock says', async () => {
    const { clock, trail } = openTrail({ retention })
    for (let n = 0; n < 8; n += 1) trail.record(entry({ detail: `row ${n}` }))
    await clock.advance(3_650 * day)
    trail.record(entry({ detail: 'ten years on' }))
    const details = trail.page(0, 100).map(({ detail }) => detail)
    expect(details.filter((detail) => detail.startsWith('row'))).toEqual(['row 4', 'row 5', 'row 6', 'row 7'])
  })

  test('nothing is pruned while it is verified: the rows would go from under it', async () => {
    const { trail, clock } = openTrail({ retention })
    for (let n = 0; n < 300; n += 1) trail.record(entry())
    await clock.advance(day)
    const verdict = trail.verify()
    trail.record(entry())
    for (let n = 0; n < 50; n += 1) await clock.advance(0)
    expect(await verdict).toMatchObject({ intact: true })
    expect(trail.page(0, 1)[0]?.sequence).toBe(1)
    trail.record(entry())
    expect(trail.page(0, 1)[0]?.sequence).toBeGreaterThan(1)
  })

  test('a pruning that fails is told of, and made up for as soon as it can be', async () => {
    const store = createMemoryAudit()
    let failures = 1
    const prune: AuditStore['prune'] = (...rows) => {
      if (failures-- > 0) throw new Fault('AUDIT_UNAVAILABLE', 'Another program holds it locked.')
      store.prune(...rows)
    }
    const { clock, trail, verify } = openTrail({ store: { ...store, prune }, retention })
    for (let n = 0; n < 300; n += 1) trail.record(entry())
    await clock.advance(day)
    trail.record(entry())
    expect(trail.problem?.detail).toBe('Another program holds it locked.')
    await clock.advance(5_000)
    expect(trail.problem).toBeUndefined()
    expect(trail.page(0, 1_000).length).toBe(101)
    expect(await verify()).toMatchObject({ intact: true })
  })

  test('no more rows stay than the maximum', async () => {
    const { clock, trail, verify } = openTrail({ retention })
    for (let n = 0; n < 300; n += 1) trail.record(entry())
    await clock.advance(day)
    trail.record(entry())
    expect(trail.page(0, 1_000).length).toBe(101)
    expect(await verify()).toMatchObject({ intact: true })
  })
})

describe('a trail with the key of the till', () => {
  const hour = 3_600_000

  /** Signs by writing the row down, as long as it is not `isLocked`. Knows no token but its own. */
  function keyOf(till: string): HeadSigner & { isLocked: boolean } {
    return {
      isLocked: false,
      async sign({ sequence, hash }) {
        if (this.isLocked) throw new Fault('KEYCHAIN_LOCKED')
        return `${till} ${sequence} ${hash}`
      },
      async read(token) {
        if (this.isLocked) throw new Fault('KEYCHAIN_LOCKED')
        const [by, sequence, hash = ''] = token.split(' ')
        return by === till ? { sequence: Number(sequence), hash } : undefined
      },
    }
  }

  async function signedTrail(more: Options = {}) {
    const opened = openTrail({ signer: keyOf('till-7'), ...more })
    opened.trail.record(entry({ detail: '1' }))
    await opened.clock.advance(hour)
    return opened
  }

  test('is signed within an hour of each row, in a row of its own, and not while nothing happens', async () => {
    const { trail, clock, verify } = await signedTrail()
    const rows = trail.page(0, 100)
    expect(rows.at(-1)).toMatchObject({
      event: 'head-signed',
      subject: 'rows/1-2',
      detail: `till-7 2 ${rows[1]?.hash}`,
    })
    await clock.advance(100 * hour)
    expect(trail.lastSequence).toBe(3)
    trail.record(entry({ detail: '4' }))
    await clock.advance(hour)
    expect(trail.list(1)).toMatchObject([{ event: 'head-signed', subject: 'rows/1-4' }])
    expect(await verify()).toMatchObject({
      ...{ intact: true, rows: 5, signed: { from: 2, upTo: 4 } },
      signedHead: `till-7 5 ${trail.list(1)[0]?.hash}`,
    })
  })

  test('has an end to be noted that is signed, although no row is yet', async () => {
    const { trail, verify } = openTrail({ signer: keyOf('till-7') })
    trail.record(entry())
    const verdict = await verify()
    expect(verdict).toMatchObject({ signedHead: `till-7 2 ${trail.list(1)[0]?.hash}` })
    expect(verdict).not.toHaveProperty('signed')
  })

  test('is verified without it while the keychain is shut, and signed as soon as it is not', async () => {
    const signer = keyOf('till-7')
    signer.isLocked = true
    const { trail, clock, log, verify, events } = await signedTrail({ signer })
    await clock.advance(hour)
    expect(log.events.map(({ event }) => event)).toEqual(['audit-not-signed'])
    expect(await verify()).toEqual({ intact: true, rows: 2, lastSequence: 2, lastHash: trail.list(1)[0]?.hash })
    signer.isLocked = false
    await clock.advance(hour)
    expect(events()).toContain('head-signed')
  })

  test.for<[when: string, replaces: 'before' | 'during']>([
    ['before it was signed', 'before'],
    ['while it was being signed', 'during'],
  ])('that another one took the place of %s has no signature of the old one', async ([, replaced]) => {
    let store = createMemoryAudit()
    const calls = Object.keys(store) as (keyof AuditStore)[]
    let isDamaged = false
    // As the one in SQLite: the call that finds the damage fails, and the next one begins another trail.
    const call =
      (name: keyof AuditStore) =>
      (...args: unknown[]) => {
        if (!isDamaged) return (store[name] as (...args: unknown[]) => unknown)(...args)
        isDamaged = false
        store = createMemoryAudit()
        throw new Fault('AUDIT_UNAVAILABLE')
      }
    const replaceable = Object.fromEntries(calls.map((name) => [name, call(name)])) as unknown as AuditStore
    const damage = (trail: AuditTrail) => {
      isDamaged = true
      expect(() => trail.list(1)).toThrow(Fault)
    }
    const key = keyOf('till-7')
    const sign: HeadSigner['sign'] = async (head) => {
      if (replaced === 'during' && head.sequence === 3) damage(trail)
      return key.sign(head)
    }
    const { clock, trail, verify, events } = openTrail({
      store: replaceable,
      signer: { read: key.read.bind(key), sign },
    })
    trail.record(entry())
    trail.record(entry())
    if (replaced === 'before') damage(trail)
    await clock.advance(hour)
    trail.record(entry())
    expect(events()).toEqual(['client-added', 'trail-begun'])
    await clock.advance(hour)
    expect(events()).toEqual(['head-signed', 'client-added', 'trail-begun'])
    expect(await verify()).toMatchObject({ intact: true, rows: 3 })
  })

  test('that somebody else rewrote, with signatures of their own, is found', async () => {
    const { store } = await signedTrail({ signer: keyOf('a thief') })
    const { verify } = openTrail({ store, signer: keyOf('till-7') })
    expect(await verify()).toEqual({ intact: false, sequence: 3, reason: 'Row 3 was not signed by this till.' })
  })

  test.each([
    ['an earlier row with another hash', { sequence: 1, hash: 'f'.repeat(64) }],
    ['a row that came later', { sequence: 3, hash: 'f'.repeat(64) }],
  ])('with a signature of %s is found to be rewritten', async (_, signed) => {
    const signer: HeadSigner = { ...keyOf('till-7'), sign: async () => `till-7 ${signed.sequence} ${signed.hash}` }
    const { verify } = await signedTrail({ signer })
    expect(await verify()).toEqual({
      ...{ intact: false, sequence: 3 },
      reason: `Row 3 signs another row ${signed.sequence} than the one that is there.`,
    })
  })

  test('keeps the signatures of rows that were pruned since', async () => {
    const retention = { keepMs: day, maxRows: 100, minRows: 1 }
    const { trail, clock, verify } = await signedTrail({ retention })
    trail.record(entry({ detail: '4' }))
    await clock.advance(10 * day)
    trail.record(entry({ detail: 'later' }))
    await clock.advance(hour)
    expect(trail.page(0, 1)[0]?.sequence).toBeGreaterThan(2)
    expect(await verify()).toMatchObject({ intact: true, signed: expect.anything() })
  })

  test('signs nothing once it is closed', async () => {
    const { trail, clock } = openTrail({ signer: keyOf('till-7') })
    trail.record(entry())
    trail.close()
    await clock.advance(hour)
    expect(trail.lastSequence).toBe(2)
  })
})
