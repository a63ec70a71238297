import { expect, test } from 'vitest'
import type { HttpOutcome, HttpRequest } from '../../electron/core/http.ts'
import type { Reply } from '../../electron/schemes/answers.ts'
import { askAsTill, ofNoUse, type Till } from '../../electron/schemes/askAsTill.ts'

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
  const till: Till = {
    authorise: () => ['X-Token', `token ${token}`, 'X-Till', 'till1'],
    renew: () => {
      token += 1
    },
    judge: (status) => (status === 401 ? 'locked' : status === 498 ? 'renew' : 'pass'),
    judgeBody: (beginning) => (String(beginning).startsWith('expired') ? 'renew' : 'pass'),
  }
  return { till, http, sent }
}

const get: HttpRequest = { method: 'GET', path: '/who', headers: { Accept: 'application/json' } }
const post: HttpRequest = { ...get, method: 'POST', body: '{}' }

test('a call carries the credential and its own headers', async () => {
  const { till, http, sent } = scene(reply(404, 'nobody'))
  expect(await askAsTill(till, http, get)).toMatchObject({ status: 404, body: 'nobody' })
  expect(sent).toEqual([{ ...get, headers: { Accept: 'application/json', 'X-Token': 'token 1', 'X-Till': 'till1' } }])
})

test.each([
  ['in the status', reply(498)],
  ['in the body', reply(200, 'expired')],
])('a token that ran out, said %s, is renewed once and the call sent again', async (_, expired) => {
  const { till, http, sent } = scene(expired, reply(200, 'here'))
  expect(await askAsTill(till, http, post)).toMatchObject({ body: 'here' })
  expect(sent.map(({ headers }) => headers['X-Token'])).toEqual(['token 1', 'token 2'])
  expect(sent[1]?.body).toBe('{}')

  const again = scene(expired, expired)
  await expect(askAsTill(again.till, again.http, get)).rejects.toMatchObject({ code: 'UPSTREAM_NOT_READY' })
  expect(again.sent).toHaveLength(2)
})

test('a credential that is refused is sent once, also when it is the renewed one', async () => {
  const refused = scene(reply(401))
  await expect(askAsTill(refused.till, refused.http, get)).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED' })
  expect(refused.sent).toHaveLength(1)
  const later = scene(reply(498), reply(401))
  await expect(askAsTill(later.till, later.http, get)).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED' })
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
  await expect(askAsTill(till, http, request)).rejects.toMatchObject({ code, data: { reason: 'ECONNRESET' } })
  expect(sent).toHaveLength(1)
})

test('an answer of no use says when to ask again, where it is a matter of time', () => {
  expect(ofNoUse(reply(503), 'Capillary')).toMatchObject({ code: 'UPSTREAM_BUSY', data: { retryAfterSeconds: 5 } })
  const asking = { ...reply(429), headers: { 'retry-after': '30' } }
  expect(ofNoUse(asking, 'Capillary')).toMatchObject({ code: 'UPSTREAM_BUSY', data: { retryAfterSeconds: 30 } })
  expect(ofNoUse(reply(418), 'Capillary')).toMatchObject({ code: 'UPSTREAM_ANSWER_INVALID' })
})
