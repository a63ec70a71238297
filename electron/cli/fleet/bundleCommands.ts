import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { printResult, withoutControls } from '#host/terminal/output.ts'
import type { WrittenBundle } from './sealedBundleFile.ts'

interface OpenOptions {
  key: string
  out?: string
}

/** Support bundles that head office asked its tills for. */
export function addBundleCommands(fleet: Command): void {
  fleet
    .command('bundle')
    .description('support bundles that tills sealed to head office')
    .command('open')
    .description('open one, and write the zip in it into a new file')
    .argument('<file>', 'what the till sent')
    .requiredOption('--key <key>', 'the private key for bundles: a PEM file, or env:NAME')
    .option('--out <file>', 'the zip to write; by default a new one in this folder')
    .addHelpText(
      'after',
      `
Examples:
  till-agent fleet bundle open 2026-12-01-a.pune-4.bundle.json --key bundles.pem`,
    )
    .action(async (path: string, _: unknown, command: Command) => {
      const options = optionsOf<OpenOptions>(command)
      const { openBundleFile } = await import('#cli/fleet/sealedBundleFile.ts')
      const written = openBundleFile(path, options, process.env)
      printResult(options.json, written, () => writtenText(written))
    })
}

function writtenText({ till, installation, ask, madeAt, file }: WrittenBundle): string {
  const lines = [
    `It says that it is from ${till} (installation ${installation}), made at ${new Date(madeAt).toISOString()} for ${ask}.`,
    `Written: ${file}`,
  ]
  return lines.map(withoutControls).join('\n')
}
