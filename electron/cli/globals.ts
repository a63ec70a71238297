import { existsSync } from 'node:fs'
import { type Command, Option } from 'commander'
import type { GlobalOptions, VaultKind } from '#host/options.ts'
import { dataDirPointer, defaultDataDir, roamingDataDir } from '#host/paths.ts'

/** Keeps the one setting that the data directory cannot hold. */
export const dataDirCommand = 'data-dir'

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
    .hook('preAction', async (_, action) => {
      const isNamed = program.getOptionValueSource('dataDir') !== 'default'
      program.setOptionValue('isUsualDataDir', !isNamed)
      // Its own commands show and mend what cannot be read.
      if (action.parent?.name() === dataDirCommand) return
      const usual = defaultDataDir()
      if (isNamed) program.setOptionValue('overrulesPointer', existsSync(dataDirPointer(usual)))
      else program.setOptionValueWithSource('dataDir', await usedDataDir(usual), 'default')
    })
}

async function usedDataDir(usual: string): Promise<string> {
  const from = roamingDataDir()
  const pointer = dataDirPointer(usual)
  if (existsSync(pointer)) {
    const { readDataDirPointer } = await import('#adapters/settings/dataDirPointer.ts')
    return readDataDirPointer(pointer) ?? usual
  }
  if (from === undefined) return usual
  const { movedDataDir } = await import('#host/movedDataDir.ts')
  return movedDataDir(usual, from)
}

/** The options of a command together with the global ones. */
export function optionsOf<Options>(command: Command): Options & GlobalOptions {
  return command.optsWithGlobals<Options & GlobalOptions>()
}
