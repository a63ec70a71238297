import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readAnswers } from '#host/training/answersFile.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

const answers = { 'GET /customers': { name: 'Asha' } }

function write(content: string | Buffer): string {
  const path = join(makeFolder(), 'training-answers.json')
  writeFileSync(path, content)
  return path
}

test.each([
  ['UTF-8', JSON.stringify(answers)],
  ['UTF-8 with a byte order mark', `\ufeff${JSON.stringify(answers)}`],
  ['UTF-16', Buffer.from(`\ufeff${JSON.stringify(answers)}`, 'utf16le')],
])('answers that a shop has written down are read as editors save them: %s', (_, content) => {
  expect(readAnswers(write(content))).toEqual(answers)
})

test('where nothing is written down there are none', () => {
  expect(readAnswers(join(makeFolder(), 'training-answers.json'))).toEqual({})
})

test.each([
  ['no JSON', '{', /are no JSON object whose names/],
  ['another shape', '{"customers": 1}', /are no JSON object whose names/],
  ['no text', Buffer.from([0, 1, 2]), /it is no text/],
])('what cannot be read is told by its reason: %s', (_, content, why) => {
  expect(() => readAnswers(write(content))).toThrow(
    expect.objectContaining({ code: 'NOT_SUPPORTED', message: expect.stringMatching(why) }),
  )
})

test.runIf(has('unix'))('a pipe in its place does not hold up the till', () => {
  const path = join(makeFolder(), 'training-answers.json')
  execFileSync('mkfifo', [path])
  expect(() => readAnswers(path)).toThrow(/a pipe or a device/)
})
