import { expect, test } from 'vitest'
import { CustomerCode } from '#contract/customer.ts'
import { Pin } from '#contract/pin.ts'
import { Code } from '#contract/verification.ts'

// A keyboard of another script types other digits, and a paste brings blanks: neither may cost the customer a try.
test.each([
  ['a code', Code, '٤٢١٧', '4217'],
  ['a code', Code, '４２ab', '42ab'],
  ['a code', Code, ' 0042\r\n', '0042'],
  ['a customer’s code', CustomerCode, '४२१७', '4217'],
  ['a customer’s code', CustomerCode, '\u200e4217', '4217'],
  ['a PIN', Pin, '۴۲۱۷', '4217'],
  ['a PIN', Pin, '4217\n', '4217'],
])('%s is read with the digits of any script: %s %j is %s', (_, schema, text, read) => {
  expect(schema.parse(text)).toBe(read)
})

test.each(['', '42 17', '42-17', 'é'])('%j is no code', (text) => {
  expect([Code, CustomerCode, Pin].filter((schema) => schema.safeParse(text).success)).toEqual([])
})
