import { expect, test } from 'vitest'
import { type Random, randomFraction, randomHex, randomText } from '#core/base/random.ts'

const all = (byte: number): Random => ({ bytes: (count) => new Uint8Array(count).fill(byte) })

test.for([
  [16, 22],
  [24, 32],
  [32, 43],
])('%i bytes make %i letters of base64url', ([bytes = 0, letters = 0]) => {
  expect(randomText(all(255), bytes)).toMatch(new RegExp(`^[A-Za-z0-9_-]{${letters}}$`))
})

test('hexadecimal has small letters only', () => {
  expect(randomHex(all(0xab), 3)).toBe('ababab')
})

test.for([
  [0, 0],
  [128, 0.5],
  [255, 255 / 256],
])('byte %i is the fraction %d', ([byte = 0, fraction]) => {
  expect(randomFraction(all(byte))).toBe(fraction)
})
