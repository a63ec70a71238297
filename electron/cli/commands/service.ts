import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { portOption } from '#cli/usage.ts'
import type { GlobalOptions } from '#host/options.ts'
import { printDone, printResult } from '#host/terminal/output.ts'

interface InstallOptions extends GlobalOptions {
  administrators?: string
  users?: string
  port?: number
  provision?: string
  updates: boolean
}

export function addServiceCommands(program: Command): void {
  const service = program
    .command('service')
    .description('run the agent for all users of this machine, also while nobody is logged in')
  service
    .command('install')
    .description('have the service manager of the system start the agent now, and with the machine')
    .option('--administrators <group>', 'group that may set the till up, beside the administrators of the machine')
    .option('--users <group>', 'group that may use the till in the window, or "everyone"')
    .addOption(portOption('--port', 'port of the POS API, in place of start.port'))
    .option('--provision <file>', 'set the till up from this file at each start')
    .option('--no-updates', 'leave updates to the package manager, where the service could install its own')
    .addHelpText(
      'after',
      `
Secrets are kept where --vault says; without it, where this system keeps those of services:
Linux: an encrypted file, whose key systemd seals. macOS: the System keychain. Windows: LocalSystem's credentials.

Examples:
  sudo till-agent service install --users everyone
  sudo till-agent service install --administrators store-it --users tills`,
    )
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<InstallOptions>(command)
      const isVaultNamed = program.getOptionValueSource('vault') !== 'default'
      const { installService } = await import('#cli/installService.ts')
      const installed = await installService(options, isVaultNamed)
      printDone(options, installed, () =>
        [
          `The till agent is a service of this machine now. It keeps secrets by --vault ${installed.vault}.`,
          'See how it is: till-agent service status, and till-agent status.',
        ].join('\n'),
      )
    })
  const act = (name: 'remove' | 'start' | 'stop', description: string, sentence: string) =>
    service
      .command(name)
      .description(description)
      .action(async (_: unknown, command: Command) => {
        const options = optionsOf(command)
        const { machineService } = await import('#host/service/machineService.ts')
        await machineService()[name]()
        printDone(options, { result: name }, () => sentence)
      })
  act('remove', 'stop the service and take it out of the system; settings and secrets stay', 'The service is removed.')
  act('start', 'start the service', 'The service is started.')
  act('stop', 'stop the service until it is started, or the machine is', 'The service is stopped.')
  service
    .command('status')
    .description('whether the service is installed and runs, and what this user may do there')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { serviceStatus, serviceStatusText } = await import('#cli/serviceStatus.ts')
      const status = await serviceStatus()
      printResult(options.json, status, () => serviceStatusText(status))
    })
}
