import { expect, test } from 'vitest'
import { startArguments } from '../../electron/main/startArguments.ts'

test.each([
  [true, ['/opt/till-agent', 'status', '--json'], ['status', '--json']],
  [true, ['/opt/till-agent'], []],
  [false, ['electron', '.', '--hidden'], ['--hidden']],
  [false, ['electron', '--no-sandbox', 'out/main/main.js', 'status'], ['status']],
  [false, ['node', 'out/main/main.js'], []],
])('packaged %s: %j means %j', (isPackaged, argv, expected) => {
  expect(startArguments(argv, isPackaged)).toEqual(expected)
})

// A browser hands the whole address over; on some systems a quote in it becomes an argument of its own.
test.each([
  [['till-agent://open']],
  [['till-agent:status']],
  [['TILL-AGENT://x', 'upstream', 'remove', 'loyalty', '--force']],
  [['serve', '--provision', '\\\\evil\\share\\till.json', 'till-agent://x']],
])('a link of our scheme says nothing more: %j', (args) => {
  expect(startArguments(['/opt/till-agent', ...args], true)).toEqual([])
})
