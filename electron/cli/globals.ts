import { type Command, Option } from 'commander'
import type { GlobalOptions, VaultKind } from '#host/options.ts'
import { defaultDataDir, roamingDataDir } from '#host/paths.ts'

export function addGlobals(program: Command): void {
  program
    .option('--json', 'print JSON, for programs')
    .option('--quiet', 'print nothing when it is done, except what was asked for')
    .option('--data-dir <directory>', 'where settings and logs are kept', defaultDataDir())
    .addOption(
      new Option('--vault <kind>', 'where secrets are kept')
        .choices(['keychain', 'file', 'memory'] satisfies VaultKind[])
        .default('keychain'),
    )
    .option('--vault-key <file>', 'of --vault file: the key to it; systemd gives it to the service by itself')
    .hook('preAction', async () => {
      program.setOptionValue('isUsualDataDir', program.getOptionValueSource('dataDir') === 'default')
      const from = roamingDataDir()
      if (from === undefined || program.getOptionValueSource('dataDir') !== 'default') return
      const { movedDataDir } = await import('#host/movedDataDir.ts')
      program.setOptionValueWithSource('dataDir', movedDataDir(defaultDataDir(), from), 'default')
    })
}

/** The options of a command together with the global ones. */
export function optionsOf<Options>(command: Command): Options & GlobalOptions {
  return command.optsWithGlobals<Options & GlobalOptions>()
}
