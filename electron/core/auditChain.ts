import { hash } from 'node:crypto'
import type { AuditEntry, AuditRow, AuditVerdict } from '../contract/audit.ts'

/** A row, as the next one refers to it. */
export interface ChainEnd {
  sequence: number
  hash: string
}

/** What the first row refers to. */
export const beginning: ChainEnd = { sequence: 0, hash: '0'.repeat(64) }

/** Where a trail starts, after what was pruned, and where it ends. */
export interface ChainEnds {
  anchor: ChainEnd
  head: ChainEnd
}

/** An entry made into the row after `previous`. */
export function rowAfter(previous: ChainEnd, at: number, entry: AuditEntry): AuditRow {
  const { event, actor, subject, outcome, detail } = entry
  const row = { sequence: previous.sequence + 1, at, event, actor, subject, outcome, detail }
  const unsigned = { ...row, previousHash: previous.hash }
  return { ...unsigned, hash: hashOf(unsigned) }
}

/** Over a JSON list, whose order is fixed, of everything in the row but its own hash. */
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

/** The row that vouches, inside the chain, for those that were pruned before it. */
export function prunedEntry(from: ChainEnd, to: ChainEnd): AuditEntry {
  const subject = `rows/${from.sequence + 1}-${to.sequence}`
  return { event: 'trail-pruned', actor: 'agent', subject, outcome: 'done', detail: to.hash }
}

/**
 * Looks at the rows one after another, oldest first, and finds the first that does not fit. Whoever can write the
 * trail can write all of it anew; against that helps only a hash that was noted down elsewhere: `expectedHash`.
 */
export class ChainCheck {
  readonly #ends: ChainEnds
  readonly #expectedHash: string | undefined
  #last: ChainEnd
  #rows = 0
  #isExpectedSeen: boolean
  #isAnchorVouched: boolean
  #verdict: AuditVerdict | undefined

  constructor(ends: ChainEnds, expectedHash?: string) {
    this.#ends = ends
    this.#expectedHash = expectedHash
    this.#last = ends.anchor
    this.#isExpectedSeen = expectedHash === undefined || expectedHash === ends.anchor.hash
    this.#isAnchorVouched = ends.anchor.sequence === 0 && ends.anchor.hash === beginning.hash
  }

  /** Answers false when there is no need to go on. */
  add(row: AuditRow): boolean {
    const reason = this.#problemOf(row)
    if (reason) this.#verdict = { intact: false, sequence: Math.min(row.sequence, this.#last.sequence + 1), reason }
    else this.#pass(row)
    return reason === undefined
  }

  end(): AuditVerdict {
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

  #pass(row: AuditRow): void {
    const { anchor } = this.#ends
    if (row.hash === this.#expectedHash) this.#isExpectedSeen = true
    if (row.event === 'trail-pruned' && row.subject.endsWith(`-${anchor.sequence}`) && row.detail === anchor.hash)
      this.#isAnchorVouched = true
    this.#last = row
    this.#rows += 1
  }

  #problemAtEnd(): AuditVerdict | undefined {
    const { anchor, head } = this.#ends
    const { sequence, hash: lastHash } = this.#last
    const broken = (at: number, reason: string): AuditVerdict => ({ intact: false, sequence: at, reason })
    if (!this.#isAnchorVouched)
      return broken(anchor.sequence, `No row tells that rows 1-${anchor.sequence} were pruned.`)
    if (sequence < head.sequence) return broken(sequence + 1, `Rows ${sequence + 1}-${head.sequence} are missing.`)
    if (sequence > head.sequence)
      return broken(head.sequence + 1, `Row ${head.sequence + 1} was added by somebody else.`)
    if (lastHash !== head.hash) return broken(sequence, `Row ${sequence} is not the one that was written last.`)
    if (!this.#isExpectedSeen) return broken(sequence, 'No row has the hash that was expected.')
    return undefined
  }

  #intact(): AuditVerdict {
    return { intact: true, rows: this.#rows, lastHash: this.#last.hash, lastSequence: this.#last.sequence }
  }
}
