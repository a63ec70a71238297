import { expect, test } from 'vitest'
import { codeOf } from '../../renderer/screens/customer/code.ts'

test.each([
  ['as it is', '0421', '0421'],
  ['pasted with blanks and dashes', ' 042-17 9\t', '042179'],
  ['with letters, small and capital', 'aB7z', 'aB7z'],
  ['typed on an Arabic keyboard', '٠٤٢١', '0421'],
  ['typed on a Persian keyboard', '۰۴۲۱', '0421'],
  ['in full-width digits', '０４２１', '0421'],
  ['with what no code has', '04<2>1é', '0421'],
  ['of nothing', ' - ', ''],
])('a code %s', (_, text, code) => {
  expect(codeOf(text)).toBe(code)
})

test('a code has 50 letters at most', () => {
  expect(codeOf('7'.repeat(60))).toHaveLength(50)
})
