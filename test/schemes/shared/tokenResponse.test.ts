import { expect, test } from 'vitest'
import type { Reply, Silence } from '#schemes/shared/probeResults.ts'
import { plainTokenBody, readTokenResponse } from '#schemes/shared/tokenResponse.ts'

const refused = { detail: 'It refused the client.', remedy: 'Check the secret.' }
const reply = (status: number, body: unknown, headers: Reply['headers'] = {}): Reply => ({
  ...{ kind: 'reply', status, headers, latencyMs: 1 },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})
const silence: Silence = { kind: 'silence', cause: 'timeout', reason: 'ETIMEDOUT', mayBeDone: true }

test.each<[string, Reply | Silence, object]>([
  ['a token', reply(200, { access_token: 'abc', expires_in: '60' }), { outcome: 'granted', lifetimeMs: 60_000 }],
  [
    'a token of unknown lifetime',
    reply(200, { access_token: 'abc', token_type: 'BEARER' }),
    { outcome: 'granted', lifetimeMs: undefined },
  ],
  ['a lifetime of null', reply(200, { access_token: 'abc', expires_in: null }), { lifetimeMs: undefined }],
  ['a lifetime of none', reply(200, { access_token: 'abc', expires_in: 0 }), { lifetimeMs: undefined }],
  ['a negative lifetime', reply(200, { access_token: 'abc', expires_in: -1 }), { lifetimeMs: undefined }],
  ['an empty lifetime', reply(200, { access_token: 'abc', expires_in: '' }), { lifetimeMs: undefined }],
  ['a lifetime in words', reply(200, { access_token: 'abc', expires_in: '1h' }), { outcome: 'granted' }],
  ['a lifetime with a fraction', reply(200, { access_token: 'abc', expires_in: 59.5 }), { lifetimeMs: 59_500 }],
  ['a type of null', reply(200, { access_token: 'abc', token_type: null }), { outcome: 'granted' }],
  ['a byte order mark', reply(200, '\ufeff{"access_token":"abc","expires_in":60}'), { lifetimeMs: 60_000 }],
  [
    'a token of a type with blanks',
    reply(200, { access_token: 'abc', token_type: 'x y' }),
    { outcome: 'unavailable', detail: /without a plain name/ },
  ],
  [
    'an answer of another page',
    reply(200, { status: 'ok' }),
    { outcome: 'unavailable', detail: 'The service granted nothing: its answer has no access_token.' },
  ],
  [
    'a token that would break the header',
    reply(200, { access_token: 'a\r\nb' }),
    { outcome: 'unavailable', detail: /fits in no header/ },
  ],
  [
    'a token of another kind',
    reply(200, { access_token: 'abc', token_type: 'mac' }),
    { outcome: 'unavailable', detail: /of the type mac/ },
  ],
  ['a token with a status that grants none', reply(201, { access_token: 'abc' }), { outcome: 'unavailable' }],
  ['401, whatever it says', reply(401, 'no'), { outcome: 'refused', ...refused }],
  ['an unknown client', reply(400, { error: 'invalid_client' }), { outcome: 'refused', ...refused }],
  ['a client without this grant', reply(400, { error: 'unauthorized_client' }), { outcome: 'refused', ...refused }],
  ['a wrong grant', reply(400, { error: 'invalid_grant' }), { outcome: 'refused', ...refused }],
  [
    'another error',
    reply(400, { error: 'invalid_scope' }),
    { outcome: 'unavailable', detail: 'The service refused the request as invalid_scope.' },
  ],
  ['an error that is no code', reply(400, { error: 'No: <b>' }), { outcome: 'unavailable', detail: /no use/ }],
  [
    'a service that is busy',
    reply(503, '', { 'retry-after': '7' }),
    { outcome: 'unavailable', detail: /busy/, retryAfterMs: 7_000 },
  ],
  ['no reply', silence, { outcome: 'unavailable', detail: /did not answer in time/ }],
])('%s', (_, outcome, expected) => {
  const { detail, ...rest } = expected as { detail?: RegExp | string }
  const response = readTokenResponse(outcome, 'The service', refused)
  expect(response).toMatchObject(rest)
  if (detail !== undefined) expect(response).toMatchObject({ detail: expect.stringMatching(detail) })
})

test.each([
  ['{"access_token":"abc","expires_in":null,"scope":null}', '{"access_token":"abc"}'],
  ['{"access_token":"abc","expires_in":"60"}', '{"access_token":"abc","expires_in":60}'],
  ['\ufeff{"access_token":"abc"}', '{"access_token":"abc"}'],
  ['{"keys":[{"kid":null}]}', '{"keys":[{"kid":null}]}'],
  ['[null]', '[null]'],
  ['eyJhbGciOiJub25lIn0', 'eyJhbGciOiJub25lIn0'],
  ['', ''],
])('a library is given %j as %j', (body, plain) => {
  expect(plainTokenBody(body)).toBe(plain)
})
