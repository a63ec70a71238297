import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { announcementFolders, announcePort, readAnnouncement } from '#adapters/system/portFile.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

const place = () => join(makeFolder(), 'till-agent')
/** The parent of every process: it always runs, and is not this one. */
const other = { port: 1, version: '0', startedAt: '2026-01-01T00:00:00.000Z', pid: 1 }

function placeWith(content: unknown): string {
  const folder = place()
  mkdirSync(folder)
  writeFileSync(join(folder, 'port.json'), typeof content === 'string' ? content : JSON.stringify(content))
  return folder
}

test('everybody can read where the agent listens, and nobody else can write it', () => {
  const folder = place()
  const { path = '', remove } = announcePort(48_000, '1.2.3', [folder])
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
    ...{ port: 48_000, version: '1.2.3', pid: process.pid },
    startedAt: expect.stringMatching(/^20\d\d-.*Z$/),
    ...(has('linux') && { pidStartedAt: expect.stringMatching(/^\d+$/) }),
  })
  expect([statSync(path).mode & 0o777, statSync(folder).mode & 0o022]).toEqual([0o644, 0])
  expect(readdirSync(folder)).toEqual(['port.json'])
  remove()
  expect(existsSync(path)).toBe(false)
})

test('the file is in the first folder alone', () => {
  const folders = [place(), place()]
  expect(announcePort(48_000, '1.2.3', folders).path).toBe(join(folders[0] ?? '', 'port.json'))
  expect(existsSync(folders[1] ?? '')).toBe(false)
})

describe.runIf(has('unix'))('the file is not written', () => {
  test.each<[string, (folder: string) => void]>([
    ['into a folder that others may write', (folder) => chmodSync(mkdirSync(folder, { recursive: true }) ?? '', 0o777)],
    ['through a link in place of the folder', (folder) => symlinkSync(makeFolder(), folder)],
    ['where a file is in place of the folder', (folder) => writeFileSync(folder, '')],
    ['where a folder has its name', (folder) => mkdirSync(join(folder, 'port.json'), { recursive: true })],
  ])('%s, but into the next one', (_, spoil) => {
    const [spoilt, next] = [place(), place()]
    spoil(spoilt)
    expect(announcePort(48_000, '1.2.3', [spoilt, next]).path).toBe(join(next, 'port.json'))
    expect(announcePort(48_000, '1.2.3', [spoilt]).path).toBeUndefined()
  })

  test('through a link in place of the file', () => {
    const folder = place()
    const target = join(makeFolder(), 'target')
    writeFileSync(target, 'untouched')
    mkdirSync(folder)
    for (const name of ['port.json', `port.json.${process.pid}.new`]) symlinkSync(target, join(folder, name))
    const { path = '' } = announcePort(48_000, '1.2.3', [folder])
    expect([readFileSync(target, 'utf8'), readAnnouncement(path)?.port]).toEqual(['untouched', 48_000])
  })
})

test.each([
  ['of a process that is gone', { ...other, pid: 2 ** 22 + 1 }],
  ['of an earlier process with the same id', { ...other, pidStartedAt: '1' }],
  ['that is damaged', '{"port":'],
])('a file %s is stale, and is replaced', (_, left) => {
  const folder = placeWith(left)
  expect(readAnnouncement(join(folder, 'port.json'))).toBeUndefined()
  const { path = '' } = announcePort(48_000, '1.2.3', [folder])
  expect(readAnnouncement(path)?.port).toBe(48_000)
})

test('the file of an agent that runs stays', () => {
  const folder = placeWith(other)
  const { path, remove } = announcePort(48_000, '1.2.3', [folder])
  remove()
  expect([path, readAnnouncement(join(folder, 'port.json'))?.port]).toEqual([undefined, 1])
})

test.each([
  [
    'win32',
    { ProgramData: 'C:\\ProgramData', LOCALAPPDATA: 'C:\\Local' },
    /^C:\\ProgramData.till-agent C:\\Local.till-agent$/,
  ],
  [
    'darwin',
    { HOME: '/Users/anna' },
    /^\/Library\/Application Support\/till-agent \/Users\/anna\/Library\/.*\/till-agent$/,
  ],
  ['linux', { XDG_RUNTIME_DIR: '/run/user/1000' }, /^\/run\/till-agent \/run\/user\/1000\/till-agent$/],
  ['linux', {}, /^\/run\/till-agent$/],
  // As systemd names it to a service: it may be another one than the usual, and is the only one that the service may write.
  ['linux', { RUNTIME_DIRECTORY: '/run/till-2:/run/other' }, /^\/run\/till-2$/],
] as const)('the places on %s with %j', (platform, env, places) => {
  expect(announcementFolders(env, platform).join(' ')).toMatch(places)
})
