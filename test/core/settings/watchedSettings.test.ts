import { expect, test } from 'vitest'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { Fault } from '#core/base/fault.ts'
import { WatchedSettings } from '#core/settings/watchedSettings.ts'
import { createTestClock } from '#test/support/clock.ts'

/** Settings on a disk that is full for as long as `isFull`. */
function start() {
  const stored = createMemorySettings()
  const clock = createTestClock()
  const disk = { isFull: false, writes: 0 }
  const changes: (string | undefined)[] = []
  const settings = new WatchedSettings({
    clock,
    settings: {
      read: () => stored.read(),
      write: (next) => {
        disk.writes += 1
        if (disk.isFull) throw new Fault('SETTINGS_UNWRITABLE', 'It is full.')
        stored.write(next)
      },
    },
    onChange: () => changes.push(settings.problem?.code),
  })
  const rename = (name: string) => settings.write({ ...settings.read(), store: { name } })
  return { settings, stored, clock, disk, changes, rename }
}

const unwritable = expect.objectContaining({ code: 'SETTINGS_UNWRITABLE' })

test('a write that fails is a problem until one succeeds', () => {
  const { settings, stored, disk, changes, rename } = start()
  rename('first')
  disk.isFull = true
  expect(() => rename('second')).toThrow(unwritable)
  expect(() => rename('third')).toThrow(unwritable)
  expect([settings.problem, changes, stored.read().store]).toEqual([
    unwritable,
    ['SETTINGS_UNWRITABLE'],
    { name: 'first' },
  ])
  disk.isFull = false
  rename('fourth')
  expect([settings.problem, changes]).toEqual([undefined, ['SETTINGS_UNWRITABLE', undefined]])
})

test('it is found out by itself that they can be written again', async () => {
  const { settings, clock, disk, changes, rename } = start()
  disk.isFull = true
  expect(() => rename('second')).toThrow(unwritable)
  await clock.advance(9_999)
  expect(disk.writes).toBe(1)
  await clock.advance(10_001)
  expect([disk.writes, settings.problem]).toEqual([3, unwritable])
  disk.isFull = false
  await clock.advance(10_000)
  expect([disk.writes, settings.problem, changes]).toEqual([4, undefined, ['SETTINGS_UNWRITABLE', undefined]])
  await clock.advance(60_000)
  expect(disk.writes).toBe(4)
})

// A lock that was lost with the process had the wrong credential tried once more at the next start.
test('a change that cannot be written now is written later, with whatever comes first', async () => {
  const { settings, stored, clock, disk, rename } = start()
  settings.defer('at once', (now) => ({ ...now, limits: { queue: 1 } }))
  expect(stored.read().limits).toEqual({ queue: 1 })
  disk.isFull = true
  settings.defer('limits', (now) => ({ ...now, limits: { queue: 2 } }))
  settings.defer('limits', (now) => ({ ...now, limits: { queue: 3 } }))
  settings.defer('codes', (now) => ({ ...now, installation: 'other' }))
  expect(() => rename('second')).toThrow(unwritable)
  expect([stored.read().limits, stored.read().store]).toEqual([{ queue: 1 }, undefined])
  disk.isFull = false
  rename('third')
  expect(stored.read()).toMatchObject({ limits: { queue: 3 }, installation: 'other', store: { name: 'third' } })
  rename('fourth')
  settings.write({ ...settings.read(), limits: { queue: 4 } })
  expect(stored.read().limits).toEqual({ queue: 4 })
  await clock.advance(60_000)
  expect(stored.read().limits).toEqual({ queue: 4 })
})

test('what waits is tried once more at the end, and then no more', async () => {
  const { settings, stored, clock, disk } = start()
  disk.isFull = true
  settings.defer('limits', (now) => ({ ...now, limits: { queue: 2 } }))
  disk.isFull = false
  settings.close()
  expect(stored.read().limits).toEqual({ queue: 2 })
  const { writes } = disk
  await clock.advance(60_000)
  expect(disk.writes).toBe(writes)
})

test('a disk that stays full does not hold the end up', async () => {
  const { settings, clock, disk } = start()
  disk.isFull = true
  settings.defer('limits', (now) => ({ ...now, limits: { queue: 2 } }))
  settings.close()
  const { writes } = disk
  await clock.advance(60_000)
  expect(disk.writes).toBe(writes)
})

test('a bug is no problem of the disk, and does not spoil later writes', () => {
  const { settings, stored, rename } = start()
  expect(() => settings.defer('bug', () => ({}) as never)).toThrow('version')
  expect(settings.problem).toBeUndefined()
  rename('first')
  expect(stored.read().store).toEqual({ name: 'first' })
})
