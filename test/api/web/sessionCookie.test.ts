import { expect, test } from 'vitest'
import { SessionCookie } from '#api/web/sessionCookie.ts'

const cookie = new SessionCookie(47601)

test('it is for our own page alone, and scripts cannot read it', () => {
  expect(cookie.set('abc')).toBe('till-agent-session-47601=abc; HttpOnly; SameSite=Strict; Path=/')
  expect(cookie.clear()).toBe('till-agent-session-47601=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0')
})

test.each([
  [undefined, []],
  ['', []],
  ['till-agent-session-47601=abc', ['abc']],
  ['theme=dark; till-agent-session-47601=planted; till-agent-session-47601=abc', ['planted', 'abc']],
  ['till-agent-session-47602=abc', []],
  ['x-till-agent-session-47601=abc', []],
  ['till-agent-session-47601', []],
])('in "%s" stand %j', (header, values) => {
  expect(cookie.valuesIn(header)).toEqual(values)
})
