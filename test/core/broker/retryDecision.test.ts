import { describe, expect, test } from 'vitest'
import { Fault } from '#core/base/fault.ts'
import {
  authorising,
  type Phase,
  passing,
  pausing,
  preparing,
  queued,
  sent,
  waitedForIn,
} from '#core/broker/exchangePhase.ts'
import { HeldResponse } from '#core/broker/heldResponse.ts'
import {
  type Attempts,
  busyPauseMs,
  decideOnFailure,
  decideOnResponse,
  faultOfFailure,
  faultOfTimeout,
  type RetryDecision,
  type WaitedFor,
} from '#core/broker/retryDecision.ts'
import type { LinkFailure, RequestBody } from '#core/network/link.ts'
import type { Assessment } from '#core/scheme/requestAuthenticator.ts'

const fresh: Attempts = { resend: 0, 'renew-and-resend': 0, 'wait-and-resend': 0 }
const resent: Attempts = { ...fresh, resend: 1 }
const renewed: Attempts = { ...fresh, 'renew-and-resend': 1 }
const waited = (times: number): Attempts => ({ ...fresh, 'wait-and-resend': times })

const none = undefined
const buffer = Buffer.from('{}')
const stream: RequestBody = (async function* () {})()
const named = (body: RequestBody | undefined) =>
  body === undefined ? 'no body' : Buffer.isBuffer(body) ? 'a buffer' : 'a stream'

describe('a response', () => {
  test.each<[Assessment, Attempts, RequestBody | undefined, RetryDecision]>([
    ['pass', fresh, none, 'pass'],
    ['pass', fresh, buffer, 'pass'],
    ['pass', fresh, stream, 'pass'],
    // The credential may be wrong: whatever else is known, that is found out first.
    ['refused', fresh, none, 'verify'],
    ['refused', fresh, buffer, 'verify'],
    ['refused', fresh, stream, 'verify'],
    ['refused', renewed, none, 'verify'],
    ['refused', waited(3), buffer, 'verify'],
    // A new token once; a second refusal is the upstream's answer.
    ['renew', fresh, none, 'renew-and-resend'],
    ['renew', fresh, buffer, 'renew-and-resend'],
    ['renew', fresh, stream, 'give-up'],
    ['renew', renewed, none, 'pass'],
    ['renew', renewed, buffer, 'pass'],
    ['renew', renewed, stream, 'pass'],
    ['renew', waited(3), buffer, 'renew-and-resend'],
    ['renew', resent, none, 'renew-and-resend'],
    // Busy with the same customer: three pauses, then the upstream's answer.
    ['busy', fresh, none, 'wait-and-resend'],
    ['busy', fresh, buffer, 'wait-and-resend'],
    ['busy', fresh, stream, 'pass'],
    ['busy', waited(2), none, 'wait-and-resend'],
    ['busy', waited(2), buffer, 'wait-and-resend'],
    ['busy', waited(3), none, 'pass'],
    ['busy', waited(3), buffer, 'pass'],
    ['busy', renewed, buffer, 'wait-and-resend'],
  ])('assessed as "%s" after %j', (assessment, attempts, body, decision) => {
    expect([named(body), decideOnResponse(assessment, attempts, body, 30_000)]).toEqual([named(body), decision])
  })

  test('that an upstream is busy is passed on when no time is left for a pause', () => {
    const decide = (remainingMs: number) => decideOnResponse('busy', fresh, buffer, remainingMs)
    expect([decide(busyPauseMs + 1), decide(busyPauseMs), decide(-1)]).toEqual(['wait-and-resend', 'pass', 'pass'])
  })
})

