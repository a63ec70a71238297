import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { table } from '#cli/table.ts'
import { collect, UsageError } from '#cli/usage.ts'
import type { ApprovalView } from '#contract/outbox/approval.ts'
import { Fault } from '#core/base/fault.ts'
import { printDone, printResult } from '#host/terminal/output.ts'

/** What a manager is asked before a write is kept, below `till-agent outbox`. */
export function addApprovalCommands(outbox: Command): void {
  addApprovals(outbox)
  addApprove(outbox)
  addRefuse(outbox)
}

function addApprovals(outbox: Command): void {
  outbox
    .command('approvals')
    .description('list what a manager is asked while the cloud cannot be reached, and what was approved')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      const approvals = await withControl(options, (control) => control.outbox.approvals())
      printResult(options.json, approvals, () => listText(approvals))
    })
}

function addApprove(outbox: Command): void {
  outbox
    .command('approve')
    .description('let sales be kept while the cloud cannot be reached; asks for the manager’s PIN')
    .argument('[id]', 'of the question, where there are several')
    .option(
      '--secret <name=source>',
      'where to read the PIN: pin=env:VARIABLE, pin=file:PATH or pin=stdin; by default the command asks',
      collect,
      [],
    )
    .addHelpText('after', '\nThe program sends its sale again then. An approval ends when the cloud is back.')
    .action(async (only: string | undefined, _: unknown, command: Command) => {
      const options = optionsOf<{ secret: string[] }>(command)
      const { parseSecretOptions, readSecrets } = await import('#cli/secretOptions.ts')
      const { withControl } = await import('#cli/withControl.ts')
      const sources = parseSecretOptions(options.secret)
      const approved = await withControl(options, async (control) => {
        const id = only ?? theOnlyOne(await control.outbox.approvals())
        if (!(await control.pin.status()).isSet) return control.outbox.approve({ id })
        const { pin = '' } = await readSecrets(['pin'], sources)
        return control.outbox.approve({ id, pin })
      })
      printDone(options, approved, () => `Approved: ${subjectText(approved)}, until ${timeText(approved.endsAt)}.`)
    })
}

function addRefuse(outbox: Command): void {
  outbox
    .command('refuse')
    .description('turn a question down, or end what was approved')
    .argument('<id>')
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      await withControl(options, (control) => control.outbox.refuse({ id }))
      printDone(options, { id, refused: true }, () => `${id} is over. The next sale asks again.`)
    })
}

/** @throws UsageError · Fault `UNKNOWN_APPROVAL` where there is none */
function theOnlyOne(approvals: readonly ApprovalView[]): string {
  const [question, ...more] = approvals.filter(({ state }) => state === 'asked')
  if (!question) throw new Fault('UNKNOWN_APPROVAL')
  if (more.length > 0)
    throw new UsageError('Several questions wait for a manager: name one. See "till-agent outbox approvals".')
  return question.id
}

function listText(approvals: readonly ApprovalView[]): string {
  if (approvals.length === 0) return 'Nothing waits for a manager, and nothing is approved.'
  const rows = approvals.map((approval) => [
    approval.id,
    approval.state,
    subjectText(approval),
    approval.client,
    timeText(approval.endsAt),
  ])
  return table(['ID', 'STATE', 'WHAT', 'CLIENT', 'UNTIL'], rows)
}

function subjectText({ reason, upstream, amount }: ApprovalView): string {
  return reason === 'outage' ? `sales for ${upstream}` : `a sale of ${amount} for ${upstream}`
}

function timeText(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')
}
