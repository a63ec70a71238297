import { expect, test } from 'vitest'
import { checkCallSize } from '#api/http/callSize.ts'

test.each([
  ['0', undefined],
  ['17', undefined],
  ['1048576', undefined],
  ['1048577', 'BODY_TOO_LARGE'],
  [undefined, 'MALFORMED_REQUEST'],
  ['many', 'MALFORMED_REQUEST'],
  ['1.5', 'MALFORMED_REQUEST'],
  ['9007199254740993', 'MALFORMED_REQUEST'],
])('a call with Content-Length %s: %s', (length, code) => {
  expect(checkCallSize({ 'content-length': length })?.code).toBe(code)
})