describe('a failure', () => {
  const kinds: LinkFailure['kind'][] = [
    ...([
      'unreachable',
      'untrusted',
      'silent',
      'broken-off',
      'invalid-answer',
      'body-failed',
      'listener-failed',
    ] as const),
  ]
  const cases = kinds.flatMap((kind) =>
    (['sent', 'passing'] as const).flatMap((phase) =>
      [fresh, resent, renewed, waited(3)].flatMap((attempts) =>
        [true, false].flatMap((mayRepeat) =>
          [none, buffer, stream].map((body) => ({ kind, phase, attempts, mayRepeat, body })),
        ),
      ),
    ),
  )

  test('makes a request go once more where that does no harm, and nowhere else', () => {
    const again = cases.filter(
      ({ kind, phase, attempts, mayRepeat, body }) =>
        decideOnFailure(kind, phase === 'passing', attempts, mayRepeat, body) === 'resend',
    )
    expect(again).toEqual(
      [fresh, renewed, waited(3)].map((attempts) => {
        return { kind: 'broken-off', phase: 'sent', attempts, mayRepeat: true, body: none }
      }),
    )
  })

  test.each<[LinkFailure['kind'], sent: boolean, mayRepeat: boolean, wasResent: boolean, string]>([
    ['unreachable', false, true, false, 'UPSTREAM_UNREACHABLE'],
    ['unreachable', false, false, false, 'UPSTREAM_UNREACHABLE'],
    // A repeat that was never sent does not unsend the first.
    ['unreachable', false, true, true, 'UPSTREAM_SILENT'],
    ['silent', false, false, false, 'UPSTREAM_UNREACHABLE'],
    ['silent', true, true, false, 'UPSTREAM_SILENT'],
    ['silent', true, false, false, 'OUTCOME_UNKNOWN'],
    ['broken-off', true, true, true, 'UPSTREAM_SILENT'],
    ['broken-off', true, false, false, 'OUTCOME_UNKNOWN'],
    ['invalid-answer', true, true, false, 'UPSTREAM_ANSWER_INVALID'],
    ['invalid-answer', true, false, false, 'UPSTREAM_ANSWER_INVALID'],
    ['invalid-answer', true, true, true, 'UPSTREAM_ANSWER_INVALID'],
    ['untrusted', false, true, false, 'UPSTREAM_UNTRUSTED'],
    ['untrusted', false, false, false, 'UPSTREAM_UNTRUSTED'],
  ])('"%s", sent: %s, may be repeated: %s, was sent before: %s, is %s', (kind, sent, mayRepeat, wasResent, code) => {
    expect(faultOfFailure({ kind, sent, reason: 'ECONNRESET' }, mayRepeat, wasResent)).toMatchObject({ code })
  })

  test.each(['body-failed', 'listener-failed'] as const)('%s is told as what was thrown', (kind) => {
    const cause = new Fault('BODY_TOO_LARGE', undefined, { limitBytes: 1 })
    expect(faultOfFailure({ kind, sent: true, reason: 'X', cause }, false, false)).toBe(cause)
  })

  test.each([true, false])('an invalid answer tells whether it may have happened; may be repeated: %s', (mayRepeat) => {
    const fault = faultOfFailure({ kind: 'invalid-answer', sent: true, reason: 'X' }, mayRepeat, false)
    expect(fault).toMatchObject({ data: { reason: 'X', mayHaveHappened: !mayRepeat } })
  })
})

describe('when the time is up', () => {
  test.each<[Phase, Attempts, WaitedFor]>([
    [preparing, fresh, 'body'],
    [queued, fresh, 'slot'],
    [authorising, fresh, 'token'],
    [authorising, renewed, 'new-token'],
    [{ name: 'draining', next: 'renew-and-resend', bytesLeft: 1 }, fresh, 'new-token'],
    [{ name: 'draining', next: 'wait-and-resend', bytesLeft: 1 }, fresh, 'customer'],
    [pausing, waited(1), 'customer'],
    [{ name: 'verifying', held: new HeldResponse(401, '', []) }, fresh, 'proof'],
    [sent, fresh, 'response'],
    [passing, fresh, 'response'],
  ])('in %j after %j it waited for the %s', (phase, attempts, waitedFor) => {
    expect(waitedForIn(phase, attempts)).toBe(waitedFor)
  })

  test.each<[WaitedFor, mayRepeat: boolean, string]>([
    ['body', false, 'REQUEST_TIMEOUT'],
    ['slot', false, 'UPSTREAM_BUSY'],
    ['token', false, 'UPSTREAM_NOT_READY'],
    ['proof', false, 'UPSTREAM_NOT_READY'],
    ['new-token', false, 'TOKEN_EXPIRED'],
    ['customer', false, 'UPSTREAM_BUSY'],
    ['response', false, 'OUTCOME_UNKNOWN'],
    ['response', true, 'UPSTREAM_SILENT'],
  ])('waiting for the %s, may be repeated: %s, is %s', (waitedFor, mayRepeat, code) => {
    expect(faultOfTimeout(waitedFor, mayRepeat)).toMatchObject({ code })
  })

  test.each<[WaitedFor, mayRepeat: boolean, object]>([
    ['token', true, { retryAfterSeconds: 5 }],
    ['proof', false, { retryAfterSeconds: 5 }],
    ['slot', true, { retryAfterSeconds: 1 }],
    ['response', true, { reason: 'ANSWER_TIMEOUT' }],
    ['response', false, { reason: 'ANSWER_TIMEOUT' }],
  ])('of waiting for a %s, may be repeated: %s, the caller is told %j', (waitedFor, mayRepeat, data) => {
    expect(faultOfTimeout(waitedFor, mayRepeat).data).toEqual(data)
  })
})
