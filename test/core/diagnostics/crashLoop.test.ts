import { expect, test } from 'vitest'
import { crashesSince, type RunRecord, recordOf, startsInSafeMode } from '#core/diagnostics/crashLoop.ts'

const boot = 1_700_000_000_000
const left = (crashes: number, more: Partial<RunRecord> = {}): RunRecord => ({
  ...{ crashes, maxCrashes: 3, bootedAt: boot },
  ...more,
})

test.each<[string, RunRecord | undefined, number, boolean]>([
  ['the first run', undefined, 0, false],
  ['a run that crashed', left(0), 1, false],
  ['two in a row', left(1), 2, false],
  ['three in a row', left(2), 3, true],
  ['a crash in safe mode', left(3), 4, true],
  ['three, of which the machine ended the last', left(2, { bootedAt: boot - 60_000 }), 2, false],
  ['three before the machine was started anew', left(3, { bootedAt: boot - 60_000 }), 3, true],
  ['a clock that was set a little', left(2, { bootedAt: boot - 3_000 }), 3, true],
  ['many, where safe mode is never wanted', left(50, { maxCrashes: 0 }), 51, false],
])('%s', (_, record, crashes, isSafe) => {
  expect([crashesSince(record, { bootedAt: boot }), startsInSafeMode(record, { bootedAt: boot })]).toEqual([
    crashes,
    isSafe,
  ])
})

test.each<[string, RunRecord, number]>([
  ['power cuts of a board whose clock begins at the same moment each time', left(2, { bootId: 'before' }), 2],
  ['crashes between which the clock was set', left(2, { bootId: 'now', bootedAt: boot - 60_000 }), 3],
  ['a crash of an agent that did not know the start of the machine', left(2), 3],
])('%s', (_, record, crashes) => {
  expect(crashesSince(record, { bootedAt: boot, bootId: 'now' })).toBe(crashes)
})

test('a run hands on what the next one has to know before it reads the settings', () => {
  const record = { crashes: 2, maxCrashes: 5, bootedAt: boot, bootId: 'now' }
  expect(recordOf(2, { maxCrashes: 5 }, { bootedAt: boot, bootId: 'now' })).toEqual(record)
})
