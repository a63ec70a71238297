import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lockDataDir } from '../../electron/adapters/dataDirLock.ts'
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

test('a data directory has one agent at a time, and the other is told which', async () => {
  const folder = await makeFolder()
  const other = await startHolder('lock', folder)
  expect(() => lockDataDir(folder)).toThrow(alreadyRunning({ pid: other.pid }))
  expect(() => lockDataDir(folder)).toThrow(String(other.pid))
})

test('an agent that was killed leaves nothing to clean up', async () => {
  const folder = await makeFolder()
  const other = await startHolder('lock', folder)
  await other.kill()
  lock(folder)
  expect(JSON.parse(await readFile(join(folder, 'lock.json'), 'utf8'))).toEqual({ pid: process.pid })
})

test('a released directory is free again, for this process and for others', async () => {
  const folder = await makeFolder()
  const held = lock(folder)
  expect(() => lockDataDir(folder)).toThrow(alreadyRunning({ pid: process.pid }))
  held.release()
  held.release()
  expect(await readdir(folder)).toEqual(['lock.sqlite'])
  await startHolder('lock', folder)
})

test('an agent that gave up in vain does not take the lock away from the one that has it', async () => {
  const folder = await makeFolder()
  lock(folder)
  expect(() => lockDataDir(folder)).toThrow(alreadyRunning({ pid: process.pid }))
  await expect(startHolder('lock', folder)).rejects.toThrow('ALREADY_RUNNING')
})

test('a note that says nothing of use leaves the process unnamed', async () => {
  const folder = await makeFolder()
  lock(folder)
  await writeFile(join(folder, 'lock.json'), '{"pid":"x"')
  expect(() => lockDataDir(folder)).toThrow(alreadyRunning({}))
})

test('two directories have nothing to do with each other', async () => {
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
