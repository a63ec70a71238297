import { expect, test } from 'vitest'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import type { StoredUpstream } from '#core/settings/settings.ts'
import { UpstreamRecords } from '#core/upstreams/records.ts'

const record = (id: string, more: Partial<StoredUpstream> = {}): StoredUpstream => ({
  ...{ id, scheme: 'basic', baseUrl: 'https://a.example.com', settings: {}, createdAt: 1 },
  ...more,
})

function start(...ids: string[]) {
  const records = new UpstreamRecords(createMemorySettings())
  for (const id of ids) records.put(record(id))
  return { records, ids: () => records.all().map(({ id }) => id) }
}

test('a record is appended once and replaced in its place', () => {
  const { records, ids } = start('a', 'b')
  records.put(record('a', { till: 'till1' }))
  expect(ids()).toEqual(['a', 'b'])
  expect(records.get('a').till).toBe('till1')
})

test('an update changes one record, and brings none back', () => {
  const { records, ids } = start('a', 'b')
  records.update('b', { lockedAt: 5 })
  records.update('gone', { lockedAt: 5 })
  expect(records.all().map(({ lockedAt }) => lockedAt)).toEqual([undefined, 5])
  expect(ids()).toEqual(['a', 'b'])
})

test('a record that is removed is unknown', () => {
  const { records, ids } = start('a', 'b')
  records.remove('a')
  expect(ids()).toEqual(['b'])
  expect(records.find('a')).toBeUndefined()
  expect(() => records.get('a')).toThrow(expect.objectContaining({ code: 'UNKNOWN_UPSTREAM' }))
})
