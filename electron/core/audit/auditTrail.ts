import type { AuditEntry, AuditRow, AuditVerdict } from '#contract/audit.ts'
import { printable } from '#contract/text/characters.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import { type ChainEnd, type ChainEnds, prunedEntry, rowAfter } from './auditChain.ts'
import { HeadSignatures, type HeadSigner } from './headSignatures.ts'
import { defaultRetention, lastToPrune, type Retention } from './retention.ts'
import { verifyTrail } from './trailVerification.ts'

/**
 * Stores the rows.
 *
 * @throws Fault `AUDIT_UNAVAILABLE` from every call, which has written nothing then; the next call tries again. A trail that
 * was found damaged, be it by reading, is set aside, and the next call begins another
 */
export interface AuditStore {
  ends(): ChainEnds
  /** Appends all rows or none. They are on the disk when it returns, and the last one is the new head. */
  append(rows: readonly AuditRow[]): void
  /** Oldest first. */
  after(sequence: number, max: number): AuditRow[]
  /** Newest first. */
  before(sequence: number, max: number): AuditRow[]
  /** Sequence of the last row before the first one from `at` or later; 0 when there is none. */
  lastFromBefore(at: number): number
  /** Appends the row that records the pruning and deletes the rows up to `last`, in one step; `ends` keeps `last` itself. */
  prune(last: AuditRow, row: AuditRow): void
  /** Names of damaged trails that were set aside and are still there. */
  setAside(): readonly string[]
  close(): void
}

interface Deps {
  store: AuditStore
  clock: Clock
  log: Log
  retention?: Retention
  /** When absent, the trail is not signed. */
  signer?: HeadSigner
}

const pruneEveryMs = 86_400_000

/** Rows that can wait are collected for this long, to be written together. */
const batchMs = 1_000
/** Rows that could not be written are tried again after this time. */
const retryMs = 5_000
/** Rows that wait to be written. Further ones are lost, and counted. */
const maxWaiting = 256

const maxTextLength = 1_000

/**
 * The record of every change of the setup and every refused attempt, as a chain of hashes. A failure to write never stops
 * the agent: rows wait in memory until they can be written, `problem` says why, and lost rows are counted.
 */
export class AuditTrail {
  readonly #deps: Deps
  readonly #signatures: HeadSignatures | undefined
  #waiting: { at: number; entry: AuditEntry }[] = []
  #lost = 0
  #head: ChainEnd | undefined
  #problem: Fault | undefined
  #cancelWrite: (() => void) | undefined
  #prunedAtMs = -Infinity
  #verifications = 0
  #isClosed = false

