import { createSqliteAudit } from '#adapters/database/sqliteAudit.ts'
import { silentLog } from '#adapters/log/memoryLog.ts'
import { systemClock } from '#adapters/system/systemClock.ts'
import { AuditTrail } from '#core/audit/auditTrail.ts'

/** Appends to the audit trail of a data directory until it is killed. Prints the number of each row that was written. */
const [dataDir = ''] = process.argv.slice(2)
const trail = new AuditTrail({ store: createSqliteAudit(dataDir), clock: systemClock, log: silentLog })
for (;;) {
  trail.record({ event: 'client-added', actor: 'pipe/anna', subject: 'client/pos', outcome: 'done', detail: '' })
  process.stdout.write(`${trail.lastSequence}\n`)
  await new Promise(setImmediate)
}
