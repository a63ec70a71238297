import { expect, test } from 'vitest'
import {
  describeSilence,
  describeUnexpected,
  type Reply,
  retryAfterMs,
  timingOf,
  withClockSkew,
} from '#schemes/shared/probeResults.ts'
import { createTestClock } from '#test/support/clock.ts'

const reply = (status: number, headers: Reply['headers'] = {}): Reply => ({
  ...{ kind: 'reply', status, headers, body: '', latencyMs: 7 },
})
const minute = 60_000

test.each([
  ['a proxy that asks who', reply(407), /proxy.*\(407\)/],
  ['a redirect', reply(302, { 'content-type': 'text/html' }), /elsewhere \(302\)/],
  ['a web page, whatever its status', reply(503, { 'content-type': 'text/HTML; charset=utf-8' }), /web page.*\(503\)/],
  ['too many requests', reply(429), /busy or out of order \(429\)/],
  ['an error of the server', reply(500), /busy or out of order \(500\)/],
  ['anything else', reply(418), /no use \(418\)/],
])('%s', (_, response, detail) => {
  expect(describeUnexpected(response, 'Capillary').detail).toMatch(detail)
})

test.each([
  ['unreachable', 'ECONNREFUSED', 'Capillary could not be reached (ECONNREFUSED).'],
  ['unreachable', 'PROXY_LOGIN_REQUIRED', 'The proxy wants a user name and a password (407). Nothing was sent.'],
  ['untrusted', 'CERT_HAS_EXPIRED', "The upstream's certificate has expired. Nothing was sent."],
  ['untrusted', 'PROXY_UNTRUSTED', 'The proxy could not prove who it is. Nothing was sent, its password neither.'],
  ['untrusted', 'INVALID_CA', 'The server at the base URL could not prove that it is Capillary (INVALID_CA).'],
  ['timeout', 'CONNECT_TIMEOUT', 'Capillary did not answer in time.'],
] as const)('silence, %s by %s', (cause, reason, detail) => {
  const described = describeSilence({ kind: 'silence', cause, reason, mayBeDone: false }, 'Capillary')
  expect(described).toEqual({ detail, remedy: expect.stringMatching(/^\S.*\.$/) })
})

test.each([
  [0, undefined],
  [5 * minute, undefined],
  [-5 * minute, undefined],
  [6 * minute, '6 minutes behind'],
  [-6 * minute, '6 minutes ahead'],
])('an upstream whose clock is %i ms ahead of this machine: %s', (aheadMs, expected) => {
  const clock = createTestClock()
  const problem = { detail: 'It was refused.', remedy: 'Check it.' }
  const described = withClockSkew(problem, clock.now() + aheadMs, clock)
  if (expected === undefined) expect(described).toEqual(problem)
  else
    expect(described).toEqual({
      detail: `It was refused. The clock of this machine is ${expected}.`,
      remedy: 'Set the clock first. Check it.',
    })
})

test('the skew is told only where the upstream sent its time', () => {
  const clock = createTestClock()
  expect(timingOf(reply(200), clock)).toEqual({ latencyMs: 7 })
  expect(timingOf({ ...reply(200), dateMs: clock.now() + 5 }, clock)).toEqual({ latencyMs: 7, clockSkewMs: 5 })
})

test('a date in Retry-After is measured by the clock of the server that sent it', () => {
  const dated = {
    ...reply(503, { 'retry-after': 'Sun, 29 Nov 2026 12:02:00 GMT' }),
    dateMs: Date.UTC(2026, 10, 29, 12),
  }
  expect(retryAfterMs(dated)).toBe(120_000)
  expect(retryAfterMs(reply(503, { 'retry-after': '7' }))).toBe(7_000)
  expect(retryAfterMs(reply(503))).toBeUndefined()
})