  constructor(deps: Deps) {
    this.#deps = deps
    const { signer } = deps
    const own = { head: () => this.#lastRow(), record: (entry: AuditEntry) => this.record(entry) }
    this.#signatures = signer && new HeadSignatures({ ...deps, ...own, signer })
  }

  /** Writes the entry at once. Costs a disk write, so brokering a request never calls it. */
  record(entry: AuditEntry): void {
    this.#add(entry)
    this.#write()
  }

  /** Writes the entry within a second, together with others. */
  recordSoon(entry: AuditEntry): void {
    this.#add(entry)
    this.#writeIn(batchMs)
  }

  /** Why the trail cannot be written now. */
  get problem(): Fault | undefined {
    return this.#problem
  }

  get setAside(): readonly string[] {
    return this.#deps.store.setAside()
  }

  /** Sequence of the row that this run wrote last; 0 before the first. */
  get lastSequence(): number {
    return this.#head?.sequence ?? 0
  }

  /** Newest first. @throws Fault `AUDIT_UNAVAILABLE` */
  list(max: number, before = Number.MAX_SAFE_INTEGER): AuditRow[] {
    this.#write()
    return this.#using((store) => store.before(before, max))
  }

  /** Oldest first. @throws Fault `AUDIT_UNAVAILABLE` */
  page(after: number, max: number): AuditRow[] {
    this.#write()
    return this.#using((store) => store.after(after, max))
  }

  /** @param expectedHash of a row noted earlier, which a row must still have. @throws Fault `AUDIT_UNAVAILABLE` */
  async verify(expectedHash?: string): Promise<AuditVerdict> {
    this.#write()
    this.#verifications += 1
    try {
      const { store, clock, retention = defaultRetention, signer } = this.#deps
      return await verifyTrail({ store, clock, retention, signer }, expectedHash)
    } catch (thrown) {
      this.#head = undefined
      throw thrown
    } finally {
      this.#verifications -= 1
    }
  }

  /** Rows that wait to be written, or could not wait. Once the trail is closed they are lost. */
  get unwritten(): number {
    return this.#waiting.length + this.#lost
  }

  close(): void {
    this.#write()
    this.#isClosed = true
    this.#cancelWrite?.()
    this.#signatures?.close()
    this.#deps.store.close()
  }

  #add(entry: AuditEntry): void {
    if (this.#waiting.length < maxWaiting) this.#waiting.push({ at: this.#deps.clock.now(), entry: normalized(entry) })
    else this.#lost += 1
  }

  #write(): void {
    this.#cancelWrite?.()
    this.#cancelWrite = undefined
    const isIdle = this.#waiting.length === 0 && this.#lost === 0 && !this.#problem
    if (this.#isClosed || isIdle) return
    try {
      this.#using((store) => {
        const head = this.#head ?? store.ends().head
        const rows = this.#chained(head)
        store.append(rows)
        this.#head = rows.at(-1) ?? head
      })
      if (this.#waiting.some(({ entry }) => entry.event !== 'head-signed')) this.#signatures?.onWritten()
      this.#waiting = []
      this.#lost = 0
      this.#prune()
      this.#problem = undefined
    } catch (thrown) {
      if (!this.#problem) this.#deps.log.error('audit-not-written', thrown)
      this.#problem = thrown instanceof Fault ? thrown : new Fault('AUDIT_UNAVAILABLE')
      this.#writeIn(retryMs)
    }
  }

  /** After a failure the chain may end elsewhere: another process wrote rows, or the trail was damaged and another began. */
  #using<Result>(act: (store: AuditStore) => Result): Result {
    try {
      return act(this.#deps.store)
    } catch (thrown) {
      this.#head = undefined
      throw thrown
    }
  }

  /** Also one that an earlier run wrote. */
  #lastRow(): ChainEnd | undefined {
    try {
      const head = this.#head ?? this.#using((store) => store.ends().head)
      return head.sequence > 0 ? head : undefined
    } catch {
      return undefined
    }
  }

  #chained(head: ChainEnd): AuditRow[] {
    const entries = [...this.#waiting]
    const now = this.#deps.clock.now()
    if (head.sequence === 0) entries.unshift({ at: entries[0]?.at ?? now, entry: agentEntry('trail-begun') })
    if (this.#lost > 0) entries.push({ at: now, entry: agentEntry('rows-lost', `${this.#lost} could not be written`) })
    let last = head
    return entries.map(({ at, entry }) => {
      const row = rowAfter(last, at, entry)
      last = row
      return row
    })
  }

  /** Once a day. A row in the chain vouches for the pruned rows, so that the rest can still be verified. */
  #prune(): void {
    const { clock, retention = defaultRetention } = this.#deps
    const nowMs = clock.monotonicMs()
    if (nowMs - this.#prunedAtMs < pruneEveryMs || this.#verifications > 0) return
    this.#using((store) => {
      const ends = store.ends()
      const sequence = lastToPrune(ends, store.lastFromBefore(clock.now() - retention.keepMs), retention)
      const [last] = sequence === undefined ? [] : store.after(sequence - 1, 1)
      if (!last) return
      const row = rowAfter(ends.head, clock.now(), prunedEntry(ends.anchor, last))
      store.prune(last, row)
      this.#head = row
    })
    this.#prunedAtMs = nowMs
  }

  #writeIn(delayMs: number): void {
    if (!this.#isClosed) this.#cancelWrite ??= this.#deps.clock.after(delayMs, () => this.#write())
  }
}

function agentEntry(event: AuditEntry['event'], detail = ''): AuditEntry {
  return { event, actor: 'agent', subject: '', outcome: 'done', detail }
}

/** An entry whose texts every database returns unchanged: a hash over other texts would not fit again. */
function normalized({ event, ...texts }: AuditEntry): AuditEntry {
  const plain = Object.entries(texts).map(([name, text]) => [name, plainText(text)])
  return { event, ...Object.fromEntries(plain) }
}

function plainText(text: string): string {
  const short = text.length > maxTextLength ? `${text.slice(0, maxTextLength)}…` : text
  return printable(short).toWellFormed()
}
