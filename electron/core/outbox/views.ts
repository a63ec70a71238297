import type { OutboxCounts, OutboxEntryView, RefusalReason, RequestFate } from '#contract/outbox/entry.ts'
import type { OutboxGroup } from '#contract/outbox/people.ts'
import type { OutboxRules } from '#core/scheme/outboxRules.ts'
import { isOpen, needsPerson, type OutboxEntry } from './entry.ts'
import type { RequestOutcome } from './store.ts'

/** An entry as people and programs see it. @param rules of its upstream's scheme */
export function viewOf(entry: OutboxEntry, rules: Pick<OutboxRules, 'reasonOf'> | undefined): OutboxEntryView {
  const { id, requestId, client, upstream, createdAt, expiresAt, correctedAt, amount, state } = entry
  const reason = state.name === 'refused' ? (ownReasons[state.code] ?? rules?.reasonOf(state.code)) : undefined
  const next = state.name === 'unknown' && state.next.ask === 'upstream' ? state.next.notBefore : undefined
  const nextAt = state.name === 'waiting' ? state.notBefore : next
  return {
    ...{ id, requestId, client, upstream, state: state.name, since: state.since, createdAt, expiresAt },
    needsPerson: needsPerson(entry),
    ...(nextAt !== undefined && { nextAt }),
    ...('code' in state && state.code !== undefined && { code: state.code }),
    ...('status' in state && state.status !== undefined && { status: state.status }),
    ...(state.name === 'sent' && { proof: state.proof }),
    ...(reason !== undefined && { reason }),
    ...(correctedAt !== undefined && { correctedAt }),
    ...(amount !== undefined && { amount }),
  }
}

/** What the agent's own codes mean. */
const ownReasons: Readonly<Record<string, RefusalReason>> = {
  NOT_GRANTED: 'not-allowed',
  ROUTE_DENIED: 'not-allowed',
  UNKNOWN_UPSTREAM: 'other-cloud',
  UNREADABLE: 'unreadable',
}

export function groupOf(entry: OutboxEntry): OutboxGroup {
  if (needsPerson(entry)) return 'needs-person'
  return isOpen(entry) ? 'open' : 'over'
}

/** What came of the request that an entry came from. */
export function fateOfEntry(entry: OutboxEntry): RequestFate {
  const { id, requestId, upstream, state } = entry
  return {
    ...{ requestId, upstream, outbox: id, at: state.since, state: fateStateOf(entry) },
    ...('status' in state && state.status !== undefined && { status: state.status }),
    ...('code' in state && state.code !== undefined && { code: state.code }),
  }
}

function fateStateOf({ state }: OutboxEntry): RequestFate['state'] {
  switch (state.name) {
    case 'sent':
      return 'done'
    case 'refused':
      return 'refused'
    case 'sending':
    case 'unknown':
    case 'discarded':
      return 'unknown'
    case 'waiting':
    case 'held':
      return state.mayHaveHappened ? 'unknown' : 'not-sent'
    case 'expired':
      return 'not-sent'
  }
}

export function fateOfOutcome({ client: _, ...outcome }: RequestOutcome): RequestFate {
  return outcome
}

/** Whose entries are meant, and for which upstream. @property owner digest of a client's key */
export interface Which {
  owner?: string | undefined
  client?: string | undefined
  upstream?: string | undefined
}

export function isMeant(entry: OutboxEntry, which: Which): boolean {
  return (['owner', 'client', 'upstream'] as const).every((fact) => (which[fact] ?? entry[fact]) === entry[fact])
}

/** What is in the outbox, in numbers. What is over counts no more. */
export function countsOf(entries: Iterable<OutboxEntry>): OutboxCounts {
  const counts: OutboxCounts = { open: 0, needPerson: 0, amount: 0, bytes: 0 }
  for (const entry of entries) {
    const isOpenEntry = isOpen(entry)
    if (!isOpenEntry && !needsPerson(entry)) continue
    counts[isOpenEntry ? 'open' : 'needPerson'] += 1
    counts.bytes += entry.bytes
    counts.amount += entry.amount ?? 0
    if (isOpenEntry) counts.oldestAt = Math.min(counts.oldestAt ?? entry.createdAt, entry.createdAt)
  }
  return { ...counts, amount: Math.round(counts.amount * 100) / 100 }
}
