import type { Command } from 'commander'
import { type Globals, optionsOf } from '../globals.ts'
import { answer } from '../output.ts'
import { posPort, webPort } from '../ports.ts'
import { wholeNumber } from '../usage.ts'
import { keyText } from './client.ts'
import { linkText } from './ui.ts'

export interface ServeOptions extends Globals {
  port: number
  ui?: boolean
  uiPort: number
  provision?: string
}

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description('run the agent until Ctrl-C')
    .option('--port <number>', 'where POS software calls; 0 takes any free one', wholeNumber(0, 65_535), posPort)
    .option('--ui', 'serve the window to a browser on this machine, and print a one-time link to it')
    .option('--ui-port <number>', 'where the window is served; 0 takes any free one', wholeNumber(0, 65_535), webPort)
    .option('--provision <file>', 'set the till up as this file says before opening')
    .addHelpText(
      'after',
      `
Examples:
  till-agent serve
  till-agent serve --ui
  till-agent serve --vault memory --provision till.json`,
    )
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<ServeOptions>(command)
      const { whenStopped } = await import('../stop.ts')
      const { openDoors } = await import('../openDoors.ts')
      const stopped = whenStopped()
      const { port, addresses, newKeys, ui, opened } = await openDoors(options)
      answer(options.json, { event: 'ready', port, addresses, pid: process.pid, newKeys, ui }, () =>
        [
          `The till agent listens on ${addresses.join(' and ')}. Ctrl-C ends it.`,
          ...newKeys.map(({ client, key }) => `Client "${client.id}" is new. ${keyText(key)}`),
          ...(ui ? [linkText(ui.url)] : []),
        ].join('\n'),
      )
      const { rehearse } = await import('../rehearsal.ts')
      // It is for speed alone: a sale works without.
      await rehearse().catch(() => {})
      await stopped
      await opened.close()
    })
}
