import { expect, test } from 'vitest'
import { chunkHeader, chunksOf, fitsOneEntry, isComplete, parseHeader } from '#adapters/keychain/chunkedSecret.ts'

test.each([
  ['1000 letters', 'x'.repeat(1_000), true],
  ['1001 letters', 'x'.repeat(1_001), false],
  ['800 characters of three bytes', '€'.repeat(800), true],
  ['801 characters of three bytes', '€'.repeat(801), false],
  ['text that looks like a header', 'till-agent-parts:', false],
])('%s: fits one entry is %s', (_, text, expected) => {
  expect(fitsOneEntry(text)).toBe(expected)
})

test.each([
  ['letters', 'x'.repeat(2_001), 3],
  ['characters of three bytes', '€'.repeat(5_000), 7],
  ['surrogate pairs across the boundary', `x${'🔑'.repeat(1_000)}`, 3],
])('%s are split into chunks that Windows takes', (_, text, count) => {
  const chunks = chunksOf(text)
  expect(chunks).toHaveLength(count)
  expect(chunks.join('')).toBe(text)
  expect(Math.max(...chunks.map((chunk) => Buffer.byteLength(chunk)))).toBeLessThanOrEqual(2_400)
  expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThanOrEqual(1_000)
  expect(chunks.every((chunk) => chunk.isWellFormed())).toBe(true)
})

// One entry less for each unit that a chunk could have held.
test.each([
  ['1 000 units', 'x'.repeat(2_000), [1_000, 1_000]],
  ['2 400 bytes', '€'.repeat(1_600), [800, 800]],
])('a chunk holds all of %s', (_, text, lengths) => {
  expect(chunksOf(text).map((chunk) => chunk.length)).toEqual(lengths)
})

test('a header leads back to its chunks, and to no others', () => {
  const header = parseHeader(chunkHeader('b', ['one', 'two']))
  if (header === undefined || header === 'unknown') throw new Error('This is a header.')
  expect(header).toMatchObject({ generation: 'b', count: 2 })
  expect(isComplete(header, ['one', 'two'])).toBe(true)
  expect(isComplete(header, ['one'])).toBe(false)
  expect(isComplete(header, ['one', 'tw0'])).toBe(false)
  // The same text, split elsewhere.
  expect(isComplete(header, ['onet', 'wo'])).toBe(true)
})

test.each([
  ['hush', undefined],
  ['till-agent-parts:2:a:3:x', 'unknown'],
  ['till-agent-parts:', 'unknown'],
  [`till-agent-parts:1:c:3:${'x'.repeat(43)}`, 'unknown'],
  [`till-agent-parts:1:a:3:${'x'.repeat(42)}`, 'unknown'],
])('the entry "%s" is read as %s', (entry, expected) => {
  expect(parseHeader(entry)).toBe(expected)
})
