import { describe, expect, test } from 'vitest'
import { inOrder, StillFiles, verdictOf } from '#core/drops/claims.ts'
import type { SeenFile } from '#core/drops/folder.ts'

const file: SeenFile = {
  ...{ name: 'SALES.csv', kind: 'file', bytes: 100, modifiedMs: 1_000, identity: '1:2', links: 1, isOwn: true },
}
const maxBytes = 1_000

describe('what is to become of something in the folder', () => {
  test.each([
    ['a file that has not changed', {}, { do: 'claim' }],
    ['an empty one', { bytes: 0 }, { do: 'claim' }],
    ['one with a name of another script', { name: 'مبيعات.csv' }, { do: 'claim' }],
    ['a folder', { kind: 'folder' }, { do: 'leave' }],
    ['one that begins with a dot', { name: '.SALES' }, { do: 'leave' }],
    ['one that is being written, as its name says', { name: 'SALES.csv.TMP' }, { do: 'leave' }],
    ['one that is being copied, as its name says', { name: 'SALES.csv.filepart' }, { do: 'leave' }],
    ['a symbolic link', { kind: 'link' }, { do: 'refuse', why: 'link' }],
    ['a pipe', { kind: 'other' }, { do: 'refuse', why: 'not-a-file' }],
    ['a file with a second name', { links: 2 }, { do: 'refuse', why: 'hard-link' }],
    ['a file of another user', { isOwn: false }, { do: 'refuse', why: 'foreign' }],
    ['a file that is too large', { bytes: 1_001 }, { do: 'refuse', why: 'too-large' }],
    ['a name that would be two commands of FTP', { name: 'a\r\nDELE b' }, { do: 'refuse', why: 'name' }],
    ['a name that is a path at Windows', { name: 'a\\b' }, { do: 'refuse', why: 'name' }],
    ['a name that Windows cannot keep', { name: 'a:b' }, { do: 'refuse', why: 'name' }],
    ['a name that is too long', { name: 'ä'.repeat(101) }, { do: 'refuse', why: 'name' }],
    ['a name that no UTF-8 is', { name: 'a\ufffd' }, { do: 'refuse', why: 'name' }],
  ] as const)('%s', (_, facts, expected) => {
    expect(verdictOf({ ...file, ...facts }, true, maxBytes)).toEqual(expected)
  })

  test('a file that may still be written to is left, whatever else it is', () => {
    expect(verdictOf({ ...file, links: 2, bytes: 5_000 }, false, maxBytes)).toEqual({ do: 'leave' })
  })
})

describe('a file is still', () => {
  const look = (still: StillFiles, now: number, facts: Partial<SeenFile> = {}) =>
    still.observe([{ ...file, ...facts }], now, 5_000).size

  test('once it has not changed for so long', () => {
    const still = new StillFiles()
    expect([look(still, 0), look(still, 4_999), look(still, 5_000)]).toEqual([0, 0, 1])
  })

  test.each([
    ['its size', { bytes: 101 }],
    ['its time', { modifiedMs: 1_001 }],
    ['the file behind its name', { identity: '1:3' }],
  ])('not while %s changes', (_, facts) => {
    const still = new StillFiles()
    look(still, 0)
    expect([look(still, 5_000, facts), look(still, 9_999, facts), look(still, 10_000, facts)]).toEqual([0, 0, 1])
  })

  test('not when it was gone in between', () => {
    const still = new StillFiles()
    look(still, 0)
    still.observe([], 2_000, 5_000)
    expect(look(still, 5_000)).toBe(0)
  })
})

test('files are taken in the order in which they were written', () => {
  const named = (name: string, modifiedMs: number) => ({ ...file, name, modifiedMs })
  expect(inOrder([named('b', 2), named('c', 1), named('a', 2)]).map(({ name }) => name)).toEqual(['c', 'a', 'b'])
})
