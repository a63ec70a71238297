import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { describe, expect, test } from 'vitest'
import { Fault } from '#core/base/fault.ts'
import { failureOf, ProviderUnreachable, toFault } from '#schemes/oidc/failure.ts'

const response = (status: number, headers: Record<string, string> = {}) => new Response('', { status, headers })

function refusal(error: string, headers: Record<string, string> = {}): Error {
  return new ResponseBodyError('refused', { cause: { error }, response: response(400, headers) })
}
function returned(error: string): Error {
  return new AuthorizationResponseError('returned', { cause: new URLSearchParams({ error }) })
}
function clientError(cause: unknown, code?: string): Error {
  return Object.assign(new ClientError('failed', { cause }), { code })
}

test.each<[string, Error, object]>([
  ['a refresh token that is spent', refusal('invalid_grant'), { recovery: 'sign-in' }],
  ['a session that ended', returned('login_required'), { recovery: 'sign-in' }],
  ['a person who said no', returned('access_denied'), { recovery: 'retry' }],
  ['a wrong client secret', refusal('invalid_client'), { recovery: 'correct-client' }],
  [
    'a challenge in place of a token',
    new WWWAuthenticateChallengeError('challenged', { cause: [], response: response(401) }),
    { recovery: 'correct-client' },
  ],
  [
    'an error that asks for patience',
    refusal('temporarily_unavailable', { 'retry-after': '7' }),
    { recovery: 'retry', retryAfterMs: 7_000 },
  ],
  [
    'an error that asks for patience until a time',
    refusal('temporarily_unavailable', {
      'retry-after': 'Sun, 29 Nov 2026 12:02:00 GMT',
      date: 'Sun, 29 Nov 2026 12:00:00 GMT',
    }),
    { recovery: 'retry', retryAfterMs: 120_000 },
  ],
  [
    'an error that is no code',
    refusal('<script>'),
    { recovery: 'retry', detail: 'The identity provider refused (for a reason of its own).' },
  ],
  [
    'no connection',
    clientError(new ProviderUnreachable('ECONNREFUSED')),
    { recovery: 'retry', detail: 'The identity provider could not be reached (ECONNREFUSED).' },
  ],
  [
    'a status of no use',
    clientError(response(503, { 'retry-after': '3' })),
    { recovery: 'retry', detail: 'The identity provider answered with status 503.', retryAfterMs: 3_000 },
  ],
  [
    'a clock that is wrong',
    clientError(undefined, 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'),
    { recovery: 'retry', remedy: expect.stringMatching(/^Set the clock/) },
  ],
  [
    'a response that fails a check',
    Object.assign(new Error('checked'), { code: 'OAUTH_INVALID_RESPONSE' }),
    { recovery: 'retry', detail: expect.stringContaining('OAUTH_INVALID_RESPONSE') },
  ],
])('%s', (_, thrown, expected) => {
  expect(failureOf(thrown)).toMatchObject(expected)
})

describe('a bug', () => {
  test.each([new Error('a bug'), new TypeError('x is undefined'), new Fault('KEYCHAIN_LOCKED')])(
    'is no failure: %s',
    (thrown) => {
      expect(() => failureOf(thrown)).toThrow(thrown)
      expect(() => toFault(thrown)).toThrow(thrown)
    },
  )
})

test('a failure of a sign-in is a fault with the same sentences', () => {
  expect(() => toFault(refusal('access_denied'))).toThrow(
    expect.objectContaining({
      code: 'SIGN_IN_FAILED',
      detail: 'The identity provider refused (access_denied).',
      remedy: 'Sign in as somebody who may use this client.',
    }),
  )
})
