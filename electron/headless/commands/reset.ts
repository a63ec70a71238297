import type { Command } from 'commander'
import { type Globals, optionsOf } from '../globals.ts'
import { answer } from '../output.ts'
import { UsageError } from '../usage.ts'

interface ResetOptions extends Globals {
  check?: boolean
  secrets?: boolean
}

/** For programs that ask before they remove this one: no failure, but not now. */
const underWay = 3

export function addResetCommand(program: Command): void {
  program
    .command('reset')
    .description('forget what was set up, before the till agent is removed from this machine')
    .option('--check', 'only say whether something is under way: exit code 0 for no, 3 for yes')
    .option('--secrets', "remove this till's upstreams, clients and secrets, from the keychain too")
    .addHelpText(
      'after',
      `
Examples:
  till-agent reset --check
  till-agent reset --secrets`,
    )
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<ResetOptions>(command)
      if (!options.check && !options.secrets) throw new UsageError('Say what is to be done: --check or --secrets.')
      const { doingsAt, forgetAll } = await import('../forget.ts')
      const { withControl } = await import('../withControl.ts')
      const doings = await withControl(options, (control) => doingsAt(control))
      if (doings.length > 0) {
        answer(
          options.json,
          { underWay: doings },
          () => `Something is under way: ${doings.join(', ')}. Try again later.`,
        )
        process.exitCode = underWay
        return
      }
      const forgotten = options.secrets ? await forgetAll(options) : []
      answer(options.json, { underWay: [], forgotten }, () =>
        options.secrets ? `Forgotten: ${forgotten.join(', ') || 'nothing was set up'}.` : 'Nothing is under way.',
      )
    })
}
