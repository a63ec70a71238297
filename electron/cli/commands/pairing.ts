import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { grantText, parseGrants } from '#cli/grantOption.ts'
import { collect, wholeNumber } from '#cli/usage.ts'
import type { PairingView } from '#contract/pairing.ts'
import { printDone, printResult, withoutControls } from '#host/terminal/output.ts'

export function addPairingCommands(program: Command): void {
  const pairing = program.command('pairing').description('local programs that ask for access')
  addList(pairing)
  addApprove(pairing)
  addRefuse(pairing)
}

function addList(pairing: Command): void {
  pairing
    .command('list')
    .description('show the request that waits for an answer')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      const pending = await withControl(options, (control) => control.pairings.pending())
      printResult(
        options.json,
        pending,
        () => pending.map(viewText).join('\n') || 'No program asks to be let in just now.',
      )
    })
}

function viewText({ id, name, grants, days, comparisonCode, program, resembles = [] }: PairingView): string {
  const { path = 'an unknown program', pid } = program ?? {}
  const like = resembles.map((client) => `"${client}"`).join(', ')
  return [
    `"${name}" asks to be let in. It must show the code ${comparisonCode}: if it shows another, refuse it.`,
    `  program  ${path}${pid === undefined ? '' : ` (process ${pid})`}`,
    ...(path.includes('‹')
      ? ['           What stands in ‹ › is not plain: another letter, or one that cannot be seen.']
      : []),
    ...(like ? [`  note     The name is that of ${like}, or looks the same: those are set up already.`] : []),
    `  wants    ${grants.map(grantText).join('; ')}`,
    `  for      ${days === undefined ? 'good' : `${days} days`}`,
    `Answer with "till-agent pairing approve ${id}" or "till-agent pairing refuse ${id}".`,
  ]
    .map(withoutControls)
    .join('\n')
}

interface ApproveOptions {
  grant: string[]
  days?: number
}

function addApprove(pairing: Command): void {
  pairing
    .command('approve')
    .description('allow it; the program then fetches its key by itself')
    .argument('<id>')
    .option('--grant <upstream=permission>', 'allow only this part of what it asked for; repeatable', collect, [])
    .option('--days <days>', 'shorten the lifetime of the key to this', wholeNumber(1, 3_650))
    .addHelpText(
      'after',
      `
Examples:
  till-agent pairing list
  till-agent pairing approve pr_…
  till-agent pairing approve pr_… --grant loyalty=capillary:look-up --days 30

First check that "pairing list" and the program show the same code.`,
    )
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf<ApproveOptions>(command)
      const { days } = options
      const { withControl } = await import('#cli/withControl.ts')
      const grants = parseGrants(options.grant)
      const narrowed = { ...(grants.length > 0 && { grants }), ...(days !== undefined && { days }) }
      const client = await withControl(options, (control) => control.pairings.approve({ id, ...narrowed }))
      printDone(options, client, () => `Client "${client.id}" may call; the program fetches its key by itself.`)
    })
}

function addRefuse(pairing: Command): void {
  pairing
    .command('refuse')
    .description('refuse it; for a while no program can ask again')
    .argument('<id>')
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      await withControl(options, (control) => control.pairings.refuse({ id }))
      printDone(options, { refused: id }, () => 'The program is turned away.')
    })
}
