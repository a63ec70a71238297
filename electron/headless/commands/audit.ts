import { type Command, InvalidArgumentError } from 'commander'
import type { AuditRow, AuditVerdict } from '../../contract/audit.ts'
import { optionsOf } from '../globals.ts'
import { answer, print } from '../output.ts'
import { table } from '../table.ts'
import { wholeNumber } from '../usage.ts'

export function addAuditCommands(program: Command): void {
  const audit = program.command('audit').description('who was let in, granted, set up and turned away')
  addList(audit)
  addVerify(audit)
  addExport(audit)
}

function addList(audit: Command): void {
  audit
    .command('list')
    .description('show the newest rows')
    .option('--limit <number>', 'how many', wholeNumber(1, 1_000), 50)
    .option('--before <sequence>', 'only rows before this one', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<{ limit: number; before?: number }>(command)
      const { limit, before } = options
      const { withControl } = await import('../withControl.ts')
      const rows = await withControl(options, (control) =>
        control.audit.list({ limit, ...(before !== undefined && { before }) }),
      )
      answer(options.json, rows, () => listText(rows))
    })
}

function listText(rows: AuditRow[]): string {
  if (rows.length === 0) return 'The audit trail is empty.'
  const cells = rows.map(({ sequence, at, event, actor, subject, outcome, detail }) => [
    String(sequence),
    timeText(at),
    event,
    actor,
    subject || '-',
    outcome,
    detail,
  ])
  return table(['ROW', 'TIME', 'EVENT', 'BY', 'ABOUT', 'OUTCOME', 'DETAIL'], cells)
}

/** A row that somebody tampered with may hold a number that is no time. */
function timeText(at: number): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString()
}

function addVerify(audit: Command): void {
  audit
    .command('verify')
    .description('check that no row was changed, added or taken away; ends with exit code 1 when one was')
    .option('--expect <hash>', 'a hash noted down earlier: the row that had it must still be there', auditHash)
    .addHelpText(
      'after',
      `
Whoever can write the trail can write all of it anew. Note the hash that this prints somewhere else from time to time:
with --expect, rows that were cut off or written anew since then are found too.`,
    )
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<{ expect?: string }>(command)
      const { expect } = options
      const { withControl } = await import('../withControl.ts')
      const verdict = await withControl(options, (control) =>
        control.audit.verify(expect === undefined ? {} : { expectedHash: expect }),
      )
      answer(options.json, verdict, () => verdictText(verdict))
      if (!verdict.intact) process.exitCode = 1
    })
}

function auditHash(text: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) return text
  throw new InvalidArgumentError('it must be 64 hex digits.')
}

function verdictText(verdict: AuditVerdict): string {
  if (verdict.intact)
    return `The audit trail is intact: ${verdict.rows} rows. The last is row ${verdict.lastSequence}, with the hash\n${verdict.lastHash}`
  return `The audit trail is not intact: ${verdict.reason}
What to do: keep the data directory as it is, and find out who could write to it.`
}

function addExport(audit: Command): void {
  audit
    .command('export')
    .description('print the whole trail, one JSON object a line, oldest first')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('../withControl.ts')
      await withControl(options, async (control) => {
        const limit = 1_000
        let rows: AuditRow[]
        let after = 0
        do {
          rows = await control.audit.export({ limit, after })
          for (const row of rows) print(JSON.stringify(row))
          after = rows.at(-1)?.sequence ?? after
        } while (rows.length === limit)
      })
    })
}
