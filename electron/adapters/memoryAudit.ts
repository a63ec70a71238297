import type { AuditRow } from '../contract/audit.ts'
import { beginning, type ChainEnd } from '../core/auditChain.ts'
import type { AuditStore } from '../core/auditTrail.ts'

/** Rows that are gone with the process: for the demo and for tests. */
export function createMemoryAudit(): AuditStore {
  let rows: AuditRow[] = []
  let anchor: ChainEnd = beginning
  return {
    ends: () => ({ anchor, head: rows.at(-1) ?? anchor }),
    append: (more) => {
      rows.push(...more)
    },
    after: (from, most) => rows.filter(({ sequence }) => sequence > from).slice(0, most),
    before: (from, most) =>
      rows
        .filter(({ sequence }) => sequence < from)
        .slice(-most)
        .reverse(),
    lastFromBefore: (at) => {
      const newer = rows.findIndex((row) => row.at >= at)
      return (newer === -1 ? rows.at(-1) : rows[newer - 1])?.sequence ?? 0
    },
    prune: (newAnchor, row) => {
      anchor = newAnchor
      rows = [...rows.filter(({ sequence }) => sequence > newAnchor.sequence), row]
    },
    setAside: () => [],
    close: () => {},
  }
}
