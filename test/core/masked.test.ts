import { expect, test } from 'vitest'
import { maskedEmail, maskedMobile } from '../../electron/core/masked.ts'

test.each([
  ['+919999999993', '+91 ••••• ••993'],
  ['919999999993', '+91 ••••• ••993'],
  ['+4915112345678', '+49 ••••• ••678'],
  ['+12025550123', '+1 ••••• ••123'],
  ['+6834002', '+683 ••••• ••2'],
  ['+9999999999', '••••• ••999'],
])('the number %s is shown as %s', (mobile, shown) => {
  expect(maskedMobile(mobile)).toBe(shown)
})

test('a number that is longer is not shown longer', () => {
  expect(maskedMobile('+4915112345678')).toHaveLength(maskedMobile('+49301234678').length)
})

test.each([
  ['asha.example@example.com', 'a•••@e•••.com'],
  ['a@example.com', 'a•••@e•••.com'],
  ['asha@mail.example.co.uk', 'a•••@m•••.uk'],
  ['😀sha@example.com', '😀•••@e•••.com'],
  ['asha@localhost', 'a•••@l•••'],
  ['"a@b"@example.com', '"•••@e•••.com'],
  ['asha', '•••'],
  ['', '•••'],
])('the address %s is shown as %s', (address, shown) => {
  expect(maskedEmail(address)).toBe(shown)
})
