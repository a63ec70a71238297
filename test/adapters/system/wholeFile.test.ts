import * as fs from 'node:fs'
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type Disk, sweepUnfinished, writeNewFile, writeWholeFile } from '#adapters/system/wholeFile.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

const before = `before ${'b'.repeat(5_000)}`
const after = `after ${'a'.repeat(9_000)}`

type Call = keyof Disk

/** The calls that a write cannot do without. */
const failingCalls = ['openSync', 'writeSync', 'fsyncSync', 'closeSync', 'readFileSync', 'renameSync'] as const

/** A disk whose nth call fails. */
function diskWith(calls: readonly Call[], at: number, meet: () => never) {
  let n = 0
  const wrap = (call: Call) => {
    const real = { ...fs }[call] as (...args: unknown[]) => unknown
    return (...args: unknown[]) => {
      n += 1
      return n === at ? meet() : real(...args)
    }
  }
  const wrapped = Object.fromEntries(calls.map((name) => [name, wrap(name)]))
  return { disk: { ...fs, ...wrapped } as Disk, met: () => n >= at }
}

function systemError(code: string): never {
  throw Object.assign(new Error(`${code}: not today`), { code, syscall: 'write' })
}

function fileHolding(content: string | undefined): string {
  const path = join(makeFolder(), 'settings.json')
  if (content !== undefined) writeFileSync(path, content, { mode: 0o644 })
  return path
}

function contentOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

describe('a file that is written as a whole', () => {
  test.each([
    ['replaces another', before],
    ['is new', undefined],
  ])('%s', (_, old) => {
    const path = fileHolding(old)
    writeWholeFile(path, after)
    expect([contentOf(path), contentOf(`${path}.before`)]).toEqual([after, old])
    if (has('unix')) expect((statSync(path).mode & 0o777).toString(8)).toBe('600')
    const names = old === undefined ? ['settings.json'] : ['settings.json', 'settings.json.before']
    expect(readdirSync(dirname(path)).toSorted()).toEqual(names)
  })

  test('stands beside the one before it, however often it is written', () => {
    const path = fileHolding('1')
    for (const content of ['2', '3', '4']) writeWholeFile(path, content)
    expect([contentOf(path), contentOf(`${path}.before`)]).toEqual(['4', '3'])
  })

  test('is written through a link to where it really is', () => {
    const path = fileHolding(before)
    const link = join(makeFolder(), 'link.json')
    symlinkSync(path, link)
    writeWholeFile(link, after)
    expect([fs.lstatSync(link).isSymbolicLink(), contentOf(path)]).toEqual([true, after])
  })

  test('does not write through what lies where it is prepared', () => {
    const path = fileHolding(before)
    const strange = join(dirname(path), 'strange')
    writeFileSync(strange, 'strange')
    linkSync(strange, `${path}.new`)
    writeWholeFile(path, after)
    expect([contentOf(strange), contentOf(path)]).toEqual(['strange', after])
  })

  test.runIf(has('unix'))('is on the disk before it gets its name, and its name before it is said', () => {
    const path = fileHolding(before)
    const open = new Map<number, string>()
    const steps: string[] = []
    const disk = {
      ...fs,
      openSync: (...[opened, flags, mode]: Parameters<Disk['openSync']>) => {
        const descriptor = fs.openSync(opened, flags, mode)
        open.set(descriptor, basename(String(opened)))
        return descriptor
      },
      fsyncSync: (descriptor: number) => {
        steps.push(`sync ${open.get(descriptor)}`)
        fs.fsyncSync(descriptor)
      },
      renameSync: (from: fs.PathLike, to: fs.PathLike) => {
        steps.push(`rename ${basename(String(from))}`)
        fs.renameSync(from, to)
      },
    }
    writeWholeFile(path, after, disk)
    expect(steps).toEqual(['sync settings.json.new', 'rename settings.json.new', `sync ${basename(dirname(path))}`])
  })

  // The data directory of a running agent was removed and came back at its end, open to others.
  test('does not make the directory again', () => {
    const path = join(makeFolder(), 'gone', 'settings.json')
    expect(() => writeWholeFile(path, after)).toThrow(expect.objectContaining({ code: 'ENOENT' }))
    expect(existsSync(dirname(path))).toBe(false)
  })
})

