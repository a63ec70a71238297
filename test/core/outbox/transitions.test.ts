import { describe, expect, test } from 'vitest'
import type { AttemptResult } from '#core/outbox/attemptResult.ts'
import { isOpen, needsPerson } from '#core/outbox/entry.ts'
import {
  afterAttempt,
  afterExpiry,
  afterQuestion,
  afterRestart,
  begun,
  confirmed,
  corrected,
  discarded,
  held,
  released,
  resent,
  settleMs,
} from '#core/outbox/transitions.ts'
import { states } from './entries.ts'

const moment = { now: 1_000_000, fraction: 0.5 }
const { now } = moment

describe('after a sending', () => {
  const from = (state: 'sending' | 'sendingAgain', result: AttemptResult, isRepeatable = true) =>
    afterAttempt({ state: states[state], isRepeatable }, result, moment)

  test.each([
    ['that took effect, it is sent', 'sending', { outcome: 'done', status: 200 }, { name: 'sent', proof: 'response' }],
    [
      'a duplicate of a first sending is another bill, and refused',
      'sending',
      { outcome: 'recorded-before', status: 200, code: '604' },
      { name: 'refused', code: '604' },
    ],
    [
      'a duplicate after an unclear sending is this very bill',
      'sendingAgain',
      { outcome: 'recorded-before', status: 200, code: '604' },
      { name: 'sent', proof: 'duplicate' },
    ],
    [
      'that is refused, it is refused',
      'sending',
      { outcome: 'refused', status: 200, code: '602' },
      { name: 'refused' },
    ],
    [
      'that the agent itself refuses, it is refused',
      'sending',
      { outcome: 'refused', code: 'NOT_GRANTED' },
      { name: 'refused', code: 'NOT_GRANTED' },
    ],
    [
      'that is refused after an unclear one, a person finds out what the first did',
      'sendingAgain',
      { outcome: 'refused', status: 200, code: '621' },
      { name: 'unknown', next: { ask: 'person' } },
    ],
    [
      'that did not happen, it waits longer after each failure',
      'sendingAgain',
      { outcome: 'not-done', code: 'UPSTREAM_UNREACHABLE', isDown: true },
      { name: 'waiting', notBefore: now + 4_000, failures: 3, mayHaveHappened: true },
    ],
    [
      'that asks for a pause, it waits as long',
      'sending',
      { outcome: 'not-done', code: '429', isDown: true, retryAfterMs: 7_000 },
      { name: 'waiting', notBefore: now + 7_000, failures: 1, mayHaveHappened: false },
    ],
    [
      'of which nobody knows, the upstream is asked',
      'sending',
      { outcome: 'unclear', code: 'OUTCOME_UNKNOWN', isDown: true },
      { name: 'unknown', next: { ask: 'upstream', notBefore: now + 1_000 } },
    ],
  ] as const)('%s', (_, state, result, expected) => {
    expect(from(state, result)).toMatchObject(expected)
  })

  test('of which nobody knows, an upstream that would record it twice has time to finish first', () => {
    const state = from('sending', { outcome: 'unclear', code: '503', isDown: true }, false)
    expect(state).toMatchObject({ name: 'unknown', next: { ask: 'upstream', notBefore: now + settleMs } })
  })
})

describe('an upstream that is asked', () => {
  const asked = (answer: Parameters<typeof afterQuestion>[1], isRepeatable: boolean) =>
    afterQuestion({ state: states.asking, isRepeatable }, answer, moment)

  test.each([
    ['has it: nothing is sent again', 'happened', false, { name: 'sent', proof: 'look-up' }],
    [
      'does not have it: it is sent again, and a duplicate would be this one',
      'not-happened',
      false,
      { name: 'waiting', mayHaveHappened: true },
    ],
    [
      'has another one of the same number: it is sent again, and a duplicate would be the other',
      'other',
      true,
      { name: 'waiting', mayHaveHappened: false },
    ],
    [
      'cannot tell, but takes a second sending for the first: it is sent again',
      'cannot-tell',
      true,
      { name: 'waiting', mayHaveHappened: true },
    ],
    [
      'cannot tell, and would record it twice: a person is asked',
      'cannot-tell',
      false,
      { name: 'unknown', next: { ask: 'person' } },
    ],
    [
      'does not answer: it is asked later',
      'no-answer',
      false,
      { name: 'unknown', failures: 2, next: { ask: 'upstream', notBefore: now + 2_000 } },
    ],
  ] as const)('%s', (_, answer, isRepeatable, expected) => {
    expect(asked(answer, isRepeatable)).toMatchObject(expected)
  })
})

