import { appendFileSync, copyFileSync, mkdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LogFollower } from '#adapters/log/logFollower.ts'
import { makeFolder } from '#test/support/folder.ts'

const line = (event: string) => `${JSON.stringify({ time: '2026-11-30T10:00:00.000Z', level: 'info', event })}\n`

function followed(...events: string[]) {
  const directory = join(makeFolder(), 'logs')
  mkdirSync(directory)
  const path = join(directory, 'agent.log')
  writeFileSync(path, events.map(line).join(''))
  const follower = new LogFollower(directory)
  return {
    ...{ path, old: `${path}.1` },
    add: (...added: string[]) => appendFileSync(path, added.map(line).join('')),
    events: () => follower.next().map(({ event }) => event),
  }
}

test('only what was added since is read, each line once it is whole', () => {
  const { path, add, events } = followed('before')
  expect(events()).toEqual([])
  add('a', 'b')
  expect(events()).toEqual(['a', 'b'])
  const [begun, rest] = [line('c').slice(0, 20), line('c').slice(20)]
  appendFileSync(path, begun)
  expect(events()).toEqual([])
  appendFileSync(path, rest)
  expect(events()).toEqual(['c'])
})

test.each([
  [
    'renamed',
    (path: string, old: string) => {
      renameSync(path, old)
      writeFileSync(path, '')
    },
  ],
  [
    'copied',
    (path: string, old: string) => {
      copyFileSync(path, old)
      truncateSync(path, 0)
    },
  ],
])('a log that is %s away loses no line', (_, rotate) => {
  const { path, old, add, events } = followed('before')
  add('last of the old file')
  rotate(path, old)
  add('new')
  expect(events()).toEqual(['last of the old file', 'new'])
})

test('a line that is no row, and a log that is not there yet, are nothing', () => {
  const { path, events } = followed()
  appendFileSync(path, 'no row\n')
  expect(events()).toEqual([])
  expect(new LogFollower(join(makeFolder(), 'none')).next()).toEqual([])
})
