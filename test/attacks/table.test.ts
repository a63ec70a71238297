import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/security.md'), 'utf8')

interface Row {
  attacks: string[]
  defence: string
  /** File and beginning of the names. */
  shownBy: { file: string; name: string }[]
}

const rows: Row[] = page
  .split('\n')
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')))
  .filter(([attack]) => /^T\d\d/.test(attack ?? ''))
  .map(([attack = '', defence = '', shown = '']) => ({ attacks: numbersIn(attack), defence, shownBy: namesIn(shown) }))

function numbersIn(cell: string): string[] {
  const [, first = '', last = first] = /^T(\d\d)(?:–T(\d\d))?/.exec(cell) ?? []
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) => numbered(Number(first) + at))
}

function numbered(number: number): string {
  return `T${String(number).padStart(2, '0')}`
}

/** `file`: one name · another · `other file`: … Files are those of this folder, or have theirs before the name. */
function namesIn(cell: string): Row['shownBy'] {
  let file = ''
  return cell.split(' · ').flatMap((part) => {
    const [, named, name] = /^(?:`([\w./]+\.test\.ts)`: )?(\w.*)$/.exec(part) ?? []
    if (named) file = named.includes('/') ? named : `attacks/${named}`
    return file && name && !name.startsWith('also ') ? [{ file, name }] : []
  })
}

/** What tests and groups of tests are called, by file. */
const namesByFile = new Map(
  readdirSync(join(root, 'test'), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => {
      const source = readFileSync(join(root, 'test', name), 'utf8')
      return [name.replaceAll('\\', '/'), [...source.matchAll(/(?:\(|\[)\s*'([^'\n]+)'/g)].map(([, text = '']) => text)]
    }),
)

describe('the table of attacks in docs/security.md', () => {
  test('has a row for each attack', () => {
    expect(rows.flatMap(({ attacks }) => attacks)).toEqual(Array.from({ length: 64 }, (_, at) => numbered(at + 1)))
  })

  const entries = rows.flatMap(({ shownBy }) => shownBy.map(({ file, name }) => [file, name] as const))
  test.each(entries)('names tests that exist: %s: %s', (file, name) => {
    expect(namesByFile.get(file)?.some((called) => called.startsWith(name))).toBe(true)
  })

  test('gives a reason and the issue where no test shows anything', () => {
    const without = rows.filter(({ shownBy }) => shownBy.length === 0)
    expect(without.filter(({ defence }) => !/issue \d|residual|monotonic/.test(defence))).toEqual([])
  })

  test('misses no attack that a test here is about', () => {
    const shown = new Set(rows.filter(({ shownBy }) => shownBy.length > 0).flatMap(({ attacks }) => attacks))
    const tested = readdirSync(import.meta.dirname)
      .flatMap((file) => namesByFile.get(`attacks/${file}`) ?? [])
      .flatMap((name) => /^(T\d\d) /.exec(name)?.[1] ?? [])
    expect([...new Set(tested)].filter((number) => !shown.has(number))).toEqual([])
    expect(tested.length).toBeGreaterThan(100)
  })
})
