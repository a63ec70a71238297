import type { UpdateStatus } from '#contract/update.ts'
import type { Clock } from '#core/base/clock.ts'
import type { Log } from '#core/base/log.ts'
import type { LastTrustedRelease } from '#core/releases/signedRelease.ts'
import { UpdateError } from '#core/releases/updateError.ts'
import type { PublicKeys } from '#core/signing/signatures.ts'
import { stillTrusted } from '#core/signing/signedDocument.ts'
import { type Attempt, emptyRecord, type Failure, type UpdateJournalStore, type UpdateRecord } from './journalStore.ts'

interface Deps {
  store: UpdateJournalStore
  clock: Clock
  log: Log
  /** The release keys of this build. */
  keys: PublicKeys
}

/** Older failed versions are forgotten: newer ones have come by then. */
const maxFailed = 20

/**
 * What was trusted and done, written to the disk before the next step.
 *
 * @throws UpdateError `RECORD_UNWRITABLE` from every method that records; the change holds in memory all the same
 */
export class UpdateJournal {
  readonly #deps: Deps
  #record: UpdateRecord
  /** When the time with the newest release was last counted. */
  #countedAtMs: number

  constructor(deps: Deps) {
    this.#deps = deps
    this.#countedAtMs = deps.clock.monotonicMs()
    const { seen, ...record } = this.#read()
    const trusted = stillTrusted(seen, deps.keys)
    if (seen && !trusted) deps.log.warn('update-seen-forgotten', { counter: seen.counter })
    this.#record = trusted ? { ...record, seen: trusted } : record
  }

  get record(): Readonly<UpdateRecord> {
    return this.#record
  }

  /** Names of damaged records that were set aside, and with them what they held against older releases. */
  get damaged(): readonly string[] {
    return this.#deps.store.damaged()
  }

  /** Counts the time without a trusted release from the first start on. A time in the future becomes now. Never throws. */
  startFreshness(): void {
    const now = this.#deps.clock.now()
    if ((this.#record.freshAt ?? Number.POSITIVE_INFINITY) <= now) return
    this.#tryWrite({ ...this.#record, freshAt: now })
  }

  recordTrusted(release: LastTrustedRelease, freshAt: number): void {
    const { seen } = this.#record
    const heldMs = seen?.digest === release.digest ? (seen.heldMs ?? 0) + this.#sinceCountedMs() : 0
    this.#countedAtMs = this.#deps.clock.monotonicMs()
    this.#write({ ...this.#record, seen: { ...release, heldMs }, freshAt })
  }

  /** Remembers since when a downloaded version waits. Never throws. */
  recordWaiting(version: string): void {
    const now = this.#deps.clock.now()
    const { waiting } = this.#record
    if (waiting?.version === version && waiting.since <= now) return
    this.#tryWrite({ ...this.#record, waiting: { version, since: now } })
  }

  recordAttempt(attempt: Attempt): void {
    this.#write({ ...this.#record, attempt })
  }

  /** For an attempt that no longer matters, because a person installed another version meanwhile. */
  discardAttempt(): void {
    const { attempt: _, ...record } = this.#record
    this.#write(record)
  }

  /** Ends the attempt. */
  recordOutcome(outcome: 'done' | 'rolled-back' | 'stuck', version: string, reason = ''): void {
    const { attempt: _, waiting: __, ...record } = this.#record
    const at = this.#deps.clock.now()
    const last: UpdateStatus['last'] = { version, outcome, at, reason: reason.slice(0, 200) }
    this.#deps.log[outcome === 'done' ? 'info' : 'warn']('update-ended', { version, outcome, reason })
    const others = withoutFailure(record, version)
    this.#write({ ...(outcome === 'done' ? others : withFailure(others, { version, at })), last })
  }

  /** The version is tried again: the one before it turned out to be no better. */
  recordUnproven(version: string): void {
    const failure = this.#record.failures?.find((one) => one.version === version)
    if (!failure) return
    this.#deps.log.warn('update-failure-unproven', { version })
    this.#write(withFailure(withoutFailure(this.#record, version), { ...failure, isUnproven: true }))
  }

  #read(): UpdateRecord {
    const { store, log } = this.#deps
    try {
      return store.read()
    } catch (thrown) {
      log.error('update-record-damaged', thrown)
      store.setAside()
      return emptyRecord
    }
  }

  #sinceCountedMs(): number {
    return this.#deps.clock.monotonicMs() - this.#countedAtMs
  }

  #tryWrite(record: UpdateRecord): void {
    try {
      this.#write(record)
    } catch {
      // Reported when a step of an update has to be recorded.
    }
  }

  #write(record: UpdateRecord): void {
    this.#record = record
    try {
      this.#deps.store.write(record)
    } catch (thrown) {
      this.#deps.log.error('update-record-unwritable', thrown)
      throw new UpdateError('RECORD_UNWRITABLE')
    }
  }
}

function withoutFailure(record: UpdateRecord, version: string): UpdateRecord {
  const { failed, failures = [] } = record
  return {
    ...record,
    failed: failed.filter((other) => other !== version),
    failures: failures.filter((other) => other.version !== version),
  }
}

function withFailure(record: UpdateRecord, failure: Failure): UpdateRecord {
  const { failed, failures = [] } = record
  return {
    ...record,
    failed: [...failed, failure.version].slice(-maxFailed),
    failures: [...failures, failure].slice(-maxFailed),
  }
}
