import { expect, test } from 'vitest'
import { createProgram } from '#cli/program.ts'
import { startArguments } from '#main/lifecycle/startArguments.ts'

test.each([
  [true, ['/opt/till-agent', 'status', '--json'], ['status', '--json']],
  [true, ['/opt/till-agent'], []],
  [false, ['electron', '.', '--hidden'], ['--hidden']],
  [false, ['electron', '--no-sandbox', 'out/main/main.js', 'status'], ['status']],
  [false, ['node', 'out/main/main.js'], []],
])('packaged %s: of %j the own arguments are %j', (isPackaged, argv, expected) => {
  expect(startArguments(argv, isPackaged)).toEqual(expected)
})

// A browser passes the whole URL; on some systems a quote in it starts another argument.
test.each([
  [['till-agent://open']],
  [['till-agent:status']],
  [['TILL-AGENT://x', 'upstream', 'remove', 'loyalty', '--force']],
  [['serve', '--provision', '\\\\evil\\share\\till.json', 'till-agent://x']],
])('a deep link brings no arguments: %j', (args) => {
  expect(startArguments(['/opt/till-agent', ...args], true)).toEqual([])
})

// Chromium has opened the port before we are asked, for every user of the machine: the window must not open.
test.each([
  '--remote-debugging-port=9222',
  '--remote-debugging-pipe',
  '-remote-debugging-port=0',
  '/remote-debugging-port=1',
  '--REMOTE-DEBUGGING-PORT=1',
])('a switch that opens the page to others ends the start, beside a deep link, too: %s', async (word) => {
  for (const args of [[word], [word, 'till-agent://x'], ['till-agent://x', word]]) {
    const own = startArguments(['/opt/till-agent', ...args], true)
    let hasOpened = false
    const program = createProgram(() => {
      hasOpened = true
    })
    await expect(program.parseAsync(own, { from: 'user' })).rejects.toThrow()
    expect(hasOpened).toBe(false)
  }
})
