import { silentLog } from '../../electron/adapters/memoryLog.ts'
import { createSqliteAudit } from '../../electron/adapters/sqliteAudit.ts'
import { systemClock } from '../../electron/adapters/systemClock.ts'
import { AuditTrail } from '../../electron/core/auditTrail.ts'

/** Appends to the audit trail below a directory as fast as it can until it is killed. Prints each row once it is kept. */
const [dataDir = ''] = process.argv.slice(2)
const trail = new AuditTrail({ store: createSqliteAudit(dataDir), clock: systemClock, log: silentLog })
for (;;) {
  trail.record({ event: 'client-added', actor: 'pipe/anna', subject: 'client/pos', outcome: 'done', detail: '' })
  process.stdout.write(`${trail.lastSequence}\n`)
  await new Promise(setImmediate)
}
