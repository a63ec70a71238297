import type { Command } from 'commander'
import { addDirectivesCommands } from '#cli/fleet/directives/directivesCommands.ts'
import type { Guarded, GuardOptions } from '#cli/fleet/guard/guard.ts'
import type { MakeOptions, WrittenPack } from '#cli/fleet/makePacks.ts'
import { optionsOf } from '#cli/globals.ts'
import { collect, UsageError, wholeNumber } from '#cli/usage.ts'
import { printResult } from '#host/terminal/output.ts'
import { addBundleCommands } from './bundleCommands.ts'
import { addKeyCommands } from './keyCommands.ts'

export function addFleetCommands(program: Command): void {
  const fleet = program
    .command('fleet')
    .description('for head office: keys, signed packs that set tills up, and settings from afar')
  addKeyCommands(fleet)
  const pack = fleet.command('pack').description('packs: all of a till’s set-up in one signed file')
  addMake(pack)
  addInspect(pack)
  addDirectivesCommands(fleet)
  addBundleCommands(fleet)
  addGuard(fleet)
}

function addMake(pack: Command): void {
  pack
    .command('make')
    .description('make a pack, or one for each till of a list')
    .argument('<source>', 'JSON: till, settings, pin, and setup, which is a provisioning file')
    .requiredOption('--out <path>', 'the pack; with --list the folder of the packs')
    .option('--key <key>', 'a PEM file, or env:NAME; given twice while a key is replaced', collect, [])
    .option('--list <csv>', 'one line for each till; {{name}} in the source stands for its column')
    .option('--codes <file>', 'where the codes of a list go, for the owner only')
    .option('--till-key <key>', 'seal the secrets to this till’s own public key, in place of a code')
    .option('--trust <key>', 'a public key that the till trusts from then on, in place of those that sign', collect, [])
    .option('--days <n>', 'how long the packs may be used', wholeNumber(1, 90), 30)
    .option('--counter <n>', 'above that of the last packs; the next one by default', wholeNumber(1, 1_000_000_000))
    .option('--ledger <file>', 'the counter’s file; beside the key by default')
    .addHelpText(
      'after',
      `
Examples:
  till-agent fleet pack make till.json --key fleet.pem --out pune-4.pack.json
  till-agent fleet pack make till.json --key fleet.pem --list tills.csv --out packs --codes codes.csv`,
    )
    .action(async (source: string, _: unknown, command: Command) => {
      const options = optionsOf<MakeOptions>(command)
      const { makePacks } = await import('#cli/fleet/makePacks.ts')
      const packs = await makePacks(source, options, process.env)
      // Codes of a list are in their file alone.
      const shown = options.codes === undefined ? packs : packs.map(({ code: _, ...rest }) => rest)
      printResult(options.json, shown, () => madeText(packs, options.codes))
    })
}

function madeText(packs: readonly WrittenPack[], codes: string | undefined): string {
  if (codes !== undefined) return `${packs.length} packs are made. Their codes are in ${codes}: send them another way.`
  return packs
    .map(({ till, file, code }) =>
      code === undefined
        ? `${file} is for ${till}, and opens with that till’s own key.`
        : `${file} is for ${till}. Its code, which is shown once: ${code}\nSend the code another way than the pack.`,
    )
    .join('\n')
}

function addInspect(pack: Command): void {
  pack
    .command('inspect')
    .description('say what is in a pack, and whose it is; its secrets stay sealed')
    .argument('<file>')
    .option('--key <public key>', 'believe only a pack that this key signed', collect, [])
    .action(async (path: string, _: unknown, command: Command) => {
      const options = optionsOf<{ key: string[] }>(command)
      const { inspectPack } = await import('#cli/fleet/inspectPack.ts')
      const { packText } = await import('#cli/fleet/packText.ts')
      const view = inspectPack(path, options.key)
      printResult(options.json, view, () => packText(view))
    })
}

function addGuard(fleet: Command): void {
  fleet
    .command('guard')
    .description(
      'look at how the tills of a release are, and raise, freeze or pull its share; says so, and signs with --sign',
    )
    .argument('<release>', 'the signed release that is published, such as host/latest-linux.signed.json')
    .requiredOption('--prometheus <url>', 'where the numbers of the tills are')
    .requiredOption('--rules <file>', 'JSON: how much worse than the old version the new one may be')
    .option('--key <key>', 'of --sign: the release key, a PEM file or env:NAME', collect, [])
    .option(
      '--ledger <file>',
      'the ledger of the release key, from which the next release takes its shares; beside the key by default',
    )
    .option('--sign', 'write what was decided; without it nothing is written')
    .option('--resume', 'lift an earlier freeze first: a person has looked')
    .addHelpText(
      'after',
      `
Exit codes: 0 the share stays or is raised · 3 it is frozen or pulled

Examples:
  till-agent fleet guard host/latest-linux.signed.json --prometheus https://prometheus.example --rules guard.json --key release.pem`,
    )
    .action(async (file: string, _: unknown, command: Command) => {
      const options = optionsOf<GuardOptions>(command)
      if (options.sign && options.key.length === 0) throw new UsageError('Say which key signs: --key FILE.')
      const { guard } = await import('#cli/fleet/guard/guard.ts')
      const guarded = await guard(file, options, process.env)
      printResult(options.json, guarded, () => guardText(guarded))
      if (guarded.decision.action === 'freeze' || guarded.decision.action === 'pull') process.exitCode = alarmExitCode
    })
}

/** Tells a job that a person has to look. */
const alarmExitCode = 3

function guardText({ version, decision, rings, isSigned }: Guarded): string {
  const shares = Object.entries(rings).map(([ring, percent]) => `${ring} ${percent} %`)
  const isChange = decision.action !== 'wait'
  return [
    `${version}: ${decision.action}.`,
    ...decision.reasons.map((reason) => `  ${reason}`),
    `Shares: ${shares.join(', ')}.${isSigned ? ' The file is signed anew.' : isChange ? ' Nothing was written: --sign does.' : ''}`,
  ].join('\n')
}
