import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { wholeNumber } from '#cli/usage.ts'
import { TrainingMinutes } from '#contract/training.ts'
import type { GlobalOptions } from '#host/options.ts'
import { printDone } from '#host/terminal/output.ts'

type Control = Parameters<Parameters<typeof import('#cli/withControl.ts').withControl>[1]>[0]

export function addTrainingCommands(program: Command): void {
  const training = program
    .command('training')
    .description('staff practise with simulated customers, and nothing counts')
  training
    .command('start')
    .description('begin, or set a new end; it ends by itself')
    .option(
      '--minutes <number>',
      'how long; without it, as the setting training.minutes says',
      wholeNumber(TrainingMinutes.minValue ?? 1, TrainingMinutes.maxValue ?? 1),
    )
    .addHelpText(
      'after',
      '\nEvery answer to a POS then has the header Till-Agent-Mode: training. Nothing leaves the machine.',
    )
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<{ minutes?: number }>(command)
      const { minutes } = options
      const status = await withAgent(options, (control) => control.training.start({ ...(minutes && { minutes }) }))
      printDone(options, status, () => `Training until ${new Date(status.endsAt).toLocaleTimeString()}.`)
    })
  training
    .command('stop')
    .description('end it: customers and sales are real again')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<object>(command)
      await withAgent(options, (control) => control.training.stop())
      printDone(options, { training: false }, () => 'Training has ended. Customers and sales are real again.')
    })
}

/** @throws Fault `NOT_SUPPORTED` where no agent runs */
async function withAgent<Result>(options: GlobalOptions, use: (control: Control) => Promise<Result>): Promise<Result> {
  const { withControl } = await import('#cli/withControl.ts')
  const { Fault } = await import('#core/base/fault.ts')
  return withControl(options, (control, isRunning) => {
    if (isRunning) return use(control)
    throw new Fault('NOT_SUPPORTED', 'No till agent runs here.', undefined, 'Start it: till-agent serve')
  })
}
