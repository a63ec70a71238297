import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/security.md'), 'utf8')

interface Row {
  attacks: string[]
  defence: string
  /** Files, and how the names of the tests begin. */
  shownBy: { file: string; name: string }[]
}

/** The rows of all tables whose third column names tests. */
const allRows: Row[] = page
  .split(/\n(?!\|)/)
  .map((block) => block.trim())
  .filter((block) => block.startsWith('| attack | defence | shown by |'))
  .flatMap((table) => table.split('\n').slice(2))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')))
  .map(([attack = '', defence = '', shown = '']) => ({ attacks: numbersIn(attack), defence, shownBy: namesIn(shown) }))
/** Those of our list of attacks. */
const rows = allRows.filter(({ attacks }) => attacks.length > 0)

function numbersIn(cell: string): string[] {
  const [, first = '', last = first] = /^T(\d\d)(?:–T(\d\d))?/.exec(cell) ?? []
  if (first === '') return []
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) => numbered(Number(first) + at))
}

function numbered(number: number): string {
  return `T${String(number).padStart(2, '0')}`
}

/** Reads `file`: name · name · `file`: name. A file without a folder is one of test/attacks. */
function namesIn(cell: string): Row['shownBy'] {
  let file = ''
  return cell.split(' · ').flatMap((part) => {
    const [, named, name] = /^(?:`([\w./]+\.test\.ts)`: )?(\w.*)$/.exec(part) ?? []
    if (named) file = named.includes('/') ? named : `attacks/${named}`
    return file && name && !name.startsWith('also ') ? [{ file, name }] : []
  })
}

/** Names of tests and groups of tests, by file. */
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

  const entries = allRows.flatMap(({ shownBy }) => shownBy.map(({ file, name }) => [file, name] as const))
  test.each(entries)('names tests that exist: %s: %s', (file, name) => {
    expect(namesByFile.get(file)?.some((called) => called.startsWith(name))).toBe(true)
  })

  test('says what remains where no test shows anything', () => {
    const without = allRows.filter(({ shownBy }) => shownBy.length === 0)
    expect(without.filter(({ defence }) => !/residual/.test(defence))).toEqual([])
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
