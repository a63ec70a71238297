import type { AuditEntry, AuditRow, AuditVerdict } from '../contract/audit.ts'
import { ChainCheck, type ChainEnd, type ChainEnds, prunedEntry, rowAfter } from './auditChain.ts'
import type { Clock } from './clock.ts'
import { Fault } from './fault.ts'
import type { Log } from './log.ts'

/**
 * Where the rows rest.
 *
 * @throws Fault `AUDIT_UNAVAILABLE` from every call; nothing was changed then, and the next call tries again
 */
export interface AuditStore {
  ends(): ChainEnds
  /** All of them or none; on the disk when it returns. The last one is the new head. */
  append(rows: readonly AuditRow[]): void
  /** Oldest first. */
  after(sequence: number, most: number): AuditRow[]
  /** Newest first. */
  before(sequence: number, most: number): AuditRow[]
  /** The last of the oldest rows that are all from before that time; 0 when there is none. */
  lastFromBefore(at: number): number
  /** Appends the row that says so and forgets the rows up to the new anchor, in one step. */
  prune(anchor: ChainEnd, row: AuditRow): void
  /** Names of damaged trails that were set aside and still lie about. */
  setAside(): readonly string[]
  close(): void
}

export interface Retention {
  keepMs: number
  mostRows: number
  /** Never pruned by age: a clock that runs years ahead must not empty the trail (attacks.md T64). */
  leastRows: number
}

interface Ports {
  store: AuditStore
  clock: Clock
  log: Log
  retention?: Retention
}

/** 13 months, where PCI DSS 10.5.1 asks for 12; and of them at most so many rows, some 80 MB. */
export const defaultRetention: Retention = { keepMs: 400 * 86_400_000, mostRows: 200_000, leastRows: 10_000 }
const pruneEveryMs = 86_400_000

/** How long rows that can wait do so, to reach the disk together. */
const gatherMs = 1_000
/** How soon rows that could not be written are tried again, and how many may wait for that. */
const retryMs = 5_000
const mostWaiting = 256

/** Rows looked at in one go while verifying: some milliseconds, so that requests are not held up. */
const verifyAtOnce = 500

const longestText = 1_000

/**
 * Who was let in, granted, set up and turned away (design 10), in a chain of hashes. Trouble with it never stops the
 * agent: rows wait in memory until they can be written, `problem` says so, and what was lost meanwhile is counted.
 */
export class AuditTrail {
  readonly #ports: Ports
  #waiting: { at: number; entry: AuditEntry }[] = []
  #lost = 0
  #head: ChainEnd | undefined
  #problem: Fault | undefined
  #callOff: (() => void) | undefined
  #prunedAtMs = -Infinity
  #verifications = 0
  #isClosed = false

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** Written at once. Costs a disk write, so nothing on a request's way may call it. */
  record(entry: AuditEntry): void {
    this.#add(entry)
    this.#write()
  }

  /** Written within a second, together with others. */
  recordSoon(entry: AuditEntry): void {
    this.#add(entry)
    this.#writeIn(gatherMs)
  }

  /** Why the trail cannot be written just now. */
  get problem(): Fault | undefined {
    return this.#problem
  }

  get setAside(): readonly string[] {
    return this.#ports.store.setAside()
  }

  /** The row that was written last, as far as this run knows. */
  get lastSequence(): number {
    return this.#head?.sequence ?? 0
  }

  /** Newest first. @throws Fault `AUDIT_UNAVAILABLE` */
  list(most: number, before = Number.MAX_SAFE_INTEGER): AuditRow[] {
    this.#write()
    return this.#ports.store.before(before, most)
  }

  /** Oldest first. @throws Fault `AUDIT_UNAVAILABLE` */
  page(after: number, most: number): AuditRow[] {
    this.#write()
    return this.#ports.store.after(after, most)
  }

  /** @throws Fault `AUDIT_UNAVAILABLE` */
  async verify(expectedHash?: string): Promise<AuditVerdict> {
    this.#write()
    this.#verifications += 1
    try {
      return await this.#verified(expectedHash)
    } finally {
      this.#verifications -= 1
    }
  }

