export interface Retention {
  keepMs: number
  maxRows: number
  /** This many rows are never pruned by age: a clock that runs years ahead must not empty the trail (attacks.md T64). */
  minRows: number
}

/** 13 months, where PCI DSS 10.5.1 asks for 12, but at most 200 000 rows, about 80 MB. */
export const defaultRetention: Retention = { keepMs: 400 * 86_400_000, maxRows: 200_000, minRows: 10_000 }

/**
 * Sequence of the last row to prune; `undefined` when all rows stay.
 *
 * @param lastTooOld sequence of the last row that is older than `keepMs`; 0 when there is none
 */
export function lastToPrune(
  { anchor, head }: Record<'anchor' | 'head', { sequence: number }>,
  lastTooOld: number,
  { maxRows, minRows }: Retention,
): number | undefined {
  const byAge = Math.min(lastTooOld, head.sequence - minRows)
  const last = Math.max(byAge, head.sequence - maxRows)
  return last > anchor.sequence ? last : undefined
}

interface Pruning {
  /** When the last pruned row was written. */
  lastAt: number
  prunedAt: number
  /** Rows that were left when the others were pruned. */
  rowsLeft: number
}

/** Whether `lastToPrune` can have had rows pruned so: whoever wants to hide newer ones must not call it pruning. */
export function isPruningAllowed(
  { lastAt, prunedAt, rowsLeft }: Pruning,
  { keepMs, maxRows, minRows }: Retention,
): boolean {
  return rowsLeft >= maxRows || (rowsLeft >= minRows && lastAt < prunedAt - keepMs)
}
