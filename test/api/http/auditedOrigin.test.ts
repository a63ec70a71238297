import { expect, test } from 'vitest'
import { auditedOrigin } from '#api/http/auditedOrigin.ts'

test.each([
  ['https://evil.example', 'https://evil.example'],
  ['http://localhost:5173', 'http://localhost:5173'],
  [undefined, undefined],
  ['null', undefined],
  ['a password that stands in the wrong field', undefined],
  [`https://${'a'.repeat(100)}.example`, undefined],
])('Origin %s stands in the audit trail as %s', (field, expected) => {
  expect(auditedOrigin(field)).toBe(expected)
})
