import type { Command } from 'commander'
import { type Globals, optionsOf } from '../globals.ts'
import { answer } from '../output.ts'
import { posPort } from '../ports.ts'
import { wholeNumber } from '../usage.ts'
import { keyText } from './client.ts'

export interface ServeOptions extends Globals {
  port: number
  provision?: string
}

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description('run the agent until Ctrl-C')
    .option('--port <number>', 'where POS software calls; 0 takes any free one', wholeNumber(0, 65_535), posPort)
    .option('--provision <file>', 'set the till up as this file says before opening')
    .addHelpText(
      'after',
      `
Examples:
  till-agent serve
  till-agent serve --vault memory --provision till.json`,
    )
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<ServeOptions>(command)
      const { whenStopped } = await import('../stop.ts')
      const { openDoors } = await import('../openDoors.ts')
      const stopped = whenStopped()
      const { port, addresses, newKeys, opened } = await openDoors(options)
      answer(options.json, { event: 'ready', port, addresses, pid: process.pid, newKeys }, () =>
        [
          `The till agent listens on ${addresses.join(' and ')}. Ctrl-C ends it.`,
          ...newKeys.map(({ client, key }) => `Client "${client.id}" is new. ${keyText(key)}`),
        ].join('\n'),
      )
      const { rehearse } = await import('../rehearsal.ts')
      // It is for speed alone: a sale works without.
      await rehearse().catch(() => {})
      await stopped
      await opened.close()
    })
}
