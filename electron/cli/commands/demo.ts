import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { portOption } from '#cli/usage.ts'
import { browserUiPort, posPort, simulatorPort } from '#host/defaultPorts.ts'
import type { DemoOptions } from '#host/options.ts'
import { printResult } from '#host/terminal/output.ts'

export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('run agent, window and a simulated cloud in memory, and print a request to try')
    .addOption(portOption('--port', 'port of the POS API', posPort))
    .addOption(portOption('--ui-port', 'port of the window', browserUiPort))
    .addOption(portOption('--simulator-port', 'port of the simulated cloud', simulatorPort))
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<DemoOptions>(command)
      const { runUntilSignal } = await import('#cli/runUntilSignal.ts')
      const open = async () => (await import('#cli/demo/openDemo.ts')).openDemo(options)
      await runUntilSignal(options.json, open, ({ facts, welcome }) =>
        printResult(options.json, { event: 'ready', ...facts, pid: process.pid }, () => welcome),
      )
    })
}
