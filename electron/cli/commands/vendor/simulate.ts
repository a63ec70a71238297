import type { Command } from 'commander'
import { simulatorEvent, simulatorText } from '#cli/demo/simulatorText.ts'
import { optionsOf } from '#cli/globals.ts'
import { portOption } from '#cli/usage.ts'
import { simulatorPort } from '#host/defaultPorts.ts'
import { printResult } from '#host/terminal/output.ts'

export function addSimulateCommand(program: Command): void {
  program
    .command('simulate')
    .description('run only the simulated clouds, to develop and test against')
    .addOption(portOption('--port', 'port of the simulated clouds', simulatorPort))
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<{ port: number }>(command)
      const { runUntilSignal } = await import('#cli/runUntilSignal.ts')
      const { listenOnPort } = await import('#host/portTaken.ts')
      const { demoText, startSimulator } = await import('#simulator/simulator.ts')
      const open = () =>
        listenOnPort(options.port, '--port', () =>
          startSimulator({
            port: options.port,
            onSeen: (seen) => printResult(options.json, simulatorEvent(seen), () => simulatorText(seen)),
          }),
        )
      await runUntilSignal(options.json, open, ({ url, port }) =>
        printResult(options.json, { event: 'ready', url, port, pid: process.pid }, () =>
          [
            `The simulated clouds listen on ${url}.`,
            demoText(url),
            `Messages, requests, faults: ${url}/_simulator`,
            'Press Ctrl-C to stop.',
          ].join('\n'),
        ),
      )
    })
}
