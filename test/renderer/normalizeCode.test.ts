import { expect, test } from 'vitest'
import { normalizeCode } from '#renderer/parts/keypad/normalizeCode.ts'

test.each([
  ['as it is', '0421', '0421'],
  ['pasted with spaces and dashes', ' 042-17 9\t', '042179'],
  ['with letters, small and capital', 'aB7z', 'aB7z'],
  ['typed on an Arabic keyboard', '٠٤٢١', '0421'],
  ['typed on a Persian keyboard', '۰۴۲۱', '0421'],
  ['typed on a Hindi keyboard', '०४२१', '0421'],
  ['typed on a Thai keyboard', '๐๔๒๑', '0421'],
  ['in full-width digits', '０４２１', '0421'],
  ['with characters that no code has', '04<2>1é', '0421'],
  ['without any letter or digit', ' - ', ''],
])('a code %s', (_, text, code) => {
  expect(normalizeCode(text)).toBe(code)
})

test('a code has 50 characters at most', () => {
  expect(normalizeCode('7'.repeat(60))).toHaveLength(50)
})
