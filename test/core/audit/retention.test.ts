import { expect, test } from 'vitest'
import { isPruningAllowed, lastToPrune } from '#core/audit/retention.ts'

const retention = { keepMs: 1, maxRows: 100, minRows: 10 }

test.for<[anchor: number, head: number, lastTooOld: number, last: number | undefined]>([
  [0, 0, 0, undefined],
  [0, 50, 0, undefined],
  [0, 50, 20, 20],
  // Ten rows stay however old they are.
  [0, 50, 50, 40],
  [0, 5, 5, undefined],
  [0, 100, 0, undefined],
  [0, 101, 0, 1],
  [0, 150, 60, 60],
  [20, 50, 20, undefined],
  [20, 50, 21, 21],
  [60, 150, 0, undefined],
])(
  'after row %i, up to row %i, with rows to %i too old, the last row to go is %i',
  ([anchor, head, lastTooOld, last]) => {
    const ends = { anchor: { sequence: anchor, hash: '' }, head: { sequence: head, hash: '' } }
    expect(lastToPrune(ends, lastTooOld, retention)).toBe(last)
  },
)

test.for<[lastAgo: number, rowsLeft: number, isAllowed: boolean]>([
  [2, 10, true],
  [1, 10, false],
  [2, 9, false],
  [0, 100, true],
  [0, 99, false],
  [2, 0, false],
])(
  'pruning rows up to one that was written %i ms before, with %i left, is believed: %s',
  ([lastAgo, rowsLeft, isAllowed]) => {
    expect(isPruningAllowed({ lastAt: 1_000 - lastAgo, prunedAt: 1_000, rowsLeft }, retention)).toBe(isAllowed)
  },
)
