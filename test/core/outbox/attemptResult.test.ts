import { describe, expect, test } from 'vitest'
import { Fault } from '#core/base/fault.ts'
import { resultOfFailure, resultOfResponse } from '#core/outbox/attemptResult.ts'

const body = Buffer.alloc(0)

describe('a fault in place of a response', () => {
  test.each([
    [
      'UPSTREAM_UNREACHABLE',
      new Fault('UPSTREAM_UNREACHABLE', undefined, { retryAfterSeconds: 5, reason: 'ECONNREFUSED' }),
      { outcome: 'not-done', isDown: true },
    ],
    ['UPSTREAM_LOCKED', new Fault('UPSTREAM_LOCKED'), { outcome: 'not-done', isDown: true }],
    ['TOKEN_EXPIRED', new Fault('TOKEN_EXPIRED'), { outcome: 'not-done', isDown: true }],
    [
      'UPSTREAM_BUSY',
      new Fault('UPSTREAM_BUSY', undefined, { retryAfterSeconds: 2 }),
      { outcome: 'not-done', isDown: false, retryAfterMs: 2_000 },
    ],
    ['NOT_GRANTED', new Fault('NOT_GRANTED'), { outcome: 'refused', code: 'NOT_GRANTED' }],
    ['UNKNOWN_UPSTREAM', new Fault('UNKNOWN_UPSTREAM'), { outcome: 'not-done', isDown: true }],
    [
      'OUTCOME_UNKNOWN',
      new Fault('OUTCOME_UNKNOWN', undefined, { reason: 'ECONNRESET' }),
      { outcome: 'unclear', isDown: true },
    ],
    [
      'UPSTREAM_ANSWER_INVALID',
      new Fault('UPSTREAM_ANSWER_INVALID', undefined, { reason: 'HPE' }),
      { outcome: 'unclear' },
    ],
    [
      'UPSTREAM_REDIRECTED',
      new Fault('UPSTREAM_REDIRECTED', undefined, { origin: 'https://x' }),
      { outcome: 'unclear' },
    ],
    ['a bug', new TypeError('x'), { outcome: 'unclear', code: 'INTERNAL' }],
  ])('%s', (_, thrown, expected) => {
    expect(resultOfFailure(thrown)).toMatchObject(expected)
  })

  test('waits by the outbox’s own clock, not by the advice for callers', () => {
    const fault = new Fault('UPSTREAM_UNREACHABLE', undefined, { retryAfterSeconds: 5, reason: 'ECONNREFUSED' })
    expect(resultOfFailure(fault)).not.toHaveProperty('retryAfterMs')
  })
})

describe('a response', () => {
  test.each([
    ['in seconds', ['Retry-After', '7'], 7_000],
    [
      'as a date by the upstream’s clock',
      ['Date', 'Sun, 06 Nov 1994 08:49:37 GMT', 'retry-after', 'Sun, 06 Nov 1994 08:49:47 GMT'],
      10_000,
    ],
    ['as a date without a clock', ['Retry-After', 'Sun, 06 Nov 1994 08:49:47 GMT'], undefined],
    ['not at all', [], undefined],
  ])('asks for a pause %s', (_, headers, retryAfterMs) => {
    const result = resultOfResponse({ status: 429, headers, body }, { outcome: 'not-now', code: '429' })
    expect(result).toEqual({ outcome: 'not-done', code: '429', isDown: true, ...(retryAfterMs && { retryAfterMs }) })
  })

  test('of a server that fails says nothing about the write, but something about the server', () => {
    const unclear = { outcome: 'unclear', code: '503' } as const
    expect(resultOfResponse({ status: 503, headers: [], body }, unclear)).toEqual({ ...unclear, isDown: true })
    expect(resultOfResponse({ status: 200, headers: [], body }, unclear)).toEqual({ ...unclear, isDown: false })
  })
})
