import { styleText } from 'node:util'
import { Command } from 'commander'
import type { WindowOptions } from '#host/options.ts'
import { version } from '#host/version.ts'
import { addAuditCommands } from './commands/audit.ts'
import { addBundleCommand } from './commands/bundle.ts'
import { addClientCommands } from './commands/client.ts'
import { addCompletionCommand } from './commands/completion.ts'
import { addCustomerCommands } from './commands/customer.ts'
import { addDataDirCommands } from './commands/dataDir.ts'
import { addDemoCommand } from './commands/demo.ts'
import { addDoctorCommand } from './commands/doctor.ts'
import { addDropCommands } from './commands/drop.ts'
import { addGuardUpdateCommand } from './commands/guardUpdate.ts'
import { addHelpCommand } from './commands/help.ts'
import { addLogsCommand } from './commands/logs.ts'
import { addOutboxCommands } from './commands/outbox/outbox.ts'
import { addPairingCommands } from './commands/pairing.ts'
import { addPinCommands } from './commands/pin.ts'
import { addProvisionCommand } from './commands/provision.ts'
import { addResetCommand } from './commands/reset.ts'
import { addServeCommand } from './commands/serve.ts'
import { addServiceCommands } from './commands/service.ts'
import { addSettingCommands } from './commands/setting.ts'
import { addStatusCommand } from './commands/status.ts'
import { addStopCommand } from './commands/stop.ts'
import { addTelemetryCommands } from './commands/telemetry.ts'
import { addTrainingCommands } from './commands/training.ts'
import { addUiCommand } from './commands/ui.ts'
import { addUpdateMachineCommand } from './commands/updateMachine.ts'
import { addUpstreamCommands } from './commands/upstream.ts'
import { addCertifyCommand } from './commands/vendor/certify.ts'
import { addOpenApiCommand } from './commands/vendor/openapi.ts'
import { addSimulateCommand } from './commands/vendor/simulate.ts'
import { addWebPosCommand } from './commands/vendor/webPos.ts'
import { addVersionCommand } from './commands/version.ts'
import { addWindowCommand } from './commands/window.ts'
import { addEnrolCommand, addExportCommand } from './fleet/enrolmentCommands.ts'
import { addFleetCommands } from './fleet/fleetCommands.ts'
import { addGlobals } from './globals.ts'

/** By the first name that each adds, in the order of the help. */
const commands: Readonly<Record<string, (program: Command) => void>> = {
  serve: addServeCommand,
  stop: addStopCommand,
  service: addServiceCommands,
  ui: addUiCommand,
  demo: addDemoCommand,
  simulate: addSimulateCommand,
  certify: addCertifyCommand,
  upstream: addUpstreamCommands,
  client: addClientCommands,
  customer: addCustomerCommands,
  pairing: addPairingCommands,
  pin: addPinCommands,
  provision: addProvisionCommand,
  enrol: addEnrolCommand,
  export: addExportCommand,
  fleet: addFleetCommands,
  setting: addSettingCommands,
  'data-dir': addDataDirCommands,
  training: addTrainingCommands,
  telemetry: addTelemetryCommands,
  'web-pos': addWebPosCommand,
  outbox: addOutboxCommands,
  drop: addDropCommands,
  status: addStatusCommand,
  doctor: addDoctorCommand,
  logs: addLogsCommand,
  audit: addAuditCommands,
  bundle: addBundleCommand,
  openapi: addOpenApiCommand,
  reset: addResetCommand,
  completion: addCompletionCommand,
  version: addVersionCommand,
  help: addHelpCommand,
  'guard-update': addGuardUpdateCommand,
  'update-machine': addUpdateMachineCommand,
}

/** They look at all the others. */
const aboutAll: readonly string[] = ['completion', 'help']

/**
 * The command line. A command imports its code when it runs, so that `--help` stays fast.
 *
 * @param openWindow what `window` does; without it there is no such command
 * @param first what the command line begins with: where that is a command, no other one is made
 */
export function createProgram(openWindow?: (options: WindowOptions) => void, first = ''): Command {
  const program = new Command('till-agent')
    .description("Keeps a till's cloud secrets and adds them to the requests of local checkout software.")
    .version(version)
    .helpCommand(false)
    // runProgram.ts reports every mistake, for all commands alike.
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .configureHelp({ showGlobalOptions: true, helpWidth: 100, styleTitle })
  addGlobals(program)
  const isAlone = Object.hasOwn(commands, first) && !aboutAll.includes(first)
  for (const [name, add] of Object.entries(commands)) if (!isAlone || name === first) add(program)
  if (openWindow && !isAlone) addWindowCommand(program, openWindow)
  return program.addHelpText('after', epilogue)
}

const epilogue = `
Examples:
  till-agent demo                                    try it, with nothing set up
  till-agent upstream add loyalty --scheme capillary-till --base-url https://… --set till=store.server
  till-agent client add pos --name Checkout --grant loyalty=capillary:sell
  till-agent serve

A command asks the running agent, or does the work itself when none runs.
Secrets are never arguments: a command asks for them, or reads them from where --secret says.
Exit codes: 0 done, 1 not done (standard error says why and what to do), 2 wrong command line. "status" has codes of its own.
Colours are shown on a terminal, unless NO_COLOR is set.`

/** Commander leaves the style away where standard output shows no colours. */
function styleTitle(title: string): string {
  return styleText('bold', title, { validateStream: false })
}
