import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

// docs/reliability.md names the test that keeps each found fault mended. A row that names none, or one that is gone, is a fault
// that may come back.

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

const sheets = ['reliability', 'reports', 'ux']
const found = sheets.flatMap((sheet) =>
  [...read(`docs/reference/${sheet}.md`).matchAll(/^## (\d+) /gm)].map(([, number]) => `${sheet}.md ${number}`),
)
const rows = read('docs/reliability.md')
  .split('\n')
  .map((line) => /^\| ((?:reliability|reports|ux)\.md \d+) \| .+ \| (.+) \|$/.exec(line))
  .filter((row) => row !== null)
  .map(([, number = '', shownBy = '']) => ({ number, isOpen: shownBy.startsWith('open: '), shownBy }))

function readShown(part: string): { file: string; name: string } {
  const [, file = '', name = ''] = /^`(.+?)`: ?(.*)$/.exec(part) ?? []
  return { file, name }
}

test('every fault that was found has its row, once', () => {
  expect(found.length).toBe(45 + 41)
  expect(rows.map(({ number }) => number)).toEqual(found)
})

describe('the tests that are named exist', () => {
  test.each(rows.filter(({ isOpen }) => !isOpen))('$number', ({ shownBy }) => {
    for (const { file, name } of shownBy.split(' · ').map(readShown)) {
      const path = join('test', file)
      expect(existsSync(join(root, path)), path).toBe(true)
      expect(read(path), path).toContain(name)
    }
  })
})

test('whatever else the page names exists', () => {
  const named = [...read('docs/reliability.md').matchAll(/`([\w/.]+\.test\.ts)`/g)].map(([, file = '']) => file)
  expect(named.filter((file) => !existsSync(join(root, file.startsWith('test/') ? '' : 'test', file)))).toEqual([])
})
