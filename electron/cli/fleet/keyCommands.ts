import { type Command, Option } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { Fault } from '#core/base/fault.ts'
import type { GlobalOptions } from '#host/options.ts'
import { printResult } from '#host/terminal/output.ts'
import type { KeyUse } from './keyFile.ts'

export function addKeyCommands(fleet: Command): void {
  const key = fleet.command('key').description('the key that signs packs and settings, and the one that opens bundles')
  key
    .command('make')
    .description('make a key, and print its public part')
    .argument('<file>', 'where the private key goes; a file that is there stays')
    .addOption(
      new Option('--for <use>', 'packs: it signs them, and settings · bundles: it opens what tills seal to it')
        .choices(['packs', 'bundles'] satisfies KeyUse[])
        .default('packs'),
    )
    .action(async (file: string, _: unknown, command: Command) => {
      const options = optionsOf<{ for: KeyUse }>(command)
      const { makeKeyFile } = await import('#cli/fleet/keyFile.ts')
      const { publicKeyOf } = await import('#core/fleet/keySeal.ts')
      await printKey(options, options.for, publicKeyOf(makeKeyFile(file, options.for)), [
        `The private key is in ${file}. Keep it off every till and out of version control, with a copy in a safe.`,
      ])
    })
  key
    .command('show')
    .description('print the public part of a key')
    .argument('<key>', 'a PEM file, or env:NAME')
    .action(async (source: string, _: unknown, command: Command) => {
      const { readKeyFile, keyUseOf } = await import('#cli/fleet/keyFile.ts')
      const { publicKeyOf } = await import('#core/fleet/keySeal.ts')
      const privateKey = readKeyFile(source, process.env)
      const use = privateKey && keyUseOf(privateKey)
      if (!use) throw new Fault('SECRET_MISSING', `${source} holds no key of head office.`)
      await printKey(optionsOf(command), use, publicKeyOf(privateKey), [])
    })
}

const places: Record<KeyUse, string> = { packs: 'the setting fleet.keys', bundles: 'sealTo of an ask' }

async function printKey({ json }: GlobalOptions, use: KeyUse, key: string, before: string[]): Promise<void> {
  const { fingerprintOf } = await import('#core/fleet/headOfficeKeys.ts')
  const fingerprint = fingerprintOf(key)
  const lines = [`Public key (${places[use]}): ${key}`, `Fingerprint, for people to compare: ${fingerprint}`]
  printResult(json, { key, fingerprint }, () => [...before, ...lines].join('\n'))
}
