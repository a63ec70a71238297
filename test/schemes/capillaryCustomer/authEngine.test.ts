import { expect, test } from 'vitest'
import { AuthEngine, lifetimeMsOf, readEngineResponse } from '#schemes/capillaryCustomer/authEngine.ts'

const reply = (status: number, body: unknown) =>
  readEngineResponse({ kind: 'reply', status, headers: {}, body: JSON.stringify(body), latencyMs: 1 })

test.each([
  ['success', 200, { status: { code: 200 } }, 200],
  ['an outcome of the engine', 400, { status: { code: '1506' } }, 1506],
  ['an error of the HTTP layer', 500, { status: { code: 500 } }, undefined],
  ['no code', 200, { message: 'hello' }, undefined],
])('%s', (_, status, body, code) => expect(reply(status, body)?.status.code).toBe(code))

test('a token that fits in no header is none', () => {
  const response = reply(200, { status: { code: 200 }, auth: { token: 'a\r\nb', key: 'k' } })
  expect(response).toMatchObject({ status: { code: 200 }, auth: undefined })
})

test.each([
  [{ iat: 100, exp: 160 }, 60_000],
  [{ iat: 160, exp: 100 }, 0],
  [{ exp: 160 }, undefined],
  ['nothing', undefined],
])('the lifetime by the claims %j is %j ms', (claims, expected) => {
  const token = ['e30', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'x'].join('.')
  expect(lifetimeMsOf(token)).toBe(expected)
})

// A gateway answers so, too, once the engine behind it has done its work: the code on the phone was not counted.
test.each([
  ['otp/generate', 504, 'OUTCOME_UNKNOWN'],
  ['otp/validate', 502, 'OUTCOME_UNKNOWN'],
  ['password/change', 500, 'OUTCOME_UNKNOWN'],
  ['otp/generate', 503, 'UPSTREAM_NOT_READY'],
  ['otp/generate', 404, 'UPSTREAM_NOT_READY'],
  // A session or a token more does no harm.
  ['token/generate', 504, 'UPSTREAM_NOT_READY'],
] as const)('%s, answered %i by somebody before the engine: %s', async (operation, status, code) => {
  const http = { request: async () => ({ kind: 'reply', status, headers: {}, body: '', latencyMs: 1 }) as const }
  const subject = { identifierType: 'MOBILE', identifierValue: '919999999993', brand: 'DEMO' }
  await expect(new AuthEngine(http, 'web').call(operation, subject)).rejects.toMatchObject({ code })
})
