import * as fs from 'node:fs'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { type LogDisk, RotatingFile } from '#adapters/log/rotatingFile.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

interface Options {
  maxBytes?: number
  keep?: number
}

/** A log in a folder of its own, on a disk whose calls can be made to fail. */
function start({ maxBytes = 10_000, keep = 2 }: Options = {}) {
  const path = join(makeFolder(), 'data', 'logs', 'agent.log')
  mkdirSync(dirname(path), { recursive: true })
  const broken: Partial<LogDisk> = {}
  const disk = new Proxy(fs, {
    get: (real, name) => Reflect.get(Object.hasOwn(broken, name) ? broken : real, name),
  }) as unknown as LogDisk
  const file = new RotatingFile(path, { maxBytes, keep, disk, lostLine: (count) => `lost ${count}\n` })
  return { path, file, broken, text: (of = path) => readFileSync(of, 'utf8') }
}

function systemError(code: string): never {
  throw Object.assign(new Error(`${code}: not today`), { code, syscall: 'write' })
}

const full = { writeSync: () => systemError('ENOSPC') }

test('lines that could not be written are counted and said', () => {
  const { file, broken, text } = start()
  file.write('one\n')
  Object.assign(broken, full)
  file.write('two\n')
  for (let n = 0; n < 3; n += 1) file.gather('gathered\n')
  file.flush()
  expect([text(), file.problem, file.lost]).toEqual(['one\n', 'the disk is full (ENOSPC)', 4])
  delete broken.writeSync
  file.write('three\n')
  file.write('four\n')
  expect([text(), file.problem, file.lost]).toEqual(['one\nlost 4\nthree\nfour\n', undefined, 4])
})

// Nothing was logged until a restart, of 25,600 requests and past the rotation.
test.each<[string, (path: string) => void]>([
  ['was removed', (path) => rmSync(path)],
  ['was removed with its directory', (path) => rmSync(dirname(path), { recursive: true })],
  ['was moved away', (path) => renameSync(path, `${path}.moved`)],
  [
    'was put in its place by another',
    (path) => {
      rmSync(path)
      writeFileSync(path, '')
    },
  ],
])('a file that %s is begun anew', (_, harm) => {
  const { path, file, text } = start()
  file.write('before\n')
  harm(path)
  file.write('after\n')
  expect([text(), file.lost, file.problem]).toEqual(['after\n', 0, undefined])
  if (!has('unix')) return
  const modes = [path, dirname(path)].map((made) => (statSync(made).mode & 0o777).toString(8))
  expect(modes[0]).toBe('600')
  if (_ === 'was removed with its directory') expect(modes[1]).toBe('700')
})

// A data directory that was removed must not come back by itself.
test('a file whose whole data directory is gone is not begun anew, and that is a problem', () => {
  const { path, file } = start()
  rmSync(dirname(dirname(path)), { recursive: true })
  file.write('after\n')
  expect([existsSync(dirname(dirname(path))), file.problem, file.lost]).toEqual([
    false,
    'the directory is gone (ENOENT)',
    1,
  ])
})

/** Takes some bytes of a write and is full then. */
function almostFull(bytes: number): LogDisk['writeSync'] {
  let left = bytes
  const write = (fd: number, buffer: Uint8Array, at: number) => {
    if (left === 0) systemError('ENOSPC')
    const length = Math.min(left, buffer.length - at)
    left -= length
    return fs.writeSync(fd, buffer, at, length)
  }
  return write as LogDisk['writeSync']
}

test('a line of which the disk took a part is taken back', () => {
  const { file, broken, text } = start()
  file.write('one\n')
  broken.writeSync = almostFull(2)
  file.write('two\n')
  expect([text(), file.lost]).toEqual(['one\n', 1])
  delete broken.writeSync
  file.write('three\n')
  expect(text()).toBe('one\nlost 1\nthree\n')
})

test('a part that cannot be taken back does not spoil the next line', () => {
  const { file, broken, text } = start()
  Object.assign(broken, { writeSync: almostFull(2), ftruncateSync: () => systemError('EPERM') })
  file.write('one\n')
  delete broken.writeSync
  file.write('two\n')
  file.write('three\n')
  expect(text()).toBe('on\nlost 1\ntwo\nthree\n')
})

test('a line that the disk takes in parts is whole', () => {
  const { file, broken, text } = start()
  broken.writeSync = ((fd: number, buffer: Uint8Array, at: number) => fs.writeSync(fd, buffer, at, 1)) as never
  file.write('one\n')
  expect([text(), file.lost]).toEqual(['one\n', 0])
  broken.writeSync = (() => 0) as never
  file.write('two\n')
  expect([text(), file.problem, file.lost]).toEqual(['one\n', 'the disk fails (EIO)', 1])
})

test('a file that cannot be renamed grows to twice its size, and then loses lines', () => {
  const { path, file, broken, text } = start({ maxBytes: 10 })
  broken.renameSync = () => systemError('EBUSY')
  for (let n = 0; n < 6; n += 1) file.write('12345\n')
  expect([statSync(path).size, file.lost, file.problem]).toEqual([24, 2, 'another program holds the file (EBUSY)'])
  delete broken.renameSync
  file.write('after\n')
  expect([text(), file.problem]).toEqual(['lost 2\nafter\n', undefined])
  expect(readdirSync(dirname(path)).toSorted()).toEqual(['agent.log', 'agent.log.1'])
})

// On Windows a program that reads the log holds it: every try moved the older files on, until they were gone.
test('a file that cannot be renamed is emptied into a copy, and pushes no older file out', () => {
  const { path, file, broken, text } = start({ maxBytes: 10, keep: 3 })
  for (let n = 1; n <= 6; n += 1) file.write(`line ${n}\n`)
  expect([1, 2].map((n) => text(`${path}.${n}`))).toEqual(['line 3\nline 4\n', 'line 1\nline 2\n'])
  broken.renameSync = (from, to) => (from === path ? systemError('EPERM') : fs.renameSync(from, to))
  file.write('line 7\n')
  expect([path, `${path}.1`, `${path}.2`, `${path}.3`].map((of) => text(of))).toEqual([
    'line 7\n',
    'line 5\nline 6\n',
    'line 3\nline 4\n',
    'line 1\nline 2\n',
  ])
  expect([file.lost, readdirSync(dirname(path)).length]).toEqual([0, 4])
})

test('while an older file is held, the others stay and lines go on', () => {
  const { path, file, broken, text } = start({ maxBytes: 10, keep: 2 })
  for (let n = 1; n <= 4; n += 1) file.write(`line ${n}\n`)
  broken.renameSync = (from, to) => (from === `${path}.1` ? systemError('EBUSY') : fs.renameSync(from, to))
  file.write('line 5\n')
  expect([text(), text(`${path}.1`), file.lost]).toEqual(['line 3\nline 4\nline 5\n', 'line 1\nline 2\n', 0])
})

test('a file that cannot be opened at the start is told', () => {
  const path = join(makeFolder(), 'gone', 'logs', 'agent.log')
  expect(() => new RotatingFile(path, { maxBytes: 10, keep: 1, lostLine: String })).toThrow('ENOENT')
})
