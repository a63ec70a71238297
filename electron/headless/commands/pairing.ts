import type { Command } from 'commander'
import type { PairingView } from '../../contract/pairing.ts'
import { optionsOf } from '../globals.ts'
import { answer, plain } from '../output.ts'
import { collect, wholeNumber } from '../usage.ts'
import { grantText } from './client.ts'

export function addPairingCommands(program: Command): void {
  const pairing = program.command('pairing').description('local programs that ask to be let in')
  addList(pairing)
  addApprove(pairing)
  addRefuse(pairing)
}

function addList(pairing: Command): void {
  pairing
    .command('list')
    .description('show the one that waits for an answer')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('../withControl.ts')
      const pending = await withControl(options, (control) => control.pairings.pending())
      answer(options.json, pending, () => pending.map(viewText).join('\n') || 'No program asks to be let in just now.')
    })
}

function viewText({ id, name, grants, days, comparisonCode, program }: PairingView): string {
  const { path = 'an unknown program', pid } = program ?? {}
  return [
    `"${name}" asks to be let in. It must show the code ${comparisonCode}: if it shows another, refuse it.`,
    `  program  ${path}${pid === undefined ? '' : ` (process ${pid})`}`,
    `  wants    ${grants.map(grantText).join('; ')}`,
    `  for      ${days === undefined ? 'good' : `${days} days`}`,
    `Answer with "till-agent pairing approve ${id}" or "till-agent pairing refuse ${id}".`,
  ]
    .map(plain)
    .join('\n')
}

interface ApproveOptions {
  grant: string[]
  days?: number
}

function addApprove(pairing: Command): void {
  pairing
    .command('approve')
    .description('let it in: it fetches its key by itself')
    .argument('<id>')
    .option('--grant <upstream=permission>', 'only this, of what it asked for; may be repeated', collect, [])
    .option('--days <days>', 'not for longer than this', wholeNumber(1, 3_650))
    .addHelpText(
      'after',
      `
Examples:
  till-agent pairing list
  till-agent pairing approve pr_…
  till-agent pairing approve pr_… --grant loyalty=capillary:look-up --days 30

First compare the code that "pairing list" shows with the one the program shows.`,
    )
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf<ApproveOptions>(command)
      const { days } = options
      const { parseGrants } = await import('../grantOption.ts')
      const { withControl } = await import('../withControl.ts')
      const grants = parseGrants(options.grant)
      const narrowed = { ...(grants.length > 0 && { grants }), ...(days !== undefined && { days }) }
      const client = await withControl(options, (control) => control.pairings.approve({ id, ...narrowed }))
      answer(options.json, client, () => `Client "${client.id}" may call; the program fetches its key by itself.`)
    })
}

function addRefuse(pairing: Command): void {
  pairing
    .command('refuse')
    .description('turn it away; for a while nobody can ask again')
    .argument('<id>')
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('../withControl.ts')
      await withControl(options, (control) => control.pairings.refuse({ id }))
      answer(options.json, { refused: id }, () => 'The program is turned away.')
    })
}
