import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { portOption } from '#cli/usage.ts'
import { browserUiPort, posPort, simulatorPort } from '#host/defaultPorts.ts'
import type { DemoOptions } from '#host/options.ts'
import { printError, printResult } from '#host/terminal/output.ts'

export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('run agent, window and a simulated cloud in memory, and print a request to try')
    .addOption(portOption('--port', 'port of the POS API', posPort))
    .addOption(portOption('--ui-port', 'port of the window', browserUiPort))
    .addOption(portOption('--simulator-port', 'port of the simulated cloud', simulatorPort))
    .option('--open', 'open the window in the default browser')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<DemoOptions & { open?: boolean }>(command)
      const { runUntilSignal } = await import('#cli/runUntilSignal.ts')
      const open = async () => (await import('#cli/demo/openDemo.ts')).openDemo(options)
      await runUntilSignal(options.json, open, async ({ facts, welcome }) => {
        printResult(options.json, { event: 'ready', ...facts, pid: process.pid }, () => welcome)
        if (options.open) await openWindow(facts.ui.url)
      })
    })
}

async function openWindow(url: string): Promise<void> {
  const { openSystemBrowser } = await import('#adapters/system/systemBrowser.ts')
  // Its temporary file is removed later by itself, while the demo runs.
  const opened = await openSystemBrowser(url)
  if (!opened) printError('No browser could be opened. Open the address above.')
}
