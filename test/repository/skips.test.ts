import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { needs } from '#test/support/skips.ts'

// A test that is skipped in a file of its own accord is missed by nobody: every reason is in test/support/skips.ts.

const tests = join(import.meta.dirname, '..')
const files = readdirSync(tests, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(join(tests, name), 'utf8') }))
const sources = files.filter(({ name }) => name.endsWith('.test.ts'))

// Spelled so that this file does not find itself.
test.each([
  ['is skipped for a reason of its own', /\.(?:skipI[f]\(|runI[f]\((?!has\()|skip\(['"`]|todo\(|only\(|skip[,)])/],
  ['asks by itself which system this is', /process\.(?:platfor[m] [=!]==|getui[d]\?\.\(\) [=!]==)/],
])('no test %s', (_, pattern) => {
  expect(sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name)).toEqual([])
})

test('each reason is that of some test', () => {
  const others = files.filter(({ name }) => !name.endsWith('skips.ts'))
  const texts = others.map(({ text }) => text).join('\n')
  const unused = Object.keys(needs).filter((need) => !texts.includes(`'${need}'`))
  expect(unused).toEqual([])
})
