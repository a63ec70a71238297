import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createMemoryLog } from '#adapters/log/memoryLog.ts'
import { defaultStart } from '#core/settings/start.ts'
import { beginRun, crashLoopOf } from '#host/runRecord.ts'
import { createTestClock } from '#test/support/clock.ts'
import { makeFolder } from '#test/support/folder.ts'

function data(dataDir = makeFolder()) {
  const [clock, log] = [createTestClock(), createMemoryLog()]
  return { dataDir, clock, log, begin: () => beginRun({ dataDir, clock, log }, defaultStart) }
}

test('three runs that never ended are a crash loop', () => {
  const { dataDir, begin } = data()
  const seen = [1, 2, 3].map(() => {
    begin()
    return crashLoopOf(dataDir)
  })
  expect(seen).toEqual([undefined, undefined, 3])
})

test('a run that ends in order leaves nothing, whatever was before', () => {
  const { dataDir, begin } = data()
  begin()
  begin()
  begin().end()
  expect([crashLoopOf(dataDir), readdirSync(dataDir)]).toEqual([undefined, []])
})

test('a run that was healthy for a while begins the row anew', async () => {
  const { dataDir, clock, begin } = data()
  begin()
  begin()
  begin()
  await clock.advance(299_000)
  expect(crashLoopOf(dataDir)).toBe(3)
  await clock.advance(1_000)
  expect(crashLoopOf(dataDir)).toBeUndefined()
})

test('the policy has the last word', () => {
  const { dataDir, begin } = data()
  begin().follow({ ...defaultStart, maxCrashes: 1 })
  expect(crashLoopOf(dataDir)).toBe(1)
  begin().follow({ ...defaultStart, maxCrashes: 0 })
  expect(crashLoopOf(dataDir)).toBeUndefined()
})

test.each(['', '{', '{"crashes":-1}', 'null'])('a record that says %j is none', (text) => {
  const { dataDir } = data()
  writeFileSync(join(dataDir, 'run.json'), text)
  expect(crashLoopOf(dataDir)).toBeUndefined()
})

test('a disk that keeps no record costs safe mode only', () => {
  const { dataDir, log, begin } = data(join(makeFolder(), 'gone'))
  begin().end()
  expect([existsSync(dataDir), log.events.map(({ event }) => event)]).toEqual([false, ['run-not-recorded']])
})
