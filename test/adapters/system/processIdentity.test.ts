import { expect, test } from 'vitest'
import { identityIn, identityOf, identityText, isRunning, startTimeIn } from '#adapters/system/processIdentity.ts'
import { has } from '#test/support/skips.ts'

const fields = 'S 1 1 1 0 -1 4194560 1 0 0 0 1 1 0 0 20 0 1 0 81920 1 1'

test.each([
  ['a plain name', `4242 (till-agent) ${fields}`, '81920'],
  ['a name with blanks and brackets', `4242 (a) b (c) ${fields}`, '81920'],
  ['a process that has ended and was not waited for', `4242 (till-agent) ${fields.replace('S', 'Z')}`, undefined],
  ['half a line', '4242 (till-agent) S 1 1', undefined],
  ['nothing', '', undefined],
])('the start of a process is read from %s', (_, stat, startedAt) => {
  expect(startTimeIn(stat)).toBe(startedAt)
})

test.runIf(has('linux'))('a process is told from another that has its id by now', () => {
  const self = identityOf(process.pid)
  expect(self).toEqual({ pid: process.pid, startedAt: expect.stringMatching(/^\d+$/) })
  expect(self && isRunning(self)).toBe(true)
  expect(isRunning({ pid: process.pid, startedAt: '1' })).toBe(false)
})

test.each([0, -1, 1.5, Number.NaN, 2 ** 31 - 1])('there is no process %d', (pid) => {
  expect(identityOf(pid)).toBeUndefined()
})

test.each([
  ['4242@81920', { pid: 4242, startedAt: '81920' }],
  ['4242', undefined],
  ['4242@', undefined],
  ['-1@5', undefined],
  ['', undefined],
])('"%s" on a command line is %j', (text, identity) => {
  expect(identityIn(text)).toEqual(identity)
  if (identity) expect(identityText(identity)).toBe(text)
})
