import { expect, test } from 'vitest'
import { createMemoryLog } from '#adapters/log/memoryLog.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import type { AuditTrail } from '#core/audit/auditTrail.ts'
import { ChangeFeed } from '#core/base/changeFeed.ts'
import { Fault } from '#core/base/fault.ts'
import type { Session } from '#core/scheme/scheme.ts'
import { WatchedSettings } from '#core/settings/watchedSettings.ts'
import { UpstreamIncidents } from '#core/upstreams/incidents.ts'
import type { OpenUpstreams } from '#core/upstreams/openUpstreams.ts'
import { UpstreamRecords } from '#core/upstreams/records.ts'
import { createTestClock } from '#test/support/clock.ts'

/** One upstream with signed-in customers, on a disk that may be full. What happens is written down. */
function start() {
  const stored = createMemorySettings()
  const clock = createTestClock(1_000)
  const disk = { isFull: false }
  const write = stored.write
  stored.write = (next) => {
    if (disk.isFull) throw new Fault('SETTINGS_UNWRITABLE')
    write(next)
  }
  const settings = new WatchedSettings({ settings: stored, clock, onChange: () => {} })
  const records = new UpstreamRecords(settings)
  records.put({ id: 'a', scheme: 'basic', baseUrl: 'https://a.example', settings: {}, createdAt: 1 })
  const done: string[] = []
  const open = {
    locked: false,
    session: { customers: { sessions: { close: () => done.push('customers signed out') } } },
  }
  const incidents = new UpstreamIncidents({
    ...{ settings, records, clock, log: createMemoryLog(), changes: new ChangeFeed() },
    upstreams: {
      find: (id: string) => (id === 'a' ? open : undefined),
      publishState: () => void done.push('published'),
    } as unknown as OpenUpstreams,
    audit: { record: ({ event }: { event: string }) => void done.push(event) } as unknown as AuditTrail,
  })
  return { incidents, settings, records, stored, disk, clock, open, done }
}

test('the first refusal locks, signs customers out and is recorded, once', () => {
  const { incidents, records, open, done } = start()
  incidents.lock('a')
  incidents.lock('a')
  incidents.lock('unknown')
  expect([open.locked, records.get('a').lockedAt]).toEqual([true, 1_000])
  expect(done).toEqual(['customers signed out', 'upstream-locked', 'published'])
})

test('a credential that was replaced since it was refused locks nothing', () => {
  const { incidents, records, open, done } = start()
  const refused = open.session as unknown as Session
  open.session = { customers: open.session.customers }
  expect(incidents.lock('a', refused)).toBe(false)
  expect([open.locked, records.get('a').lockedAt, done]).toEqual([false, undefined, []])
  expect(incidents.lock('a', open.session as unknown as Session)).toBe(true)
})

// The lock was in memory only: after a restart the same wrong credential was tried once more.
test('a lock that cannot be stored is stored as soon as that is possible', async () => {
  const { incidents, stored, disk, clock, open } = start()
  disk.isFull = true
  incidents.lock('a')
  expect([open.locked, stored.read().upstreams[0]?.lockedAt]).toEqual([true, undefined])
  disk.isFull = false
  await clock.advance(60_000)
  expect(stored.read().upstreams[0]?.lockedAt).toBe(1_000)
})

test('a lock that comes late does not lock another credential', async () => {
  const { incidents, stored, records, disk, clock } = start()
  disk.isFull = true
  incidents.lock('a')
  disk.isFull = false
  records.update('a', { rotatedAt: 2_000 })
  await clock.advance(60_000)
  expect(stored.read().upstreams[0]?.lockedAt).toBeUndefined()
})
