import type { ClockMark } from './budgetClock.ts'

/**
 * Stores when codes were sent, each under several keys, and what is needed to go on counting after a restart. Times are of
 * the budget clock.
 *
 * @throws Fault `VERIFICATIONS_UNAVAILABLE` from every call; nothing was changed then
 */
export interface SendStore {
  /** In any order. */
  sends(): { key: string; at: number }[]
  /** Counts one code under each key, and saves the mark with it. */
  countSend(keys: readonly string[], at: number, mark: ClockMark): void
  /** Removes one count under each key. */
  uncountSend(keys: readonly string[], at: number): void
  removeSendsBefore(at: number): void
  mark(): ClockMark | undefined
  saveMark(mark: ClockMark): void
  /** Key that hashes customers where the vault forgets its own, so that it lives as long as the counts. */
  counterKey(): string | undefined
  saveCounterKey(key: string): void
}
