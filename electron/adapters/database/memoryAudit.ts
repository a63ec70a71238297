import type { AuditRow } from '#contract/audit.ts'
import { beginning, type ChainEnd } from '#core/audit/auditChain.ts'
import type { AuditStore } from '#core/audit/auditTrail.ts'

/** An audit trail that ends with the process: for the demo and for tests. */
export function createMemoryAudit(): AuditStore {
  let rows: AuditRow[] = []
  let pruned: AuditRow | undefined
  const anchorOf = (): ChainEnd => pruned ?? beginning
  return {
    ends: () => ({ anchor: anchorOf(), pruned, head: rows.at(-1) ?? anchorOf() }),
    append: (newRows) => {
      rows.push(...newRows)
    },
    after: (from, max) => rows.filter(({ sequence }) => sequence > from).slice(0, max),
    before: (from, max) =>
      rows
        .filter(({ sequence }) => sequence < from)
        .slice(-max)
        .reverse(),
    lastFromBefore: (at) => {
      const newer = rows.findIndex((row) => row.at >= at)
      return (newer === -1 ? rows.at(-1) : rows[newer - 1])?.sequence ?? 0
    },
    prune: (last, row) => {
      pruned = last
      rows = [...rows.filter(({ sequence }) => sequence > last.sequence), row]
    },
    setAside: () => [],
    close: () => {},
  }
}
