import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { UsageError } from '#cli/usage.ts'
import { printDone, printResult } from '#host/terminal/output.ts'

interface ResetOptions {
  check?: boolean
  secrets?: boolean
}

/** Tells an uninstaller "not now", which is no failure. */
const busyExitCode = 3

export function addResetCommand(program: Command): void {
  program
    .command('reset')
    .description('remove what was set up, before the till agent is uninstalled')
    .option('--check', 'only say whether something is under way: exit code 0 for no, 3 for yes')
    .option('--secrets', "remove this till's upstreams, clients and secrets, also from the keychain")
    .addHelpText(
      'after',
      `
Examples:
  till-agent reset --check
  till-agent reset --secrets`,
    )
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<ResetOptions>(command)
      if (!options.check && !options.secrets) throw new UsageError('Give --check or --secrets.')
      const { activityOf, factoryReset } = await import('#cli/factoryReset.ts')
      const { withControl } = await import('#cli/withControl.ts')
      const activity = await withControl(options, activityOf)
      if (activity.length > 0) {
        const sentence = `Something is under way: ${activity.join(', ')}. Try again later.`
        printResult(options.json, { underWay: activity }, () => sentence)
        process.exitCode = busyExitCode
        return
      }
      const removed = options.secrets ? await factoryReset(options) : []
      printDone(options, { underWay: [], forgotten: removed }, () =>
        options.secrets ? `Removed: ${removed.join(', ') || 'nothing was set up'}.` : 'Nothing is under way.',
      )
    })
}
