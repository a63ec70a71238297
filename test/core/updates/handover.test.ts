import { describe, expect, onTestFinished, test } from 'vitest'
import { createMemoryLog } from '#adapters/log/memoryLog.ts'
import { UpdateHandover } from '#core/updates/handover.ts'
import type { Health } from '#core/updates/health.ts'
import type { Installer, Staged } from '#core/updates/installer.ts'
import { UpdateJournal } from '#core/updates/journal.ts'
import { type Attempt, emptyRecord, type UpdateRecord } from '#core/updates/journalStore.ts'
import { createTestClock } from '#test/support/clock.ts'

const file = { name: 'a.AppImage', size: 1, sha512: `${'A'.repeat(86)}==` }
const signed = Buffer.from('signed')
const kept = { version: '1.0.0', path: '/kept', file: { size: 1, sha512: file.sha512 } }
const attempt: Attempt = { step: 'proving', from: '1.0.0', to: '1.1.0', kept, readyBefore: ['loyalty'], tries: 1 }
const well: Health = { isListening: true, loadedUpstreams: ['loyalty'] }
const unwell: Health = { isListening: true, loadedUpstreams: [] }

interface Options {
  version?: string
  attempt?: Attempt
  health?: () => Health | undefined
  leave?: (lastStep: () => unknown) => Promise<void>
}

/** A process that takes over an attempt. Nothing is installed: `committed` says what would be. */
function takeOver({ version = '1.1.0', attempt: recorded, health = () => well, leave }: Options) {
  const clock = createTestClock()
  const log = createMemoryLog()
  let record: UpdateRecord = { ...emptyRecord, ...(recorded && { attempt: recorded }) }
  const store = {
    read: () => record,
    write: (next: UpdateRecord) => {
      record = next
    },
    setAside() {},
    damaged: () => [],
  }
  const committed: string[] = []
  const discarded: string[] = []
  const steps: string[] = []
  const problems: string[] = []
  const stage = async (path: string): Promise<Staged> => ({
    commit: () => {
      committed.push(path)
      return 'exit'
    },
    discard: () => void discarded.push(path),
  })
  const installer = { stage, keepRunning: async () => kept } as unknown as Installer
  const journal = new UpdateJournal({ store, clock, log, keys: {} })
  const handover = new UpdateHandover({
    ...{ clock, log, version, installer, journal, health },
    leave: leave ?? (async (lastStep) => void lastStep()),
    isSaleUnderWay: () => false,
    onStep: (step) => void steps.push(step),
    onProblem: (code) => void problems.push(code),
  })
  onTestFinished(() => handover.close())
  return { handover, clock, journal, committed, discarded, steps, problems, record: () => record }
}

describe('installing', () => {
  test.each([
    ['the first time', undefined, 1],
    ['the second time', { ...attempt, step: 'installing' as const, tries: 1 }, 2],
    ['the third time', { ...attempt, step: 'installing' as const, tries: 2 }, 3],
    ['another version', { ...attempt, step: 'installing' as const, to: '1.0.9', tries: 3 }, 1],
  ])('%s is recorded as such before it is done', async (_, recorded, tries) => {
    const { handover, record, committed } = takeOver({ version: '1.0.0', ...(recorded && { attempt: recorded }) })
    expect(await handover.handOver('/new', { file, signed, release: { version: '1.1.0' } }, () => false)).toBe(true)
    expect(record().attempt).toEqual({ ...attempt, step: 'installing', tries })
    expect(committed).toEqual(['/new'])
  })

  test('is given up after three times', async () => {
    const recorded: Attempt = { ...attempt, step: 'installing', tries: 3 }
    const { handover, record, committed } = takeOver({ version: '1.0.0', attempt: recorded })
    const install = handover.handOver('/new', { file, signed, release: { version: '1.1.0' } }, () => false)
    await expect(install).rejects.toMatchObject({ code: 'INSTALL_FAILED' })
    expect(record()).toMatchObject({ failed: ['1.1.0'], last: { outcome: 'stuck' } })
    expect(committed).toEqual([])
  })

  test('is left when something blocks it meanwhile, and nothing remains', async () => {
    const { handover, record, committed, discarded } = takeOver({ version: '1.0.0' })
    expect(await handover.handOver('/new', { file, signed, release: { version: '1.1.0' } }, () => true)).toBe(false)
    expect(record().attempt).toBeUndefined()
    expect({ committed, discarded }).toEqual({ committed: [], discarded: ['/new'] })
  })
})

