import { expect, test } from 'vitest'
import { canSkipTest } from '#renderer/parts/scheme/canSkipTest.ts'

const unproven = { code: 'CREDENTIAL_UNPROVEN', detail: '', remedy: '', issues: [] } as const

// "Keep it untested" was offered for an expired certificate: the password went to whoever answered there.
test.each([
  ['nothing answers', 'unreachable', true],
  ['the answer takes too long', 'timeout', true],
  ['the server cannot prove who it is', 'untrusted', false],
  ['something else than such a cloud answers', 'unexpected', false],
  ['a proxy asks who signs in', 'proxy-sign-in', false],
  ['nobody knows why', undefined, false],
])('where %s (%s), a credential can be kept untested: %s', (_, cause, isOffered) => {
  expect(canSkipTest({ ...unproven, ...(cause !== undefined && { cause }) } as never)).toBe(isOffered)
})

test('a refused credential is never kept, and neither is one before its test', () => {
  expect(canSkipTest({ ...unproven, code: 'CREDENTIAL_REFUSED', cause: 'unreachable' } as never)).toBe(false)
  expect(canSkipTest(undefined)).toBe(false)
})
