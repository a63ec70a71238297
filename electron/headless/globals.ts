import { type Command, Option } from 'commander'
import { defaultDataDir } from './paths.ts'

export type VaultKind = 'keychain' | 'memory'

/** What every command takes. */
export interface Globals {
  json?: boolean
  dataDir: string
  vault: VaultKind
}

export function addGlobals(program: Command): void {
  program
    .option('--json', 'answer with JSON, for programs')
    .option('--data-dir <directory>', 'where settings and logs are kept', defaultDataDir())
    .addOption(
      new Option('--vault <kind>', 'where secrets are kept')
        .choices(['keychain', 'memory'] satisfies VaultKind[])
        .default('keychain'),
    )
}

/** The options of a command together with the global ones. */
export function optionsOf<Options>(command: Command): Options & Globals {
  return command.optsWithGlobals<Options & Globals>()
}
