import type { Command } from 'commander'
import type { MakeOptions } from '#cli/fleet/directives/makeDirectives.ts'
import { optionsOf } from '#cli/globals.ts'
import { collect, UsageError, wholeNumber } from '#cli/usage.ts'
import { printResult } from '#host/terminal/output.ts'

/** Settings that head office signs for all tills, and what one till made of them. */
export function addDirectivesCommands(fleet: Command): void {
  const settings = fleet
    .command('settings')
    .description('directives: what tills set from afar, in one signed file beside the releases')
  addMake(settings)
  addInspect(settings)
  addStatus(fleet)
}

function addMake(settings: Command): void {
  settings
    .command('make')
    .description('sign what tills are to follow; it is the whole of it, and what it leaves out is the shop’s own again')
    .argument('<source>', 'JSON: settings, upstreams, clients, barred, asks')
    .requiredOption('--out <file>', 'such as host/tills.fleet.json')
    .option('--key <key>', 'a PEM file, or env:NAME; given twice while a key is replaced', collect, [])
    .option('--channel <name>', 'which tills: those whose setting fleet.channel says so', 'tills')
    .option(
      '--ring <name=percent>',
      'the share of a ring that follows it; those of the last file by default',
      collect,
      [],
    )
    .option('--days <n>', 'how long it is valid', wholeNumber(1, 90), 30)
    .option('--counter <n>', 'above that of the last file; the next one by default', wholeNumber(1, 1_000_000_000))
    .option('--ledger <file>', 'the counters’ file; beside the key by default')
    .addHelpText(
      'after',
      `
Examples:
  till-agent fleet settings make settings.json --key fleet.pem --ring pilot=100 --ring '*=0' --out host/tills.fleet.json`,
    )
    .action(async (source: string, _: unknown, command: Command) => {
      const options = optionsOf<MakeOptions>(command)
      const { makeDirectives } = await import('#cli/fleet/directives/makeDirectives.ts')
      const { madeText } = await import('#cli/fleet/directives/directivesText.ts')
      const made = makeDirectives(source, options, process.env)
      printResult(options.json, made, () => madeText(made))
    })
}

function addInspect(settings: Command): void {
  settings
    .command('inspect')
    .description('say what is in a signed file')
    .argument('<file>')
    .option('--key <public key>', 'one of these has to have signed it', collect, [])
    .action(async (path: string, _: unknown, command: Command) => {
      const options = optionsOf<{ key: string[] }>(command)
      if (options.key.length === 0) throw new UsageError('Say whose it has to be: --key PUBLIC-KEY.')
      const { inspectDirectives } = await import('#cli/fleet/directives/inspectDirectives.ts')
      const { directivesText } = await import('#cli/fleet/directives/directivesText.ts')
      const directives = inspectDirectives(path, options.key)
      printResult(options.json, directives, () => directivesText(directives))
    })
}

function addStatus(fleet: Command): void {
  fleet
    .command('status')
    .description('what this till made of head office’s directives')
    .option('--look', 'look for new ones first')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<{ look?: boolean }>(command)
      const { withControl } = await import('#cli/withControl.ts')
      const { fleetStatusText } = await import('#cli/fleet/directives/directivesText.ts')
      const status = await withControl(options, ({ directives }) =>
        options.look ? directives.look() : directives.status(),
      )
      printResult(options.json, status, () => fleetStatusText(status))
    })
}