test('what was being sent when the agent was killed is unknown, and all else as it was', () => {
  const { sending, ...others } = states
  expect(afterRestart({ state: sending, isRepeatable: true }, now)).toMatchObject({
    name: 'unknown',
    next: { ask: 'upstream', notBefore: now },
  })
  expect(afterRestart({ state: sending, isRepeatable: false }, now)).toMatchObject({
    next: { notBefore: now + settleMs },
  })
  const { sendingAgain: _, ...rest } = others
  for (const state of Object.values(rest)) expect(afterRestart({ state, isRepeatable: false }, now)).toBe(state)
})

test('a posting window ends what was surely not sent; what may have happened goes to a person', () => {
  expect(afterExpiry(states.waiting, now)).toMatchObject({ name: 'expired' })
  expect(afterExpiry(states.held, now)).toMatchObject({ name: 'expired' })
  // It was sent once, and the answer was lost: after its window a person finds out, as for any other.
  expect(afterExpiry(states.doubtful, now)).toMatchObject({ name: 'unknown', next: { ask: 'person' } })
  expect(afterExpiry(states.asking, now)).toMatchObject({ name: 'unknown', next: { ask: 'person' } })
  for (const state of [states.sending, states.sent, states.refused, states.discarded])
    expect(afterExpiry(state, now)).toBe(state)
})

describe('what a person may do', () => {
  const allowed = (act: (state: (typeof states)[keyof typeof states]) => unknown) =>
    Object.entries(states).flatMap(([name, state]) => (act(state) ? [name] : []))

  test.each([
    ['send again', resent, ['waiting', 'doubtful', 'held', 'asking', 'unknown', 'refused', 'expired']],
    [
      'discard',
      (state) => discarded(state, 'pipe/anna', now),
      ['waiting', 'doubtful', 'held', 'asking', 'unknown', 'refused', 'expired'],
    ],
    ['correct', corrected, ['refused', 'expired']],
    ['say that it took effect', confirmed, ['unknown', 'refused']],
    ['hold', held, ['waiting', 'doubtful']],
    ['release', released, ['held']],
  ] satisfies [string, (state: (typeof states)[keyof typeof states], now: number) => unknown, string[]][])(
    '%s',
    (_, act, expected) => {
      expect(allowed((state) => act(state, now))).toEqual(expected)
    },
  )

  test('what may have happened stays in doubt when it is sent again, held or released', () => {
    expect(resent(states.unknown, now)).toMatchObject({ mayHaveHappened: true })
    expect(resent(states.refused, now)).toMatchObject({ mayHaveHappened: false })
    const kept = held(states.doubtful, now)
    expect(kept).toMatchObject({ mayHaveHappened: true })
    expect(kept && released(kept, now)).toMatchObject({ mayHaveHappened: true })
    expect(begun(states.doubtful, now)).toEqual({ name: 'sending', since: now, failures: 2, mayHaveHappened: true })
  })
})

test('each state is the agent’s to deal with, a person’s, or over', () => {
  const named = (is: (entry: { state: (typeof states)[keyof typeof states] }) => boolean) =>
    Object.entries(states).flatMap(([name, state]) => (is({ state }) ? [name] : []))
  expect(named(isOpen)).toEqual(['waiting', 'doubtful', 'held', 'sending', 'sendingAgain', 'asking'])
  expect(named(needsPerson)).toEqual(['unknown', 'refused', 'expired'])
})
