import { expect, test } from 'vitest'
import { parseJson } from '#core/base/parseJson.ts'

test.for<[text: string, value: unknown]>([
  ['{"a":[1]}', { a: [1] }],
  ['"text"', 'text'],
  ['null', null],
  ['\ufeff{"a":1}', { a: 1 }],
  ['\ufeff\ufeff{}', undefined],
  ['', undefined],
  ['{"a":', undefined],
  ['<html>', undefined],
  ['undefined', undefined],
])('%s', ([text, value]) => {
  expect(parseJson(text)).toEqual(value)
})

const nested = (depth: number, inner = '') => `${'['.repeat(depth)}${inner}${']'.repeat(depth)}`
const padded = (text: string) => `${text}${' '.repeat(5_000)}`

// reliability.md 3: parsing 1 MiB of brackets held everybody up for a fifth of a second.
test.for<[text: string, isRead: boolean]>([
  [padded(nested(100)), true],
  [padded(nested(101)), false],
  [nested(100_000), false],
  ['{"a":'.repeat(5_000), false],
  [padded(`[${Array(200).fill(nested(50)).join(',')}]`), true],
  [padded(JSON.stringify('[{'.repeat(5_000))), true],
  [padded(JSON.stringify(`"\\"${'['.repeat(5_000)}`)), true],
  [padded(`"${'['.repeat(5_000)}`), false],
  [padded(JSON.stringify([String.raw`\\`, '['.repeat(200)])), true],
  [padded(String.raw`["\\\"${'['.repeat(200)}"]`), true],
  [padded(String.raw`["\\",${nested(101)}]`), false],
])('depth counts outside of strings alone (%#)', ([text, isRead]) => {
  expect(parseJson(text) !== undefined).toBe(isRead)
})
