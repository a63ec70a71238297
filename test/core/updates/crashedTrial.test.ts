import { expect, test } from 'vitest'
import { UpdateError } from '#core/releases/updateError.ts'
import { takeBackCrashed } from '#core/updates/crashedTrial.ts'
import { type Attempt, emptyRecord, type UpdateRecord } from '#core/updates/journalStore.ts'

const file = { size: 1, sha512: `${'A'.repeat(86)}==` }
const kept = { version: '1.0.0', path: '/kept', file }
const attempt: Attempt = { step: 'proving', from: '1.0.0', to: '1.1.0', kept, readyBefore: [], tries: 3 }

function crashed(record: UpdateRecord | 'damaged', stage = async () => {}) {
  const written: UpdateRecord[] = []
  const committed: string[] = []
  const store = {
    read() {
      if (record === 'damaged') throw new UpdateError('RECORD_DAMAGED')
      return record
    },
    write: (next: UpdateRecord) => void written.push(next),
    setAside() {},
    damaged: () => [],
  }
  const installer = {
    async stage(path: string) {
      await stage()
      return {
        discard() {},
        commit() {
          committed.push(path)
          return 'system-will-quit' as const
        },
      }
    },
  }
  return { written, committed, takenBack: takeBackCrashed({ store, installer, version: '1.1.0' }) }
}

// Nobody watched a service of Windows: a version that crashed again and again stayed, in safe mode.
test('a version on trial that crashes into safe mode is taken back', async () => {
  const { takenBack, written, committed } = crashed({ ...emptyRecord, attempt })
  expect([await takenBack, committed]).toEqual([true, ['/kept']])
  expect(written).toEqual([{ ...emptyRecord, attempt: { ...attempt, step: 'rolling-back', tries: 1 } }])
})

const { kept: _, ...withoutPackage } = attempt
test.each<[string, UpdateRecord | 'damaged']>([
  ['was not updated', emptyRecord],
  ['is the one before', { ...emptyRecord, attempt: { ...attempt, to: '1.2.0' } }],
  ['has nothing to go back to', { ...emptyRecord, attempt: withoutPackage }],
  ['lost its record', 'damaged'],
])('one that %s stays in safe mode', async (_, record) => {
  const { takenBack, written, committed } = crashed(record)
  expect([await takenBack, written, committed]).toEqual([false, [], []])
})

test('one whose package before is spoilt stays in safe mode, and another mistake is told', async () => {
  const spoilt = crashed({ ...emptyRecord, attempt }, () => Promise.reject(new UpdateError('PACKAGE_MISMATCH')))
  expect([await spoilt.takenBack, spoilt.written, spoilt.committed]).toEqual([false, [], []])
  const mistaken = crashed({ ...emptyRecord, attempt }, () => Promise.reject(new Error('a mistake')))
  await expect(mistaken.takenBack).rejects.toThrow('a mistake')
})
