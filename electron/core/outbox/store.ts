import type { Instant } from '#contract/values.ts'
import type { OutboxEntry } from './entry.ts'

/** Bytes that only the key of this id opens: AES-256-GCM, bound to the entry's facts (`boundFacts`) and to what they are. */
export interface Sealed {
  readonly keyId: string
  readonly bytes: Uint8Array
}

/** What an entry has beside its facts. */
export interface SealedParts {
  readonly contents: Sealed
  readonly answer?: Sealed
}

/** What came of one write, whoever sent it and however. Without its contents. */
export interface RequestOutcome {
  readonly requestId: string
  readonly client: string
  readonly upstream: string
  readonly state: 'not-sent' | 'done' | 'refused' | 'unknown'
  /** Of the upstream's response, where there was one. */
  readonly status?: number
  /** Code of the agent's fault, where there was one. */
  readonly code?: string
  readonly at: Instant
}

/**
 * Keeps entries and outcomes. What a call has returned from survives a kill and a power cut.
 *
 * @throws Fault `OUTBOX_UNAVAILABLE` from every call: nothing was changed then
 */
export interface OutboxStore {
  /** Whether all of it is gone when the process ends. */
  readonly forgets?: boolean
  /** Whether anything was ever kept. Where nothing was, nothing is opened. */
  isUsed(): boolean
  /** All entries, in order. */
  load(): Promise<OutboxEntry[]>
  append(entry: OutboxEntry, contents: Sealed): Promise<void>
  /** Replaces what is known of an entry, and the parts that are given. */
  update(entry: OutboxEntry, parts?: Partial<SealedParts>): Promise<void>
  read(id: string): Promise<SealedParts | undefined>
  remove(ids: readonly string[]): Promise<void>
  recordOutcomes(outcomes: readonly RequestOutcome[]): Promise<void>
  outcomeOf(requestId: string): Promise<RequestOutcome | undefined>
  removeOutcomesBefore(at: Instant): Promise<void>
  close(): Promise<void>
}