describe.each([
  ['replaces another', before],
  ['is new', undefined],
])('a write that %s', (_, old) => {
  test.each(['ENOSPC', 'EIO', 'EROFS', 'EACCES', 'EBUSY', 'EPERM'])(
    'and meets %s at any step changes nothing',
    (code) => {
      let at = 0
      for (let isDone = false; !isDone; at += 1) {
        const path = fileHolding(old)
        const { disk, met } = diskWith(failingCalls, at + 1, () => systemError(code))
        const failure = failureOf(() => writeWholeFile(path, after, disk))
        isDone = !met()
        expect([failure, contentOf(path)], `at ${at}`).toEqual(
          isDone ? [undefined, after] : [expect.objectContaining({ code }), old],
        )
        expect(readdirSync(dirname(path)).filter((name) => name.includes('.new'))).toEqual([])
      }
      expect(at).toBeGreaterThan(failingCalls.length)
    },
  )

  // A disk with one free block: `write` took 4,096 of 12,698 bytes and the rest of the settings was gone.
  test('and is taken in parts is whole', () => {
    const path = fileHolding(old)
    const disk = { ...fs, writeSync: inParts(1_000) }
    writeWholeFile(path, after, disk)
    expect(contentOf(path)).toBe(after)
  })

  test.each<[string, Partial<Disk>]>([
    [
      'says that it took all and took a part',
      {
        writeSync: ((fd, bytes, at, length) => {
          fs.writeSync(fd, bytes as Buffer, at as number, Math.floor((length as number) / 2))
          return length
        }) as typeof fs.writeSync,
      },
    ],
    ['takes nothing more, without a word', { writeSync: (() => 0) as typeof fs.writeSync }],
    [
      'gives back something else',
      { readFileSync: (() => Buffer.alloc(after.length)) as unknown as typeof fs.readFileSync },
    ],
  ])('to a disk that %s changes nothing', (_name, broken) => {
    const path = fileHolding(old)
    expect(() => writeWholeFile(path, after, { ...fs, ...broken })).toThrow(
      expect.objectContaining({ code: 'EIO', syscall: 'write' }),
    )
    expect(contentOf(path)).toBe(old)
  })
})

describe('the file before', () => {
  test('is a copy where there are no hard links, as on FAT', () => {
    const path = fileHolding(before)
    writeWholeFile(path, after, { ...fs, linkSync: () => systemError('EPERM') })
    expect([contentOf(path), contentOf(`${path}.before`)]).toEqual([after, before])
  })

  test.each<[string, Disk['copyFileSync']]>([
    ['cannot be made', () => systemError('ENOSPC')],
    ['is cut off', (_from, to) => writeFileSync(to, before.slice(0, 9))],
  ])('whose copy %s is not there, and the new one is', (_name, copyFileSync) => {
    const path = fileHolding(before)
    writeWholeFile(path, after, { ...fs, linkSync: () => systemError('EPERM'), copyFileSync })
    expect([contentOf(path), contentOf(`${path}.before`)]).toEqual([after, undefined])
  })
})

describe('a new file', () => {
  const bytes = Buffer.from(after)

  test('is whole and for its owner alone', () => {
    const path = fileHolding(undefined)
    writeNewFile(path, bytes)
    expect(contentOf(path)).toBe(after)
    if (has('unix')) expect((statSync(path).mode & 0o777).toString(8)).toBe('600')
  })

  test('is written over nothing', () => {
    const path = fileHolding(before)
    expect(() => writeNewFile(path, bytes)).toThrow(expect.objectContaining({ code: 'EEXIST' }))
    expect(contentOf(path)).toBe(before)
  })

  // A support bundle of which the disk took a part lay there, and was in the way of the next one.
  test.each<[string, Partial<Disk>]>([
    ['is full', { writeSync: () => systemError('ENOSPC') }],
    ['is full after a part', { writeSync: almostFull(100) }],
    ['gives back something else', { readFileSync: (() => Buffer.alloc(9)) as unknown as typeof fs.readFileSync }],
    ['cannot sync', { fsyncSync: () => systemError('EIO') }],
  ])('of which the disk %s is not there', (_, broken) => {
    const path = fileHolding(undefined)
    expect(() => writeNewFile(path, bytes, { ...fs, ...broken })).toThrow(expect.objectContaining({ syscall: 'write' }))
    expect(contentOf(path)).toBeUndefined()
  })
})

// `atomically` tried again for a second, without a pause, while nothing else ran.
test('a file that is held by another program is reported at once', () => {
  const path = fileHolding(before)
  const renameSync = vi.fn(() => systemError('EBUSY'))
  const wait = vi.spyOn(Atomics, 'wait')
  onTestFinished(() => wait.mockRestore())
  expect(() => writeWholeFile(path, after, { ...fs, renameSync })).toThrow('EBUSY')
  expect(wait).not.toHaveBeenCalled()
  expect(renameSync.mock.calls.length).toBeLessThan(5)
})

test('what a killed write has left is swept, and nothing else', () => {
  const path = fileHolding(before)
  const folder = dirname(path)
  const left = ['settings.json.new', 'settings.json.tmp-1764425000123abc']
  const others = ['settings.json.before', 'settings.damaged-2027.json', 'window.json.new', 'settings.jsonx.new']
  for (const name of [...left, ...others]) writeFileSync(join(folder, name), name)
  mkdirSync(join(folder, 'logs'))
  sweepUnfinished(path)
  expect(readdirSync(folder).toSorted()).toEqual([...others, 'logs', basename(path)].toSorted())
  sweepUnfinished(join(folder, 'gone', 'settings.json'))
})

function failureOf(act: () => void): unknown {
  try {
    act()
    return undefined
  } catch (thrown) {
    return thrown
  }
}

function almostFull(bytes: number): typeof fs.writeSync {
  let left = bytes
  const write = (fd: number, buffer: NodeJS.ArrayBufferView, at: number, length: number) => {
    if (left === 0) systemError('ENOSPC')
    const taken = Math.min(length, left)
    left -= taken
    return fs.writeSync(fd, buffer, at, taken)
  }
  return write as typeof fs.writeSync
}

function inParts(bytes: number): typeof fs.writeSync {
  const write = (fd: number, buffer: NodeJS.ArrayBufferView, at: number, length: number) =>
    fs.writeSync(fd, buffer, at, Math.min(length, bytes))
  return write as typeof fs.writeSync
}
