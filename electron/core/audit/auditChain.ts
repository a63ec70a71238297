import { hash } from 'node:crypto'
import type { AuditEntry, AuditRow, AuditVerdict } from '#contract/audit.ts'
import { isPruningAllowed, type Retention } from './retention.ts'

/** A row as the next row refers to it. */
export interface ChainEnd {
  sequence: number
  hash: string
}

/** The first row refers to this. */
export const beginning: ChainEnd = { sequence: 0, hash: '0'.repeat(64) }

/**
 * The ends of a stored trail.
 *
 * @property anchor the last pruned row, or `beginning`
 * @property pruned that row as a whole: its hash is in the row after it, so its age cannot be made up
 * @property head the last row
 */
export interface ChainEnds {
  anchor: ChainEnd
  pruned?: AuditRow | undefined
  head: ChainEnd
}

/** The row that follows `previous`. */
export function rowAfter(previous: ChainEnd, at: number, entry: AuditEntry): AuditRow {
  const { event, actor, subject, outcome, detail } = entry
  const row = { sequence: previous.sequence + 1, at, event, actor, subject, outcome, detail }
  const unsigned = { ...row, previousHash: previous.hash }
  return { ...unsigned, hash: hashOf(unsigned) }
}

/** SHA-256 over the row's other fields as a JSON list, whose order is fixed. */
function hashOf({
  sequence,
  at,
  event,
  actor,
  subject,
  outcome,
  detail,
  previousHash,
}: Omit<AuditRow, 'hash'>): string {
  return hash('sha256', JSON.stringify([sequence, at, event, actor, subject, outcome, detail, previousHash]), 'hex')
}

/** The entry that records a pruning: its detail is the hash of the last pruned row. */
export function prunedEntry(from: ChainEnd, to: ChainEnd): AuditEntry {
  const subject = `rows/${from.sequence + 1}-${to.sequence}`
  return { event: 'trail-pruned', actor: 'agent', subject, outcome: 'done', detail: to.hash }
}

/** The entry that records the signature of an earlier row. */
export function signedEntry({ sequence }: ChainEnd, token: string): AuditEntry {
  return { event: 'head-signed', actor: 'agent', subject: `rows/1-${sequence}`, outcome: 'done', detail: token }
}

/** A row that holds the signature of an earlier one. */
export interface SignedRow {
  /** Of the row that holds it. */
  sequence: number
  token: string
}

interface Expectations {
  retention: Retention
  /** Milliseconds since 1970, by this machine's clock. */
  now: number
  expectedHash?: string | undefined
}

/** A machine's clock may be a little behind the one that wrote the row. */
const clockToleranceMs = 86_400_000

/**
 * Verifies rows one after another, oldest first, up to the first that does not fit. An attacker who can write the trail
 * can rewrite all of it; only a hash that was noted elsewhere, `expectedHash`, and the signatures reveal that.
 */
export class ChainCheck {
  readonly #ends: ChainEnds
  readonly #expected: Expectations
  #last: ChainEnd
  #rows = 0
  #isExpectedSeen: boolean
  /** The row that tells of the pruning of all rows up to the anchor. */
  #pruning: AuditRow | undefined
  readonly #signedRows: SignedRow[] = []
  #verdict: AuditVerdict | undefined

  constructor(ends: ChainEnds, expected: Expectations) {
    this.#ends = ends
    this.#expected = expected
    this.#last = ends.anchor
    this.#isExpectedSeen = expected.expectedHash === undefined
  }

  /** Rows with a signature, oldest first. Whether it is one is not checked here. */
  get signedRows(): readonly SignedRow[] {
    return this.#signedRows
  }

  /** @returns whether the chain is intact so far */
  add(row: AuditRow): boolean {
    const reason = this.#problemOf(row)
    if (reason) this.#verdict = { intact: false, sequence: Math.min(row.sequence, this.#last.sequence + 1), reason }
    else this.#accept(row)
    return reason === undefined
  }

  verdict(): AuditVerdict {
    return this.#verdict ?? this.#problemAtEnd() ?? this.#intact()
  }

