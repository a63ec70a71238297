import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

// docs/reference/coverage.md names the test of each statement of the vendors. One that is gone shows nothing.

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/reference/coverage.md'), 'utf8')
const cells = page.split('\n').map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')))

/** The documents, and how many statements each has. */
const documents = cells.filter(([letter, , count]) => /^[A-E]$/.test(letter ?? '') && /^\d+$/.test(count ?? ''))
const rows = cells.filter(([number]) => /^[A-E]\d+$/.test(number ?? ''))

test('each statement has its row, in order', () => {
  const wanted = documents.flatMap(([letter, , count]) =>
    Array.from({ length: Number(count) }, (_, at) => `${letter}${at + 1}`),
  )
  expect(rows.map(([number]) => number)).toEqual(wanted)
  expect(rows).toHaveLength(58)
})

const tests = rows.flatMap(([number = '', , , shownBy = '']) =>
  shownBy.split(' · ').map((shown) => {
    const [, file = shown, name = ''] = /^`(.+?\.test\.ts)`: (.+)$/.exec(shown) ?? []
    return { number, file, name }
  }),
)

/** Of `test('…', …)`, `describe("…", …)` and the names after a table, as they are written. */
function titlesIn(source: string): string {
  return source.replaceAll("\\'", "'")
}

describe('the test that a row names exists', () => {
  test.each(tests)('$number: $file, $name', ({ file, name }) => {
    const path = join(root, 'test', file)
    expect(existsSync(path)).toBe(true)
    expect(name).not.toBe('')
    expect(titlesIn(readFileSync(path, 'utf8'))).toContain(name)
  })
})

test('so does every other that the page names', () => {
  const named = [...page.matchAll(/`([\w/.]+\.test\.ts)`/g)].map(([, file = '']) => file.replace(/^test\//, ''))
  expect(named.filter((file) => !existsSync(join(root, 'test', file)))).toEqual([])
})
