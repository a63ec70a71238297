import { expect, test } from 'vitest'
import type { HttpOutcome, HttpRequest } from '#core/network/controlHttp.ts'
import { callAsTill, type TillAuthenticator, unusableReply } from '#schemes/shared/authenticatedCall.ts'
import type { Reply } from '#schemes/shared/probeResults.ts'

const reply = (status: number, body = ''): Reply => ({ kind: 'reply', status, headers: {}, body, latencyMs: 1 })

/** An upstream that gives these outcomes one after another, and a till whose tokens are numbered. */
function scene(...outcomes: HttpOutcome[]) {
  const sent: HttpRequest[] = []
  const http = {
    request: async (request: HttpRequest) => {
      sent.push(request)
      return outcomes[sent.length - 1] ?? reply(500)
    },
  }
  let token = 1
  const till: TillAuthenticator = {
    authorise: () => ['X-Token', `token ${token}`, 'X-Till', 'till1'],
    discard: () => {
      token += 1
    },
    assess: (status) => (status === 401 ? 'refused' : status === 498 ? 'renew' : 'pass'),
    assessBody: (beginning) => (String(beginning).startsWith('expired') ? 'renew' : 'pass'),
  }
  return { till, http, sent }
}

const get: HttpRequest = { method: 'GET', path: '/who', headers: { Accept: 'application/json' } }
const post: HttpRequest = { ...get, method: 'POST', body: '{}' }

test('a call carries the credential and its own headers', async () => {
  const { till, http, sent } = scene(reply(404, 'none'))
  expect(await callAsTill(till, http, get)).toMatchObject({ status: 404, body: 'none' })
  expect(sent).toEqual([{ ...get, headers: { Accept: 'application/json', 'X-Token': 'token 1', 'X-Till': 'till1' } }])
})

test.each([
  ['in the status', reply(498)],
  ['in the body', reply(200, 'expired')],
])('a token that expired, told %s, is renewed once and the call sent again', async (_, expired) => {
  const { till, http, sent } = scene(expired, reply(200, 'here'))
  expect(await callAsTill(till, http, post)).toMatchObject({ body: 'here' })
  expect(sent.map(({ headers }) => headers['X-Token'])).toEqual(['token 1', 'token 2'])
  expect(sent[1]?.body).toBe('{}')

  const again = scene(expired, expired)
  await expect(callAsTill(again.till, again.http, get)).rejects.toMatchObject({ code: 'UPSTREAM_NOT_READY' })
  expect(again.sent).toHaveLength(2)
})

test('a credential that is refused is sent once, also when it is the renewed one', async () => {
  const refused = scene(reply(401))
  await expect(callAsTill(refused.till, refused.http, get)).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED' })
  expect(refused.sent).toHaveLength(1)
  // What it means for the caller, should the credential turn out to be right.
  const otherwise = { code: 'UPSTREAM_ANSWER_INVALID', data: { reason: 'status 401' } }
  const again = scene(reply(401))
  await expect(callAsTill(again.till, again.http, get)).rejects.toMatchObject({ request: { path: '/who' }, otherwise })
  const later = scene(reply(498), reply(401))
  await expect(callAsTill(later.till, later.http, get)).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED' })
})

test.each([
  ['unreachable', false, get, 'UPSTREAM_UNREACHABLE'],
  ['unreachable', false, post, 'UPSTREAM_UNREACHABLE'],
  ['timeout', false, post, 'UPSTREAM_UNREACHABLE'],
  ['untrusted', false, post, 'UPSTREAM_UNTRUSTED'],
  ['unreachable', true, get, 'UPSTREAM_SILENT'],
  ['timeout', true, get, 'UPSTREAM_SILENT'],
  ['timeout', true, post, 'OUTCOME_UNKNOWN'],
  ['unreachable', true, post, 'OUTCOME_UNKNOWN'],
] as const)('silence: %s, may be done: %s', async (cause, mayBeDone, request, code) => {
  const { till, http, sent } = scene({ kind: 'silence', cause, reason: 'ECONNRESET', mayBeDone })
  await expect(callAsTill(till, http, request)).rejects.toMatchObject({ code, data: { reason: 'ECONNRESET' } })
  expect(sent).toHaveLength(1)
})

test('an unusable reply tells when to try again, where that may help', () => {
  expect(unusableReply(reply(503), 'Capillary')).toMatchObject({
    code: 'UPSTREAM_BUSY',
    data: { retryAfterSeconds: 5 },
  })
  const asking = { ...reply(429), headers: { 'retry-after': '30' } }
  expect(unusableReply(asking, 'Capillary')).toMatchObject({ code: 'UPSTREAM_BUSY', data: { retryAfterSeconds: 30 } })
  expect(unusableReply(reply(418), 'Capillary')).toMatchObject({ code: 'UPSTREAM_ANSWER_INVALID' })
})