  #problemOf(row: AuditRow): string | undefined {
    const last = this.#last
    if (row.sequence > last.sequence + 1) return `Row ${last.sequence + 1} is missing.`
    if (row.sequence <= last.sequence) return `Row ${row.sequence} stands where row ${last.sequence + 1} should.`
    if (row.previousHash !== last.hash) return `Row ${row.sequence} does not follow the one before it.`
    if (row.hash !== hashOf(row)) return `Row ${row.sequence} was changed.`
    return undefined
  }

  #accept(row: AuditRow): void {
    const { anchor } = this.#ends
    if (row.hash === this.#expected.expectedHash) this.#isExpectedSeen = true
    if (row.event === 'trail-pruned' && row.subject.endsWith(`-${anchor.sequence}`) && row.detail === anchor.hash)
      this.#pruning = row
    if (row.event === 'head-signed') this.#signedRows.push({ sequence: row.sequence, token: row.detail })
    this.#last = row
    this.#rows += 1
  }

  #problemAtEnd(): AuditVerdict | undefined {
    const { anchor, head } = this.#ends
    const { sequence, hash: lastHash } = this.#last
    const broken = (at: number, reason: string): AuditVerdict => ({ intact: false, sequence: at, reason })
    const aboutPruning = this.#pruningProblem()
    if (aboutPruning) return broken(anchor.sequence, aboutPruning)
    if (sequence < head.sequence) return broken(sequence + 1, `Rows ${sequence + 1}-${head.sequence} are missing.`)
    if (sequence > head.sequence)
      return broken(head.sequence + 1, `Row ${head.sequence + 1} was added by somebody else.`)
    if (lastHash !== head.hash) return broken(sequence, `Row ${sequence} is not the one that was written last.`)
    if (!this.#isExpectedSeen) return broken(sequence, this.#whyNotMet())
    return undefined
  }

  /** Pruning is the one way in which rows may be missing, so it is believed only where the agent would have done it. */
  #pruningProblem(): string | undefined {
    const { anchor, pruned } = this.#ends
    if (anchor.sequence === 0 && anchor.hash === beginning.hash) return undefined
    const rows = `rows 1-${anchor.sequence}`
    const pruning = this.#pruning
    if (!pruning) return `No row tells that ${rows} were pruned.`
    if (pruned?.sequence !== anchor.sequence || hashOf(pruned) !== anchor.hash)
      return `The last of ${rows}, which were pruned, was not kept or was changed.`
    if (pruning.at > this.#expected.now + clockToleranceMs)
      return `Row ${pruning.sequence} tells that ${rows} were pruned on ${dateOf(pruning.at)}, which this machine's clock has yet to reach.`
    const rowsLeft = pruning.sequence - 1 - anchor.sequence
    if (isPruningAllowed({ lastAt: pruned.at, prunedAt: pruning.at, rowsLeft }, this.#expected.retention))
      return undefined
    return `Row ${pruning.sequence} tells that ${rows} were pruned on ${dateOf(pruning.at)}, but they were neither old nor many enough: the last was of ${dateOf(pruned.at)}, and ${rowsLeft} rows were left.`
  }

  #whyNotMet(): string {
    const missing = 'No row has the hash that was expected'
    const pruning = this.#pruning
    if (!pruning) return `${missing}.`
    const { anchor } = this.#ends
    const rows = `Rows 1-${anchor.sequence} were pruned on ${dateOf(pruning.at)}`
    if (this.#expected.expectedHash === anchor.hash)
      return `${missing}: it was that of row ${anchor.sequence}. ${rows}.`
    return `${missing}. ${rows}, and it may have been one of them.`
  }

  #intact(): AuditVerdict {
    const { anchor, pruned } = this.#ends
    const pruning = this.#pruning
    return {
      ...{ intact: true, rows: this.#rows, lastHash: this.#last.hash, lastSequence: this.#last.sequence },
      ...(pruning && pruned && { pruned: { upTo: anchor.sequence, lastAt: pruned.at, at: pruning.at } }),
    }
  }
}

const lastDateMs = 8.64e15

/** As in 2027-01-31. A row that was tampered with may hold a number that is no time. */
function dateOf(at: number): string {
  if (Math.abs(at) > lastDateMs) return String(at)
  // Sweden writes dates as ISO 8601 does. Made when it is needed: the tables of all languages take 8 MiB.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC' }).format(at)
}
