import { type Command, InvalidArgumentError } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { table } from '#cli/table.ts'
import { wholeNumber } from '#cli/usage.ts'
import type { AuditRow, AuditVerdict } from '#contract/audit.ts'
import { print, printResult } from '#host/terminal/output.ts'

export function addAuditCommands(program: Command): void {
  const audit = program.command('audit').description('the record of who was let in, given rights, set up or refused')
  addList(audit)
  addVerify(audit)
  addExport(audit)
}

function addList(audit: Command): void {
  audit
    .command('list')
    .description('show the newest rows')
    .option('--limit <number>', 'number of rows', wholeNumber(1, 1_000), 50)
    .option('--before <sequence>', 'only rows before this one', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<{ limit: number; before?: number }>(command)
      const { limit, before } = options
      const { withControl } = await import('#cli/withControl.ts')
      const rows = await withControl(options, (control) =>
        control.audit.list({ limit, ...(before !== undefined && { before }) }),
      )
      printResult(options.json, rows, () => listText(rows))
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

/** A row that was tampered with may hold a number that is no time. */
function timeText(at: number): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString()
}

function addVerify(audit: Command): void {
  audit
    .command('verify')
    .description('check that no row was changed, added or removed; exit code 1 when one was')
    .option('--expect <hash>', 'a hash noted earlier; a row must still have it', auditHash)
    .addHelpText(
      'after',
      `
Someone who can write to the audit trail could replace all of it. So keep the hash that this command prints in another
place: with --expect, the command also finds rows that were removed or replaced since then.`,
    )
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<{ expect?: string }>(command)
      const { expect } = options
      const { withControl } = await import('#cli/withControl.ts')
      const verdict = await withControl(options, (control) =>
        control.audit.verify(expect === undefined ? {} : { expectedHash: expect }),
      )
      printResult(options.json, verdict, () => verdictText(verdict))
      if (!verdict.intact) process.exitCode = 1
    })
}

function auditHash(text: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) return text
  throw new InvalidArgumentError('it must be 64 hex digits.')
}

function verdictText(verdict: AuditVerdict): string {
  if (verdict.intact) return intactText(verdict)
  return `The audit trail is not intact: ${verdict.reason}
What to do: keep the data directory as it is, and find out who could write to it.`
}

function intactText({ rows, lastSequence, lastHash, pruned, signed }: AuditVerdict & { intact: true }): string {
  return [
    `The audit trail is intact: ${rows} rows. The last is row ${lastSequence}, with the hash\n${lastHash}`,
    ...(pruned
      ? [`Rows 1-${pruned.upTo} were pruned on ${timeText(pruned.at)}; the last was of ${timeText(pruned.lastAt)}.`]
      : []),
    ...(signed ? [`Signed by this till: rows up to ${signed.upTo}, for the first time up to ${signed.from}.`] : []),
  ].join('\n')
}

function addExport(audit: Command): void {
  audit
    .command('export')
    .description('print all rows, one JSON object per line, oldest first')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
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
