import { Command } from 'commander'
import { addAuditCommands } from './commands/audit.ts'
import { addBundleCommand } from './commands/bundle.ts'
import { addClientCommands } from './commands/client.ts'
import { addDemoCommand } from './commands/demo.ts'
import { addDoctorCommand } from './commands/doctor.ts'
import { addGuardUpdateCommand } from './commands/guardUpdate.ts'
import { addOpenApiCommand } from './commands/openapi.ts'
import { addPairingCommands } from './commands/pairing.ts'
import { addPinCommands } from './commands/pin.ts'
import { addProvisionCommand } from './commands/provision.ts'
import { addResetCommand } from './commands/reset.ts'
import { addServeCommand } from './commands/serve.ts'
import { addSettingCommands } from './commands/setting.ts'
import { addSimulateCommand } from './commands/simulate.ts'
import { addStatusCommand } from './commands/status.ts'
import { addUiCommand } from './commands/ui.ts'
import { addUpstreamCommands } from './commands/upstream.ts'
import { addGlobals } from './globals.ts'
import { version } from './version.ts'

/** The command line. What commands do is loaded when one is run, so that help comes at once. */
export function createProgram(): Command {
  const program = new Command('till-agent')
    .description("Keeps a till's cloud secrets and adds them to the requests of local checkout software.")
    .version(version)
    // Mistakes are worded by report.ts, for every command alike.
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .configureHelp({ showGlobalOptions: true, helpWidth: 100 })
  addGlobals(program)
  addServeCommand(program)
  addUiCommand(program)
  addDemoCommand(program)
  addSimulateCommand(program)
  addUpstreamCommands(program)
  addClientCommands(program)
  addPairingCommands(program)
  addPinCommands(program)
  addProvisionCommand(program)
  addSettingCommands(program)
  addStatusCommand(program)
  addDoctorCommand(program)
  addAuditCommands(program)
  addBundleCommand(program)
  addOpenApiCommand(program)
  addResetCommand(program)
  addGuardUpdateCommand(program)
  return program.addHelpText(
    'after',
    `
Examples:
  till-agent demo                                    see it work, with nothing set up
  till-agent upstream add loyalty --scheme capillary-till --base-url https://… --set till=store.server
  till-agent client add pos --name Checkout --grant loyalty=capillary:sell
  till-agent serve

Commands speak to the agent that runs, or do their work themselves when none does.
Secrets are never arguments: they are asked for, or read from where --secret says.
Exit codes: 0 done, 1 not done (what happened and what to do is on standard error), 2 wrong command line.`,
  )
}
