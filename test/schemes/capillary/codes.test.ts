import { expect, test } from 'vitest'
import { Secret } from '#core/base/secret.ts'
import type { HttpRequest } from '#core/network/controlHttp.ts'
import { capillaryCodes } from '#schemes/capillary/codes.ts'
import { CustomerLock } from '#schemes/capillary/customerLock.ts'
import { createTestClock } from '#test/support/clock.ts'

const asha = { type: 'mobile', value: '+919999999993' } as const

/** Codes of a cloud, or of a gateway before it, that answers so. */
function codesAt(status: number, answer: unknown = '<html>') {
  const body = typeof answer === 'string' ? answer : JSON.stringify(answer)
  const http = { request: async () => ({ kind: 'reply', status, headers: {}, body, latencyMs: 1 }) as const }
  const till = { authorise: () => [], assess: () => 'pass' as const }
  return capillaryCodes(till, http, new CustomerLock(createTestClock()))
}

// They were taken for a cloud that had done nothing: the code was not counted and its verification dropped, while the customer
// had the code on their phone. A loop could send any number.
test.each([500, 502, 504])('after a %i the code may have gone out, and may have been checked', async (status) => {
  const codes = codesAt(status)
  expect(await codes.send(asha, 'points', undefined)).toEqual({ outcome: 'unsure', progress: undefined })
  await expect(codes.check(asha, 'points', undefined, new Secret('1'))).rejects.toMatchObject({
    code: 'OUTCOME_UNKNOWN',
    data: { reason: `status ${status}` },
  })
})

test('after a 503 certainly neither', async () => {
  const codes = codesAt(503)
  await expect(codes.send(asha, 'points', undefined)).rejects.toMatchObject({ code: 'UPSTREAM_BUSY' })
  await expect(codes.check(asha, 'points', undefined, new Secret('1'))).rejects.toMatchObject({ code: 'UPSTREAM_BUSY' })
})

test('an error of Capillary counts for itself, whatever the status', async () => {
  const wrong = codesAt(500, { errors: [{ status: false, code: 605 }] })
  expect(await wrong.check(asha, undefined, undefined, new Secret('1'))).toEqual({ outcome: 'wrong' })
  const none = codesAt(500, { errors: [{ status: false, code: 606 }] })
  await expect(none.send(asha, undefined, undefined)).rejects.toMatchObject({ code: 'UPSTREAM_NOT_READY' })
})

test.each([
  ['points', 'POINTS'],
  ['coupon', 'COUPON'],
  ['registration', 'REGISTRATION'],
  ['returns', 'GENERIC'],
  [undefined, 'GENERIC'],
  // Every object has one: the call went without an action.
  ['constructor', 'GENERIC'],
])('a code for the purpose %s is for the action %s', async (purpose, action) => {
  const bodies: unknown[] = []
  const http = {
    request: async ({ body = '' }: HttpRequest) => {
      bodies.push(JSON.parse(body))
      return { kind: 'reply', status: 200, headers: {}, body: '{"createdId":7,"entity":true}', latencyMs: 1 } as const
    },
  }
  const till = { authorise: () => [], assess: () => 'pass' as const }
  const codes = capillaryCodes(till, http, new CustomerLock(createTestClock()))
  await codes.send(asha, purpose, undefined)
  await codes.check(asha, purpose, undefined, new Secret('1'))
  expect(bodies).toMatchObject([{ action }, { action, code: '1' }])
})
