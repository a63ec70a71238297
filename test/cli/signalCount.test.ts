import { expect, test } from 'vitest'
import { SignalCount } from '#cli/signalCount.ts'

type Step = [signal: NodeJS.Signals, atMs: number, meaning: 'first' | 'same' | 'second']

test.each<[string, Step[]]>([
  ['one signal', [['SIGTERM', 0, 'first']]],
  [
    'a second one soon',
    [
      ['SIGTERM', 0, 'first'],
      ['SIGTERM', 20, 'second'],
    ],
  ],
  [
    'a second one later',
    [
      ['SIGTERM', 0, 'first'],
      ['SIGTERM', 5_000, 'second'],
    ],
  ],
  [
    'another signal',
    [
      ['SIGTERM', 0, 'first'],
      ['SIGHUP', 5, 'second'],
    ],
  ],
  [
    'Ctrl-C, and that of npm',
    [
      ['SIGINT', 0, 'first'],
      ['SIGINT', 40, 'same'],
    ],
  ],
  [
    'Ctrl-C twice',
    [
      ['SIGINT', 0, 'first'],
      ['SIGINT', 299, 'same'],
      ['SIGINT', 301, 'second'],
    ],
  ],
  [
    'Ctrl-C and the end of the terminal',
    [
      ['SIGINT', 0, 'first'],
      ['SIGHUP', 10, 'second'],
    ],
  ],
])('%s', (_, steps) => {
  const count = new SignalCount()
  expect(steps.map(([signal, atMs]) => count.count(signal, atMs))).toEqual(steps.map(([, , meaning]) => meaning))
})