  close(): void {
    this.#write()
    this.#isClosed = true
    this.#callOff?.()
    this.#ports.store.close()
  }

  /** What is appended while it looks is not waited for. */
  async #verified(expectedHash: string | undefined): Promise<AuditVerdict> {
    const { store, clock } = this.#ports
    const ends = store.ends()
    const strays = store.after(ends.head.sequence, 1)
    const check = new ChainCheck(ends, expectedHash)
    let at = ends.anchor.sequence
    for (;;) {
      const rows = store.after(at, verifyAtOnce).filter(({ sequence }) => sequence <= ends.head.sequence)
      if (rows.length === 0) break
      for (const row of rows) if (!check.add(row)) return check.end()
      at = rows.at(-1)?.sequence ?? at
      await new Promise<void>((resolve) => clock.after(0, resolve))
    }
    for (const row of strays) check.add(row)
    return check.end()
  }

  #add(entry: AuditEntry): void {
    if (this.#waiting.length < mostWaiting) this.#waiting.push({ at: this.#ports.clock.now(), entry: plainly(entry) })
    else this.#lost += 1
  }

  #write(): void {
    this.#callOff?.()
    this.#callOff = undefined
    if (this.#isClosed || (this.#waiting.length === 0 && this.#lost === 0)) return
    const { store, log } = this.#ports
    try {
      this.#head ??= store.ends().head
      const rows = this.#chained(this.#head)
      store.append(rows)
      this.#head = rows.at(-1)
      this.#waiting = []
      this.#lost = 0
      this.#problem = undefined
      this.#prune()
    } catch (thrown) {
      // Somebody else may have changed the end meanwhile.
      this.#head = undefined
      if (!this.#problem) log.error('audit-not-written', thrown)
      this.#problem = thrown instanceof Fault ? thrown : new Fault('AUDIT_UNAVAILABLE')
      this.#writeIn(retryMs)
    }
  }

  #chained(head: ChainEnd): AuditRow[] {
    const entries = [...this.#waiting]
    const now = this.#ports.clock.now()
    if (head.sequence === 0) entries.unshift({ at: entries[0]?.at ?? now, entry: ourEntry('trail-begun') })
    if (this.#lost > 0) entries.push({ at: now, entry: ourEntry('rows-lost', `${this.#lost} could not be written`) })
    let last = head
    return entries.map(({ at, entry }) => {
      const row = rowAfter(last, at, entry)
      last = row
      return row
    })
  }

  /** Once a day. What is forgotten is vouched for by a row in the chain, so that the rest can still be verified. */
  #prune(): void {
    const { store, clock, retention: { keepMs, mostRows, leastRows } = defaultRetention } = this.#ports
    const nowMs = clock.monotonicMs()
    if (nowMs - this.#prunedAtMs < pruneEveryMs || this.#verifications > 0) return
    this.#prunedAtMs = nowMs
    const { anchor, head } = store.ends()
    const tooOld = Math.min(store.lastFromBefore(clock.now() - keepMs), head.sequence - leastRows)
    const lastToGo = Math.max(tooOld, head.sequence - mostRows)
    const [last] = lastToGo > anchor.sequence ? store.after(lastToGo - 1, 1) : []
    if (!last) return
    const newAnchor = { sequence: last.sequence, hash: last.hash }
    const row = rowAfter(head, clock.now(), prunedEntry(anchor, newAnchor))
    store.prune(newAnchor, row)
    this.#head = row
  }

  #writeIn(delayMs: number): void {
    if (!this.#isClosed) this.#callOff ??= this.#ports.clock.after(delayMs, () => this.#write())
  }
}

function ourEntry(event: AuditEntry['event'], detail = ''): AuditEntry {
  return { event, actor: 'agent', subject: '', outcome: 'done', detail }
}

/** Texts as every database gives them back: a hash over anything else would never fit again. */
function plainly({ event, ...texts }: AuditEntry): AuditEntry {
  const plain = Object.entries(texts).map(([name, text]) => [name, plainText(text)])
  return { event, ...Object.fromEntries(plain) }
}

function plainText(text: string): string {
  const short = text.length > longestText ? `${text.slice(0, longestText)}…` : text
  return short.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ').toWellFormed()
}
