import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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
const { expressionsIn, madeWhileLoading, problemOf } = (await import(script)) as {
  expressionsIn(file: string, text: string): (Expression & { line: number })[]
  madeWhileLoading(path: string): Promise<(Expression & { line: number })[]>
  problemOf(expression: Expression): string | undefined
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
