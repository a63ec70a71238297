import type { Command } from 'commander'
import { type Globals, optionsOf } from '../globals.ts'
import { answer } from '../output.ts'
import { posPort, simulatorPort, webPort } from '../ports.ts'
import { wholeNumber } from '../usage.ts'

export interface DemoOptions extends Globals {
  port: number
  uiPort: number
  simulatorPort: number
}

export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('agent, window and pretend cloud, all in memory, with a request to try')
    .option('--port <number>', 'of the agent; 0 takes any free one', wholeNumber(0, 65_535), posPort)
    .option('--ui-port <number>', 'of the window; 0 takes any free one', wholeNumber(0, 65_535), webPort)
    .option('--simulator-port <number>', 'of the pretend cloud', wholeNumber(0, 65_535), simulatorPort)
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<DemoOptions>(command)
      const { whenStopped } = await import('../stop.ts')
      const { openDemo } = await import('../openDemo.ts')
      const stopped = whenStopped()
      const { facts, welcome, opened } = await openDemo(options)
      answer(options.json, { event: 'ready', ...facts, pid: process.pid }, () => welcome)
      await stopped
      await opened.close()
    })
}
