import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { holderOf, lockDataDir } from '#adapters/database/dataDirLock.ts'
import { has } from '#test/support/skips.ts'
import { SmallDisk } from '#test/torture/smallDisk.ts'
import { startHolder } from './startHolder.ts'

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'till-lock-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Locks until the test ends. */
function lock(folder: string) {
  const held = lockDataDir(folder)
  onTestFinished(() => held.release())
  return held
}

const alreadyRunning = (data: object) => expect.objectContaining({ name: 'Fault', code: 'ALREADY_RUNNING', data })

test('a data directory has one agent at a time, and a second one learns its process id', async () => {
  const folder = await makeFolder()
  const other = await startHolder('lock', folder)
  expect(() => lockDataDir(folder)).toThrow(alreadyRunning({ pid: other.pid }))
  expect(() => lockDataDir(folder)).toThrow(String(other.pid))
})

test('the lock of an agent that was killed is free', async () => {
  const folder = await makeFolder()
  const other = await startHolder('lock', folder)
  await other.kill()
  lock(folder)
  expect(JSON.parse(await readFile(join(folder, 'lock.json'), 'utf8'))).toEqual({ pid: process.pid })
})

test('the process that uses a directory is the one that holds its lock now', async () => {
  const folder = await makeFolder()
  expect(holderOf(folder)).toBeUndefined()
  const other = await startHolder('lock', folder)
  expect(holderOf(folder)).toBe(other.pid)
  // Its id stays behind, and any program may have it by now: the POS is not to be ended in its place.
  await other.kill()
  expect(await readdir(folder)).toContain('lock.json')
  expect(holderOf(folder)).toBeUndefined()
  lock(folder)
})

test('a released directory is free for this process and for others', async () => {
  const folder = await makeFolder()
  const held = lock(folder)
  expect(() => lockDataDir(folder)).toThrow(alreadyRunning({ pid: process.pid }))
  held.release()
  held.release()
  expect(await readdir(folder)).toEqual(['lock.sqlite'])
  await startHolder('lock', folder)
})

test('an agent that did not get the lock does not release that of another', async () => {
  const folder = await makeFolder()
  lock(folder)
  expect(() => lockDataDir(folder)).toThrow(alreadyRunning({ pid: process.pid }))
  await expect(startHolder('lock', folder)).rejects.toThrow('ALREADY_RUNNING')
})

test('an unreadable lock.json leaves the process unnamed', async () => {
  const folder = await makeFolder()
  lock(folder)
  await writeFile(join(folder, 'lock.json'), '{"pid":"x"')
  expect(() => lockDataDir(folder)).toThrow(alreadyRunning({}))
})

test('two directories have separate locks', async () => {
  lock(await makeFolder())
  lock(join(await makeFolder(), 'made on demand'))
})

test('a directory that cannot hold a lock stops the start', async () => {
  const file = join(await makeFolder(), 'file')
  await writeFile(file, '')
  expect(() => lockDataDir(join(file, 'data'))).toThrow(
    expect.objectContaining({ name: 'Fault', code: 'SETTINGS_UNWRITABLE', detail: expect.stringContaining(file) }),
  )
})

// reliability.md 1: a disk that takes nothing is a fault with its reason, whichever part of the start meets it.
describe.runIf(has('small disk'))('a disk that can only be read', () => {
  test.each(['data', 'some/where/data'])('is named where %s would be made', async (directory) => {
    const disk = new SmallDisk(join(await makeFolder(), 'disk'))
    try {
      disk.setReadOnly(true)
      const lock = () => lockDataDir(join(disk.folder, directory))
      const detail = expect.stringContaining('cannot be locked: the disk can only be read (EROFS)')
      expect(lock).toThrow(expect.objectContaining({ code: 'SETTINGS_UNWRITABLE', detail }))
    } finally {
      disk.close()
    }
  })
})
