import type { OutboxProof } from '#contract/outbox/entry.ts'
import type { Instant } from '#contract/values.ts'

/** What is known of the sendings of an entry so far. */
export interface History {
  /** Sendings and questions in a row that led to nothing. */
  readonly failures: number
  /** Whether an earlier sending may have taken effect: a duplicate that the upstream finds then is this very write. */
  readonly mayHaveHappened: boolean
}

/** Where an entry is. All times are in Unix milliseconds; `since` is when it came there. */
export type EntryState =
  /** Sent when it is its turn, from `notBefore` on. `code` says what the last sending met. */
  | ({
      readonly name: 'waiting'
      readonly since: Instant
      readonly notBefore: Instant
      readonly code?: string
    } & History)
  /** A person keeps it back. */
  | ({ readonly name: 'held'; readonly since: Instant } & History)
  /** Bytes may be on their way. An agent that finds this at its start knows no more. */
  | ({ readonly name: 'sending'; readonly since: Instant } & History)
  /** A sending may have taken effect. The upstream is asked from `notBefore` on; where that tells nothing, a person is. */
  | {
      readonly name: 'unknown'
      readonly since: Instant
      readonly code: string
      readonly failures: number
      readonly next: { readonly ask: 'upstream'; readonly notBefore: Instant } | { readonly ask: 'person' }
    }
  /** It took effect, as the response said, a look-up, or the refusal of a second sending. */
  | {
      readonly name: 'sent'
      readonly since: Instant
      readonly proof: OutboxProof
      readonly status?: number
    }
  /** The upstream will never do it as it is. */
  | { readonly name: 'refused'; readonly since: Instant; readonly code: string; readonly status?: number }
  /** Its posting window has passed before it could be sent. */
  | { readonly name: 'expired'; readonly since: Instant }
  | { readonly name: 'discarded'; readonly since: Instant; readonly by: string }

export type EntryStateName = EntryState['name']

/** One write of a client that was accepted, without what it says: that is encrypted. */
export interface OutboxEntry {
  /** Grows from entry to entry, also over a restart. */
  readonly sequence: number
  readonly id: string
  /** Of the request that brought it. */
  readonly requestId: string
  readonly client: string
  /** Digest of the client's key: a client that gets the name of an earlier one has none of its entries. */
  readonly owner: string
  readonly upstream: string
  /** Fingerprint of the upstream that it was accepted for: another one that gets the same id gets none of its customers. */
  readonly cloud?: string
  /** Entries of one upstream with the same text go one after another. Says nothing outside this installation. */
  readonly order?: string
  readonly isRepeatable: boolean
  readonly amount?: number
  /** Of its encrypted contents. */
  readonly bytes: number
  readonly createdAt: Instant
  readonly expiresAt: Instant
  /** Whether a person was told that it expires soon. */
  readonly isWarned?: boolean
  /** When a person last changed what it says. */
  readonly correctedAt?: Instant
  readonly state: EntryState
}

/** A client, which sees its own entries. A person sees all. @property owner digest of the client's key */
export interface Reader {
  owner: string
  id: string
}

/** Whether the agent itself has still something to do about it. */
export function isOpen({ state }: Pick<OutboxEntry, 'state'>): boolean {
  switch (state.name) {
    case 'waiting':
    case 'held':
    case 'sending':
      return true
    case 'unknown':
      return state.next.ask === 'upstream'
    default:
      return false
  }
}

/** Whether it waits for a person. It stops no other entry. */
export function needsPerson({ state }: Pick<OutboxEntry, 'state'>): boolean {
  switch (state.name) {
    case 'refused':
    case 'expired':
      return true
    case 'unknown':
      return state.next.ask === 'person'
    default:
      return false
  }
}

/** Whether nothing is left to do about it, for the agent or a person. */
export function isOver(entry: Pick<OutboxEntry, 'state'>): boolean {
  return !isOpen(entry) && !needsPerson(entry)
}
