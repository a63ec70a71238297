import { describe, expect, test } from 'vitest'
import type { AuditEntry, AuditRow } from '#contract/audit.ts'
import { beginning, ChainCheck, type ChainEnds, prunedEntry, rowAfter, signedEntry } from '#core/audit/auditChain.ts'

const entry = (detail: string): AuditEntry => ({
  ...{ event: 'client-added', actor: 'pipe/anna', subject: 'client/pos', outcome: 'done', detail },
})

/** Five rows, as they are written one after another. */
function written(): AuditRow[] {
  const rows: AuditRow[] = []
  for (const detail of ['1', '2', '3', '4', '5']) rows.push(rowAfter(rows.at(-1) ?? beginning, 1_000, entry(detail)))
  return rows
}

const whole = written()
const at = (index: number) => whole[index] as AuditRow

const dayMs = 86_400_000
/** By which the five rows of `whole` may be pruned to three once they are a day old, or to four whatever their age. */
const retention = { keepMs: dayMs, minRows: 3, maxRows: 4 }

function verdictOn(rows: readonly AuditRow[], ends: Partial<ChainEnds> = {}, expectedHash?: string, now = 10 * dayMs) {
  const check = new ChainCheck({ anchor: beginning, head: at(4), ...ends }, { retention, now, expectedHash })
  for (const row of rows) if (!check.add(row)) break
  return check.verdict()
}

const without = (index: number) => whole.filter((_, place) => place !== index)
const withRow = (index: number, row: Partial<AuditRow>) =>
  whole.map((one, place) => (place === index ? { ...one, ...row } : one))
/** Row 3 rewritten with a hash that fits it. */
const forged = rowAfter(at(1), 1_000, entry('forged'))

test.for<[name: string, rows: AuditRow[], sequence: number, reason: string]>([
  ['a row is missing', without(2), 3, 'Row 3 is missing.'],
  ['the first row is missing', without(0), 1, 'Row 1 is missing.'],
  ['the last row is missing', without(4), 5, 'Rows 5-5 are missing.'],
  ['all rows are missing', [], 1, 'Rows 1-5 are missing.'],
  ['a row stands twice', [at(0), at(1), at(1)], 2, 'Row 2 stands where row 3 should.'],
  ['two rows changed places', [at(0), at(2), at(1)], 2, 'Row 2 is missing.'],
  ['the detail of a row was changed', withRow(2, { detail: 'x' }), 3, 'Row 3 was changed.'],
  ['the time of a row was changed', withRow(2, { at: 1_001 }), 3, 'Row 3 was changed.'],
  ['a row was rewritten with its hash', withRow(2, forged), 4, 'Row 4 does not follow the one before it.'],
  [
    'a row was added at the end',
    [...whole, rowAfter(at(4), 1_000, entry('6'))],
    6,
    'Row 6 was added by somebody else.',
  ],
  [
    'the last row was rewritten',
    [...whole.slice(0, 4), rowAfter(at(3), 1_000, entry('forged'))],
    5,
    'Row 5 is not the one that was written last.',
  ],
])('%s', ([, rows, sequence, reason]) => {
  expect(verdictOn(rows)).toEqual({ intact: false, sequence, reason })
})

test('an untouched chain is intact, and so is an empty one', () => {
  const end = { lastHash: at(4).hash, lastSequence: 5 }
  expect(verdictOn(whole)).toEqual({ intact: true, rows: 5, ...end })
  expect(verdictOn([], { head: beginning })).toEqual({
    ...{ intact: true, rows: 0, lastHash: beginning.hash, lastSequence: 0 },
  })
})

test('a chain rewritten as a whole is found by a hash that was noted elsewhere, and by nothing else', () => {
  const rewritten: AuditRow[] = []
  for (const detail of ['1', 'forged', '3'])
    rewritten.push(rowAfter(rewritten.at(-1) ?? beginning, 1_000, entry(detail)))
  const head = rewritten.at(-1) as AuditRow
  expect(verdictOn(rewritten, { head })).toMatchObject({ intact: true })
  expect(verdictOn(rewritten, { head }, at(1).hash)).toMatchObject({
    intact: false,
    reason: expect.stringContaining('expected'),
  })
  expect(verdictOn(whole, {}, at(1).hash)).toMatchObject({ intact: true })
})

test('rows with a signature are told, oldest first, and no other rows', () => {
  const check = new ChainCheck({ anchor: beginning, head: at(4) }, { retention, now: 10 * dayMs })
  expect(check.signedRows).toEqual([])
  const first = rowAfter(beginning, 1_000, entry('1'))
  const second = rowAfter(first, 1_001, signedEntry(first, 'token-1'))
  const third = rowAfter(second, 1_002, entry('3'))
  const fourth = rowAfter(third, 1_003, signedEntry(third, 'token-3'))
  for (const row of [first, second, third, fourth]) expect(check.add(row)).toBe(true)
  expect(check.signedRows).toEqual([
    { sequence: 2, token: 'token-1' },
    { sequence: 4, token: 'token-3' },
  ])
  expect(second).toMatchObject({ event: 'head-signed', actor: 'agent', subject: 'rows/1-1', outcome: 'done' })
})