describe('a new version', () => {
  test('is healthy after four checks in a row, and not before', async () => {
    const { handover, clock, journal, steps } = takeOver({ attempt: { ...attempt, step: 'installing' } })
    handover.resume()
    await clock.advance(14_999)
    expect(journal.record.last).toBeUndefined()
    await clock.advance(1)
    expect(journal.record.last).toMatchObject({ outcome: 'done', version: '1.1.0' })
    expect(steps).toEqual(['proving', 'idle'])
  })

  test('begins to count anew after an unhealthy check', async () => {
    const seconds = () => clock.monotonicMs() / 1_000
    const { handover, clock, journal } = takeOver({ attempt, health: () => (seconds() === 15 ? unwell : well) })
    handover.resume()
    await clock.advance(34_999)
    expect(journal.record.last).toBeUndefined()
    await clock.advance(1)
    expect(journal.record.last).toMatchObject({ outcome: 'done' })
  })

  test.each([
    ['installing', 3, 1],
    ['proving', 1, 2],
    ['proving', 2, 3],
  ] as const)('on trial after %s %i is recorded as try %i', (step, tries, wanted) => {
    const { handover, record, committed } = takeOver({ attempt: { ...attempt, step, tries } })
    handover.resume()
    expect(record().attempt).toEqual({ ...attempt, step: 'proving', tries: wanted })
    expect(committed).toEqual([])
  })

  test('that ended three times on trial is rolled back at once', async () => {
    const { handover, clock, record, committed } = takeOver({ attempt: { ...attempt, tries: 3 } })
    handover.resume()
    await clock.advance(0)
    expect(record().attempt).toEqual({ ...attempt, step: 'rolling-back', tries: 1 })
    expect(committed).toEqual(['/kept'])
  })

  test.each([
    [1, 2],
    [2, 3],
  ])('whose rollback was interrupted %i times goes on with it', async (tries, wanted) => {
    const { handover, clock, record, committed } = takeOver({ attempt: { ...attempt, step: 'rolling-back', tries } })
    handover.resume()
    await clock.advance(0)
    expect(record().attempt).toEqual({ ...attempt, step: 'rolling-back', tries: wanted })
    expect(committed).toEqual(['/kept'])
  })

  test('stays when it cannot be rolled back three times, and says so', async () => {
    const recorded: Attempt = { ...attempt, step: 'rolling-back', tries: 3 }
    const { handover, clock, record, committed, problems } = takeOver({ attempt: recorded })
    handover.resume()
    await clock.advance(0)
    expect(record()).toMatchObject({ last: { outcome: 'stuck', version: '1.1.0' } })
    expect({ committed, problems }).toEqual({ committed: [], problems: ['NO_WAY_BACK'] })
  })
})

describe('the previous version, after a rollback', () => {
  const rolledBack = (health: () => Health | undefined) => takeOver({ version: '1.0.0', attempt, health })

  test('is watched: where it is no healthier, the new one is tried again some day', async () => {
    const { handover, clock, journal } = rolledBack(() => unwell)
    handover.resume()
    expect(journal.record).toMatchObject({ failed: ['1.1.0'], last: { outcome: 'rolled-back' } })
    await clock.advance(119_999)
    expect(journal.record.failures?.[0]?.isUnproven).toBeUndefined()
    await clock.advance(1)
    expect(journal.record.failures?.[0]?.isUnproven).toBe(true)
  })

  test('that is healthy proves that the new one was not', async () => {
    const { handover, clock, journal } = rolledBack(() => well)
    handover.resume()
    await clock.advance(10 * 60_000)
    expect(journal.record.failures?.[0]).toEqual({ version: '1.1.0', at: expect.any(Number) })
  })
})
