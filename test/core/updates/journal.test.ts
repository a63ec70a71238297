import { describe, expect, test } from 'vitest'
import { createMemoryLog } from '#adapters/log/memoryLog.ts'
import { UpdateError } from '#core/releases/updateError.ts'
import { UpdateJournal } from '#core/updates/journal.ts'
import { emptyRecord, type UpdateRecord } from '#core/updates/journalStore.ts'
import { createTestClock } from '#test/support/clock.ts'

const hour = 60 * 60_000
const release = { counter: 7, digest: 'a', releasedAt: 1, floor: '1.0.0', keyIds: ['ours'] }

function openJournal(record: Partial<UpdateRecord> | 'damaged' = {}, keys = { ours: 'key' }) {
  const clock = createTestClock()
  const log = createMemoryLog()
  const written: UpdateRecord[] = []
  const asides: string[] = []
  const store = {
    read(): UpdateRecord {
      if (record === 'damaged') throw new UpdateError('RECORD_DAMAGED')
      return { ...emptyRecord, ...record }
    },
    setAside: () => void asides.push('updates.damaged-1.json'),
    damaged: () => asides,
    write: (next: UpdateRecord) => void written.push(next),
  }
  return { journal: new UpdateJournal({ store, clock, log, keys }), clock, log, written, asides }
}

describe('a damaged record', () => {
  test('is set aside and said, not taken for none', () => {
    const { journal, log } = openJournal('damaged')
    expect(journal.record).toEqual(emptyRecord)
    expect(journal.damaged).toEqual(['updates.damaged-1.json'])
    expect(log.events.map(({ event }) => event)).toEqual(['update-record-damaged'])
  })

  test('is none when there is none', () => {
    expect(openJournal().journal.damaged).toEqual([])
  })
})

describe('the newest trusted release', () => {
  test('is forgotten together with the last key that signed it, and that is logged', () => {
    const { journal, log } = openJournal({ seen: release, failed: ['1.0.9'] }, { ours: 'key' })
    expect(journal.record.seen).toEqual(release)
    expect(log.events).toEqual([])

    const next = openJournal({ seen: { ...release, keyIds: ['stolen'] }, failed: ['1.0.9'] })
    expect(next.journal.record).toEqual({ format: 1, failed: ['1.0.9'] })
    expect(next.log.events.map(({ event }) => event)).toEqual(['update-seen-forgotten'])
  })

  test('counts how long the machine ran with it, across restarts', async () => {
    const { journal, clock } = openJournal({ seen: { ...release, heldMs: hour } })
    await clock.advance(2 * hour)
    journal.recordTrusted(release, clock.now())
    await clock.advance(hour)
    journal.recordTrusted(release, clock.now())
    expect(journal.record.seen?.heldMs).toBe(4 * hour)
    journal.recordTrusted({ ...release, digest: 'b', counter: 8 }, clock.now())
    expect(journal.record.seen?.heldMs).toBe(0)
    await clock.advance(hour)
    journal.recordTrusted({ ...release, digest: 'b', counter: 8 }, clock.now())
    expect(journal.record.seen?.heldMs).toBe(hour)
  })
})

describe('a version that failed', () => {
  test('is remembered with its time, and once', async () => {
    const { journal, clock } = openJournal()
    const at = clock.now()
    journal.recordOutcome('rolled-back', '1.1.0', 'it is not healthy')
    expect(journal.record).toMatchObject({ failed: ['1.1.0'], failures: [{ version: '1.1.0', at }] })
    await clock.advance(hour)
    journal.recordOutcome('stuck', '1.1.0')
    expect(journal.record).toMatchObject({ failed: ['1.1.0'], failures: [{ version: '1.1.0', at: at + hour }] })
  })

  test('is forgotten once it works', () => {
    const { journal } = openJournal({ failed: ['1.0.9', '1.1.0'] })
    journal.recordOutcome('done', '1.1.0')
    expect(journal.record).toMatchObject({ failed: ['1.0.9'], failures: [] })
  })

  test('may turn out to be unproven', () => {
    const { journal, clock } = openJournal()
    journal.recordOutcome('rolled-back', '1.1.0')
    journal.recordUnproven('1.1.0')
    journal.recordUnproven('1.2.0')
    expect(journal.record.failures).toEqual([{ version: '1.1.0', at: clock.now(), isUnproven: true }])
  })

  test('is forgotten after twenty others', () => {
    const { journal } = openJournal()
    for (let patch = 0; patch < 25; patch += 1) journal.recordOutcome('stuck', `1.0.${patch}`)
    expect(journal.record.failed).toHaveLength(20)
    expect(journal.record.failed.at(-1)).toBe('1.0.24')
    expect(journal.record.failures).toHaveLength(20)
  })
})

test('a version waits from its first download on, until it was installed or another one came', async () => {
  const { journal, clock, written } = openJournal()
  const since = clock.now()
  journal.recordWaiting('1.1.0')
  await clock.advance(hour)
  journal.recordWaiting('1.1.0')
  expect(journal.record.waiting).toEqual({ version: '1.1.0', since })
  expect(written).toHaveLength(1)
  journal.recordWaiting('1.2.0')
  expect(journal.record.waiting).toEqual({ version: '1.2.0', since: since + hour })
  journal.recordOutcome('done', '1.2.0')
  expect(journal.record.waiting).toBeUndefined()
})

test('a version waits from now on when the clock was put back', () => {
  const { journal, clock } = openJournal({ waiting: { version: '1.1.0', since: 1_900_000_000_000 } })
  journal.recordWaiting('1.1.0')
  expect(journal.record.waiting?.since).toBe(clock.now())
})

test('time without a release counts from the first start, and not from the future', () => {
  const fresh = openJournal()
  fresh.journal.startFreshness()
  expect(fresh.journal.record.freshAt).toBe(fresh.clock.now())
  for (const [freshAt, kept] of [
    [1, 1],
    [fresh.clock.now() + 1, fresh.clock.now()],
  ]) {
    const { journal } = openJournal({ freshAt: freshAt as number })
    journal.startFreshness()
    expect(journal.record.freshAt).toBe(kept)
  }
})
