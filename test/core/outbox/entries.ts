import type { EntryState, OutboxEntry } from '#core/outbox/entry.ts'

export const hourMs = 3_600_000

/** An entry that waits, accepted at 1 and good for three days, unless it says otherwise. */
export function entryOf(id: string, given: Partial<OutboxEntry> = {}): OutboxEntry {
  return {
    ...{ sequence: 1, id, requestId: `request-${id}`, client: 'pos', owner: 'digest', upstream: 'loyalty' },
    ...{ isRepeatable: true, bytes: 100, createdAt: 1, expiresAt: 1 + 72 * hourMs },
    state: { name: 'waiting', since: 1, notBefore: 1, failures: 0, mayHaveHappened: false },
    ...given,
  }
}

export const states = {
  waiting: { name: 'waiting', since: 1, notBefore: 1, failures: 0, mayHaveHappened: false },
  doubtful: { name: 'waiting', since: 1, notBefore: 1, failures: 2, mayHaveHappened: true },
  held: { name: 'held', since: 1, failures: 0, mayHaveHappened: false },
  sending: { name: 'sending', since: 1, failures: 0, mayHaveHappened: false },
  sendingAgain: { name: 'sending', since: 1, failures: 2, mayHaveHappened: true },
  asking: { name: 'unknown', since: 1, code: 'OUTCOME_UNKNOWN', failures: 1, next: { ask: 'upstream', notBefore: 1 } },
  unknown: { name: 'unknown', since: 1, code: 'OUTCOME_UNKNOWN', failures: 1, next: { ask: 'person' } },
  sent: { name: 'sent', since: 1, proof: 'response', status: 200 },
  refused: { name: 'refused', since: 1, code: '602', status: 200 },
  expired: { name: 'expired', since: 1 },
  discarded: { name: 'discarded', since: 1, by: 'pipe/anna' },
} as const satisfies Record<string, EntryState>
