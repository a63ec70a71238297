import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { printResult } from '#host/terminal/output.ts'

/** Hidden: the service manager runs it as root, when the service has asked for an update (docs/fleet.md). */
export function addUpdateMachineCommand(program: Command): void {
  program.command('update-machine', { hidden: true }).action(async (_: unknown, command: Command) => {
    const { dataDir, json } = optionsOf(command)
    const { runMachineUpdate } = await import('#host/service/machineUpdate.ts')
    const outcome = (await runMachineUpdate(dataDir)) ?? { result: 'nothing', reason: 'nothing is asked for' }
    printResult(json, outcome, () => [outcome.result, outcome.reason].filter(Boolean).join(': '))
  })
}
