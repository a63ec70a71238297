import { type Command, Option } from 'commander'
import { type Globals, optionsOf } from '../headless/globals.ts'
import { posPort } from '../headless/ports.ts'
import { wholeNumber } from '../headless/usage.ts'

export interface WindowOptions extends Globals {
  port: number
  provision?: string
  /** Stays in the tray until it is needed. */
  hidden?: boolean
  /** Fills the screen and cannot be put away. */
  kiosk?: boolean
}

/** What this program does when it is told nothing else. */
export function addWindowCommand(program: Command, open: (options: WindowOptions) => void): void {
  program
    .command('window', { isDefault: true })
    .description('run the agent with its window, in the tray, until it is quit')
    .option('--port <number>', 'where POS software calls; 0 takes any free one', wholeNumber(0, 65_535), posPort)
    .option('--hidden', 'stay in the tray until the window is needed')
    .addOption(new Option('--kiosk', 'fill the screen, and stay').conflicts('hidden'))
    .option('--provision <file>', 'set the till up as this file says before opening')
    // Chromium has hundreds of its own.
    .allowUnknownOption()
    .action((_: unknown, command: Command) => open(optionsOf<WindowOptions>(command)))
}
