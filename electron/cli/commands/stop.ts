import { type Command, InvalidArgumentError } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { printDone } from '#host/terminal/output.ts'

/** A request of a POS takes no longer, unless somebody has raised the limits. */
const defaultWaitSeconds = 30
const maxWaitSeconds = 3_600

export function addStopCommand(program: Command): void {
  program
    .command('stop')
    .description('end the running agent in order, once no request is under way')
    .option('--wait <seconds>', 'how long requests under way may hold it up', parseSeconds, defaultWaitSeconds)
    .addHelpText('after', '\nVerifications that are open go on when the agent starts again.')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<{ wait: number }>(command)
      const { stopAgent } = await import('#cli/stopAgent.ts')
      const result = await stopAgent(options, options.wait * 1_000)
      const sentences = {
        'not-running': 'No till agent runs here.',
        ended: 'The till agent has ended.',
        'ended-while-busy': `The till agent has ended, though requests were still under way after ${options.wait} s.`,
      }
      printDone(options, { result }, () => sentences[result])
    })
}

function parseSeconds(text: string): number {
  const seconds = Number(text)
  if (/^\d+$/.test(text) && seconds <= maxWaitSeconds) return seconds
  throw new InvalidArgumentError(`It must be a number from 0 to ${maxWaitSeconds}.`)
}
