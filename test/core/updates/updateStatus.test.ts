import { describe, expect, test } from 'vitest'
import type { Release, ReleaseFile } from '#core/releases/release.ts'
import type { UpdateRecord } from '#core/updates/journalStore.ts'
import type { Offer, Phase } from '#core/updates/phase.ts'
import { statusOf } from '#core/updates/updateStatus.ts'

const now = 1_700_000_000_000
const weekMs = 7 * 24 * 60 * 60_000
const offer: Offer = {
  release: { version: '1.1.0' } as Release,
  file: { size: 1_000 } as ReleaseFile,
  ...{ digest: '', signed: new Uint8Array() },
}
const record: UpdateRecord = { format: 1, failed: [], freshAt: now }
const facts = {
  ...{ phase: { step: 'idle' } as Phase, version: '1.0.0', settings: {}, record, now },
  ...{ waitsFor: undefined, problem: undefined, isRecordDamaged: false },
}
const seen = { counter: 1, digest: '', releasedAt: 0, floor: '1.1.0' }

test('a till without settings has the default ring and quiet hours', () => {
  expect(statusOf(facts)).toEqual({
    ...{ step: 'idle', version: '1.0.0', ring: 'default', quietHours: '22:00-06:00', freshAt: now, problems: [] },
  })
})

test.each<[Phase, object]>([
  [{ step: 'available', offer }, { offered: '1.1.0' }],
  [
    { step: 'downloading', offer, bytes: 250 },
    { offered: '1.1.0', progress: { bytes: 250, of: 1_000 } },
  ],
  [{ step: 'ready', offer, path: '/package' }, { offered: '1.1.0' }],
])('$step shows the offer', (phase, shown) => {
  expect(statusOf({ ...facts, phase })).toMatchObject({ step: phase.step, ...shown })
})

describe('problems', () => {
  test.each([
    ['none', {}, []],
    ['the last one', { problem: 'DOWNLOAD_FAILED' as const }, ['DOWNLOAD_FAILED']],
    ['a week with a trusted release', { now: now + weekMs }, []],
    ['more than a week without one', { now: now + weekMs + 1 }, ['FEED_FROZEN']],
    ['a version below the floor', { record: { ...record, seen } }, ['BELOW_FLOOR']],
    ['a version at the floor', { record: { ...record, seen }, version: '1.1.0' }, []],
    ['a damaged record that was set aside', { isRecordDamaged: true }, ['RECORD_DAMAGED']],
    ['no updates by the agent itself', { phase: { step: 'off' as const }, record: { ...record, seen } }, []],
  ])('%s', (_, changes, codes) => {
    expect(statusOf({ ...facts, ...changes }).problems.map(({ code }) => code)).toEqual(codes)
  })
})
