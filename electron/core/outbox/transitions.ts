import { type Backoff, backoffMs, withJitter } from '#core/pacing/backoff.ts'
import type { ReadBack } from '#core/scheme/outboxRules.ts'
import type { AttemptResult } from './attemptResult.ts'
import type { EntryState, History, OutboxEntry } from './entry.ts'

/** Between two sendings of an entry, and between two questions about it. */
export const entryBackoff: Backoff = { firstMs: 1_000, maxMs: 5 * 60_000 }

/**
 * How long a write that must not be sent twice is left alone after an unclear sending: an upstream that works on it still
 * would say that it did not happen.
 */
export const settleMs = 30_000

/** The moment of a change. @property fraction random, from 0 to 1 */
export interface Moment {
  now: number
  fraction: number
}

const fresh: History = { failures: 0, mayHaveHappened: false }

export function accepted(now: number): EntryState & { name: 'waiting' } {
  return { name: 'waiting', since: now, notBefore: now, ...fresh }
}

/** A sending begins. This is stored before a byte goes out. */
export function begun(state: EntryState & { name: 'waiting' }, now: number): EntryState {
  return { name: 'sending', since: now, ...historyOf(state) }
}

/** A sending has ended. */
export function afterAttempt(
  { state, isRepeatable }: Pick<OutboxEntry, 'isRepeatable'> & { state: EntryState & { name: 'sending' } },
  result: AttemptResult,
  { now, fraction }: Moment,
): EntryState {
  const { failures, mayHaveHappened } = state
  const waitMs = pauseMs(failures, fraction)
  switch (result.outcome) {
    case 'done':
      return { name: 'sent', since: now, proof: 'response', status: result.status }
    case 'recorded-before': {
      const { status, code } = result
      if (mayHaveHappened) return { name: 'sent', since: now, proof: 'duplicate', status }
      return { name: 'refused', since: now, code, status }
    }
    case 'refused': {
      const { code, status } = result
      // What the sending before did is still not known: whoever mends this one and sends it could record it twice.
      if (mayHaveHappened) return { name: 'unknown', since: now, code, failures, next: { ask: 'person' } }
      return { name: 'refused', since: now, code, ...(status !== undefined && { status }) }
    }
    case 'not-done': {
      const notBefore = now + (result.retryAfterMs ?? waitMs)
      const history = { failures: failures + 1, mayHaveHappened }
      return { name: 'waiting', since: now, notBefore, code: result.code, ...history }
    }
    case 'unclear': {
      const notBefore = now + (isRepeatable ? waitMs : Math.max(settleMs, waitMs))
      return unknown(result.code, failures + 1, notBefore, now)
    }
  }
}

/** The upstream was asked whether an entry took effect. @param answer `no-answer`: it could not be asked */
export function afterQuestion(
  { state, isRepeatable }: Pick<OutboxEntry, 'isRepeatable'> & { state: EntryState & { name: 'unknown' } },
  answer: ReadBack | 'no-answer',
  { now, fraction }: Moment,
): EntryState {
  const { code, failures } = state
  switch (answer) {
    case 'happened':
      return { name: 'sent', since: now, proof: 'look-up' }
    case 'not-happened':
      return { name: 'waiting', since: now, notBefore: now, code, failures, mayHaveHappened: true }
    case 'other':
      // A duplicate that a second sending meets is that other one: this write is refused then, and a person told.
      return { name: 'waiting', since: now, notBefore: now, code, failures, mayHaveHappened: false }
    case 'cannot-tell':
      if (isRepeatable) return { name: 'waiting', since: now, notBefore: now, code, failures, mayHaveHappened: true }
      return { ...state, next: { ask: 'person' } }
    case 'no-answer': {
      const waitMs = pauseMs(failures, fraction)
      return { ...state, failures: failures + 1, next: { ask: 'upstream', notBefore: now + waitMs } }
    }
  }
}

/** As an agent finds an entry at its start: of a sending that was cut off nobody knows what it did. */
export function afterRestart(
  { state, isRepeatable }: Pick<OutboxEntry, 'state' | 'isRepeatable'>,
  now: number,
): EntryState {
  if (state.name !== 'sending') return state
  return unknown('CUT_OFF', state.failures, isRepeatable ? now : now + settleMs, now)
}

/** Its posting window has passed. What may have taken effect does not expire: a person finds out. */
export function afterExpiry(state: EntryState, now: number): EntryState {
  switch (state.name) {
    case 'waiting':
    case 'held':
      if (!state.mayHaveHappened) return { name: 'expired', since: now }
      return { name: 'unknown', since: now, code: 'EXPIRED', failures: state.failures, next: { ask: 'person' } }
    case 'unknown':
      return { ...state, next: { ask: 'person' } }
    default:
      return state
  }
}

/** A person, or its client, has it sent again; `undefined` where that is not for them to say now. */
export function resent(state: EntryState, now: number): EntryState | undefined {
  switch (state.name) {
    case 'refused':
    case 'expired':
      return { name: 'waiting', since: now, notBefore: now, ...fresh }
    case 'unknown':
      return { name: 'waiting', since: now, notBefore: now, failures: 0, mayHaveHappened: true }
    case 'waiting':
      return { ...state, notBefore: now }
    case 'held':
      return released(state, now)
    default:
      return undefined
  }
}

/** A person has changed what it says: another write, of which nothing was sent. `undefined` where the one before may count. */
export function corrected(state: EntryState, now: number): EntryState | undefined {
  return state.name === 'refused' || state.name === 'expired' ? accepted(now) : undefined
}

/** A person has seen in the upstream that it took effect. `undefined` where nobody can know that. */
export function confirmed(state: EntryState, now: number): EntryState | undefined {
  return state.name === 'refused' || (state.name === 'unknown' && state.next.ask === 'person')
    ? { name: 'sent', since: now, proof: 'person' }
    : undefined
}

/** `undefined` for one that is being sent, or is over. */
export function discarded(state: EntryState, by: string, now: number): EntryState | undefined {
  switch (state.name) {
    case 'sending':
    case 'sent':
    case 'discarded':
      return undefined
    default:
      return { name: 'discarded', since: now, by }
  }
}

/** `undefined` for one that does not wait. */
export function held(state: EntryState, now: number): EntryState | undefined {
  return state.name === 'waiting' ? { name: 'held', since: now, ...historyOf(state) } : undefined
}

export function released(state: EntryState, now: number): EntryState | undefined {
  return state.name === 'held' ? { name: 'waiting', since: now, notBefore: now, ...historyOf(state) } : undefined
}

/** In whole milliseconds. */
function pauseMs(failures: number, fraction: number): number {
  return Math.round(withJitter(backoffMs(entryBackoff, failures + 1), fraction))
}

function unknown(code: string, failures: number, notBefore: number, now: number): EntryState {
  return { name: 'unknown', since: now, code, failures, next: { ask: 'upstream', notBefore } }
}

function historyOf({ failures, mayHaveHappened }: History): History {
  return { failures, mayHaveHappened }
}