describe('rows that were pruned', () => {
  /** The rest of `whole` after `count` rows were pruned at this time. */
  function pruned(count: number, prunedAt: number, more: { detail?: string; subject?: string } = {}) {
    const last = at(count - 1)
    const row = rowAfter(at(4), prunedAt, { ...prunedEntry(beginning, last), ...more })
    return {
      rows: [...whole.slice(count), row],
      ends: { anchor: { sequence: count, hash: last.hash }, pruned: last, head: row },
    }
  }

  test.each([
    ['old enough, when enough are left', 2, 1_000 + dayMs + 1],
    ['too many, whatever their age', 1, 1_001],
  ])('are told, and when: %s', (_, count, prunedAt) => {
    const { rows, ends } = pruned(count, prunedAt)
    expect(verdictOn(rows, ends)).toMatchObject({
      ...{ intact: true, rows: 6 - count },
      pruned: { upTo: count, lastAt: 1_000, at: prunedAt },
    })
  })

  // Deleting everything and calling it pruning was "intact: 1 rows", and the noted hash was found in the anchor.
  test.each([
    ['all of them', 5, 1_000 + dayMs + 1],
    ['more than may be, although they are old', 3, 1_000 + dayMs + 1],
    ['some that are not old', 2, 1_000 + dayMs],
  ])('are not believed to be: %s', (_, count, prunedAt) => {
    const { rows, ends } = pruned(count, prunedAt)
    for (const expected of [undefined, at(count - 1).hash])
      expect(verdictOn(rows, ends, expected)).toEqual({
        ...{ intact: false, sequence: count },
        reason: expect.stringContaining('but they were neither old nor many enough'),
      })
  })

  test('are not believed to be by a time that has yet to come', () => {
    const { rows, ends } = pruned(2, 20 * dayMs)
    expect(verdictOn(rows, ends)).toMatchObject({ intact: false, reason: expect.stringContaining('has yet to reach') })
    expect(verdictOn(rows, ends, undefined, 19 * dayMs)).toMatchObject({ intact: true })
  })

  const old = 1_000 + dayMs + 1
  test.each([
    ['no row tells of them', pruned(2, old).rows.slice(0, -1), { ...pruned(2, old).ends, head: at(4) }],
    [
      'the row tells of others',
      pruned(2, old, { subject: 'rows/1-1' }).rows,
      pruned(2, old, { subject: 'rows/1-1' }).ends,
    ],
    [
      'another row says the same',
      [...whole.slice(2), rowAfter(at(4), old, { ...prunedEntry(beginning, at(1)), event: 'client-added' })],
      {
        ...pruned(2, old).ends,
        head: rowAfter(at(4), old, { ...prunedEntry(beginning, at(1)), event: 'client-added' }),
      },
    ],
    [
      'the row tells another hash',
      pruned(2, old, { detail: at(0).hash }).rows,
      pruned(2, old, { detail: at(0).hash }).ends,
    ],
  ])('are missing when %s', (_, rows, ends) => {
    expect(verdictOn(rows, ends)).toEqual({
      ...{ intact: false, sequence: 2 },
      reason: 'No row tells that rows 1-2 were pruned.',
    })
  })

  // Its hash is in the row after it: an older time would need another hash.
  test.each([
    ['was not kept', undefined],
    ['got an older time', { ...at(1), at: -10 * dayMs }],
    ['is another row', rowAfter(at(0), -10 * dayMs, entry('old'))],
  ])('are not believed to be when the last of them %s', (_, kept) => {
    const { rows, ends } = pruned(2, old)
    expect(verdictOn(rows, { ...ends, pruned: kept })).toMatchObject({
      ...{ intact: false, sequence: 2, reason: expect.stringContaining('was not kept or was changed') },
    })
  })

  test('are named in the row that tells of them', () => {
    expect(prunedEntry(beginning, at(1))).toMatchObject({ actor: 'agent', outcome: 'done' })
    expect(prunedEntry(beginning, at(1))).toMatchObject({ subject: 'rows/1-2', detail: at(1).hash })
    expect(prunedEntry(at(1), at(3))).toMatchObject({ subject: 'rows/3-4', detail: at(3).hash })
  })

  // Two rows more than there were, so that later ones could be cut off the end unnoticed.
  test('are not believed to be more than they were', () => {
    const anchor = { sequence: 4, hash: at(1).hash }
    const rows = [rowAfter(anchor, 1_000, entry('5'))]
    for (const detail of ['6', '7']) rows.push(rowAfter(rows.at(-1) as AuditRow, 1_000, entry(detail)))
    rows.push(rowAfter(rows.at(-1) as AuditRow, old, prunedEntry(beginning, anchor)))
    expect(verdictOn(rows, { anchor, pruned: at(1), head: rows.at(-1) as AuditRow })).toMatchObject({
      ...{ intact: false, sequence: 4, reason: expect.stringContaining('was not kept or was changed') },
    })
  })

  test('cannot be met by an expected hash, and the verdict says so', () => {
    const { rows, ends } = pruned(2, old)
    const reasonOf = (hash: string) => verdictOn(rows, ends, hash)
    expect(reasonOf(at(2).hash)).toMatchObject({ intact: true })
    expect(reasonOf(at(1).hash)).toMatchObject({
      ...{ intact: false },
      reason: 'No row has the hash that was expected: it was that of row 2. Rows 1-2 were pruned on 1970-01-02.',
    })
    expect(reasonOf(at(0).hash)).toMatchObject({
      ...{ intact: false },
      reason:
        'No row has the hash that was expected. Rows 1-2 were pruned on 1970-01-02, and it may have been one of them.',
    })
  })

  // An anchor at the very beginning with another hash hid that row 1 follows something.
  test('are not none when the chain begins with another hash than it should', () => {
    const anchor = { sequence: 0, hash: 'f'.repeat(64) }
    const rows = [rowAfter(anchor, 1_000, entry('1'))]
    expect(verdictOn(rows, { anchor, head: rows[0] as AuditRow })).toMatchObject({ intact: false, sequence: 0 })
  })
})
