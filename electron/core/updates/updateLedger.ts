import type { UpdateStatus } from '../../contract/update.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Seen } from './signedRelease.ts'
import { UpdateStopped } from './updateStopped.ts'
import type { Attempt, UpdateRecord, UpdateStore } from './updateStore.ts'

interface Ports {
  store: UpdateStore
  clock: Clock
  log: Log
}

/** Versions that failed are remembered, but not for ever: newer ones have come by then. */
const mostFailed = 20

/** What was done and seen, on the disk before the next step is taken. */
export class UpdateLedger {
  readonly #ports: Ports
  #record: UpdateRecord

  constructor(ports: Ports) {
    this.#ports = ports
    this.#record = ports.store.read()
  }

  get record(): Readonly<UpdateRecord> {
    return this.#record
  }

  /** Time without a fresh release is counted from the first start on, and not from a time that is still to come. */
  begin(): void {
    const now = this.#ports.clock.now()
    if ((this.#record.freshAt ?? Number.POSITIVE_INFINITY) <= now) return
    try {
      this.#write({ ...this.#record, freshAt: now })
    } catch {
      // Said when something has to be written that matters.
    }
  }

  /** @throws UpdateStopped `RECORD_UNWRITABLE` */
  believed(seen: Seen, freshAt: number): void {
    this.#write({ ...this.#record, seen, freshAt })
  }

  /** @throws UpdateStopped `RECORD_UNWRITABLE` */
  attempt(attempt: Attempt): void {
    this.#write({ ...this.#record, attempt })
  }

  /** Somebody else has installed another version meanwhile. */
  forget(): void {
    const { attempt: _, ...record } = this.#record
    this.#write(record)
  }

  /** How it ended. A version that did not work is not tried again. */
  end(outcome: 'done' | 'rolled-back' | 'stuck', version: string, reason = ''): void {
    const { attempt: _, ...record } = this.#record
    const at = this.#ports.clock.now()
    const last: UpdateStatus['last'] = { version, outcome, at, reason: reason.slice(0, 200) }
    const failed = outcome === 'done' ? record.failed : [...record.failed, version].slice(-mostFailed)
    this.#ports.log[outcome === 'done' ? 'info' : 'warn']('update-ended', { version, outcome, reason })
    this.#write({ ...record, failed, last })
  }

  #write(record: UpdateRecord): void {
    // What is known in memory holds even if the disk is full.
    this.#record = record
    try {
      this.#ports.store.write(record)
    } catch (thrown) {
      this.#ports.log.error('update-record-unwritable', thrown)
      throw new UpdateStopped('RECORD_UNWRITABLE')
    }
  }
}
