import { expect, test } from 'vitest'
import { inOneByte } from '../../build/oneByteSource.ts'

test.each([
  ['a text', 'f("Tür – “offen”");', 'f("Tür \\u2013 \\u201coffen\\u201d");'],
  ['an expression', 'x.test(/[–—]/)', 'x.test(/[\\u2013\\u2014]/)'],
  ['a file that is mostly such characters', 'f("नमस्ते");', 'f("नमस्ते");'],
  ['what takes two units, and may be a name', '({ 𐌂: "…" })', '({ 𐌂: "…" })'],
])('V8 needs one byte a character for %s, where that is less', (_, code, written) => {
  expect(inOneByte(code)).toBe(written)
})
