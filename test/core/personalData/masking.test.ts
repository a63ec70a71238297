import { expect, test } from 'vitest'
import { maskEmail, maskMobile } from '#core/personalData/masking.ts'

test.each([
  ['+919999999993', '••••••• 93'],
  ['919999999993', '••••••• 93'],
  ['+4915112345678', '••••••• 78'],
  ['+12025550123', '••••••• 23'],
  ['+6834002', '••••••• 2'],
  ['+9999999999', '••••••• 99'],
])('the number %s is shown as %s', (mobile, shown) => {
  expect(maskMobile(mobile)).toBe(shown)
})

// Country and three digits left so few numbers that trying them all took a hundredth of a second.
test.each(['+919999999993', '+4512345678', '+6591234567', '+6834002'])(
  'of %s two digits at most are shown',
  (mobile) => {
    expect(maskMobile(mobile).replaceAll(/\D/g, '').length).toBeLessThanOrEqual(2)
  },
)

test('a number that is longer is not shown longer', () => {
  expect(maskMobile('+4915112345678')).toHaveLength(maskMobile('+49301234678').length)
})

test.each([
  ['asha.example@example.com', 'a•••@e•••.com'],
  ['a@example.com', 'a•••@e•••.com'],
  ['asha@mail.example.co.uk', 'a•••@m•••.uk'],
  ['@example.com', '•••@e•••.com'],
  ['asha@.example', 'a•••@.•••.example'],
  ['@', '•••@•••'],
  ['hello', '•••'],
  ['😀sha@example.com', '😀•••@e•••.com'],
  ['asha@localhost', 'a•••@l•••'],
  ['"a@b"@example.com', '"•••@e•••.com'],
  ['asha', '•••'],
  ['', '•••'],
])('the address %s is shown as %s', (address, shown) => {
  expect(maskEmail(address)).toBe(shown)
})
