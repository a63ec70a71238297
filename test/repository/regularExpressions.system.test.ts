import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'

interface Expression {
  source: string
  /** Absent where it is made at run time. */
  flags: string | undefined
}

const script = join(import.meta.dirname, '../../build/regularExpressions.mjs')
const { expressionsIn, madeWhileLoading, problemOf, provenBy } = (await import(script)) as {
  expressionsIn(file: string, text: string): (Expression & { line: number })[]
  madeWhileLoading(path: string): Promise<(Expression & { line: number })[]>
  problemOf(expression: Expression, proven?: Set<string>): string | undefined
  provenBy(list: string): Set<string>
}

// attacks.md T50: one program without any grant froze the sales of all others with a path of semicolons.
test('every regular expression of the sources is proven to take linear time', async () => {
  // Of its own, since modules load in another way here.
  const outcome = await promisify(execFile)(process.execPath, [script]).catch((thrown) => thrown)
  expect(outcome).toMatchObject({ stdout: '', stderr: '' })
})

/** Expressions of the first release, each of which met texts from outside, and other kinds of their sort. */
const slow: [pattern: RegExp, problem: RegExp][] = [
  [/\/\.{1,2}(?:[;/]|$)|;[^/]*\.\./, /polynomial/],
  [/;.*$/, /polynomial/],
  [/[. ]+$/, /polynomial/],
  [/\/+$/, /polynomial/],
  [/^\S+@\S+$/, /polynomial/],
  [/^(?:a+)+$/, /exponential/],
  [/^(?:a|a)*$/, /exponential/],
  [/^(\w+)\1$/, /not proven/],
]

describe('one that is not is found', () => {
  test.each(slow)('%s', ({ source, flags }, problem) => expect(problemOf({ source, flags })).toMatch(problem))

  test('wherever it stands', () => {
    const text = 'export const a = (b: string): boolean => /x+$/u.test(b)\nconst c = [new RegExp(d), RegExp("e")]'
    expect(expressionsIn('example.ts', text)).toEqual([
      { line: 1, source: 'x+$', flags: 'u' },
      { line: 2, source: 'new RegExp(d)', flags: undefined },
      { line: 2, source: 'RegExp("e")', flags: undefined },
    ])
    expect(expressionsIn('screen.tsx', 'const a = <b>{/y/g.source}</b>')).toMatchObject([{ source: 'y', flags: 'g' }])
  })

  test('when a module makes it of constants', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'till-agent-expressions-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'example.mjs')
    writeFileSync(file, "const blank = '[. ]'\nexport const trailing = new RegExp(blank + '+$', 'u')\n")
    expect(await madeWhileLoading(file)).toEqual([{ line: 2, source: '[. ]+$', flags: 'u' }])
    expect(/a/.source).toBe('a')
  })

  test('when it is made later', () => {
    expect(problemOf({ source: 'new RegExp(text)', flags: undefined })).toBe('is made at run time')
  })
})

// `node build/regularExpressions.mjs --all` believes no list; the workflow of GitHub runs it.
describe('the list of proven expressions', () => {
  const list = readFileSync(join(import.meta.dirname, '../../build/provenExpressions.txt'), 'utf8')
  const [checker = ''] = list.split('\n')
  const slowOne = { source: '^(?:a+)+$', flags: 'u' }

  test('is of the checker that is installed', () => expect(provenBy(list).size).toBeGreaterThan(10))

  test('spares the expressions that are in it, and no other', () => {
    const proven = provenBy(`${checker}\n/^(?:a+)+$/u\n`)
    expect(problemOf(slowOne, proven)).toBeUndefined()
    for (const changed of [{ source: '^(?:a+)+b$' }, { flags: 'ui' }, { flags: '' }])
      expect(problemOf({ ...slowOne, ...changed }, proven)).toMatch(/exponential/)
    expect(problemOf({ source: 'x', flags: undefined }, provenBy(`${checker}\n/x/undefined\n`))).toBeDefined()
  })

  test('of another version of the checker spares none', () => {
    expect(problemOf(slowOne, provenBy(`${checker}1\n/^(?:a+)+$/u\n`))).toMatch(/exponential/)
  })
})
