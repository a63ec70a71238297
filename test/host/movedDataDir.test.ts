import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lockDataDir } from '#adapters/database/dataDirLock.ts'
import { movedDataDir } from '#host/movedDataDir.ts'
import { makeFolder } from '#test/support/folder.ts'

function start() {
  const folder = makeFolder()
  const [from, to] = [join(folder, 'Roaming', 'till-agent'), join(folder, 'Local', 'till-agent')]
  mkdirSync(join(from, 'logs'), { recursive: true })
  writeFileSync(join(from, 'settings.json'), '{}')
  return { from, to }
}

const failing = (code: string) => ({
  renameSync: () => {
    throw Object.assign(new Error(code), { code })
  },
})

test('data of an earlier build is moved to where data belongs', () => {
  const { from, to } = start()
  expect(movedDataDir(to, from)).toBe(to)
  expect([existsSync(from), readdirSync(to).toSorted()]).toEqual([
    false,
    expect.arrayContaining(['logs', 'settings.json']),
  ])
  expect(movedDataDir(to, from)).toBe(to)
})

test('data that an agent uses, or that cannot be moved, is used where it is', () => {
  const { from, to } = start()
  for (const code of ['EPERM', 'EXDEV']) expect(movedDataDir(to, from, failing(code))).toBe(from)
  const lock = lockDataDir(from)
  onTestFinished(() => lock.release())
  expect([movedDataDir(to, from), existsSync(to)]).toEqual([from, false])
})

test('data in the new place is never replaced', () => {
  const { from, to } = start()
  mkdirSync(to, { recursive: true })
  expect([movedDataDir(to, from), readdirSync(to), existsSync(from)]).toEqual([to, [], true])
  expect(movedDataDir(join(to, 'fresh'), undefined)).toBe(join(to, 'fresh'))
})
