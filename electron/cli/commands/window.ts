import { type Command, Option } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { portOption } from '#cli/usage.ts'
import { Language } from '#contract/setting.ts'
import type { WindowOptions } from '#host/options.ts'

/** The command of the packaged program that runs when no other is named. */
export function addWindowCommand(program: Command, openWindow: (options: WindowOptions) => void): void {
  program
    .command('window', { isDefault: true })
    .description('run the agent with its window and tray icon, until it is quit')
    .addOption(portOption('--port', 'port of the POS API, in place of start.port'))
    .option('--hidden', 'stay in the tray until the window is needed')
    .addOption(new Option('--kiosk', 'fill the screen and stay open').conflicts('hidden'))
    .addOption(
      new Option('--language <language>', 'of window and tray, in place of start.language').choices(Language.options),
    )
    .option('--provision <file>', 'set the till up from this file first, in place of start.provisioning')
    .addOption(
      new Option('--updated', "said by Windows' set-up when it starts the program after an update")
        // In quiet hours nobody is there, and in the morning the POS fills the screen.
        .implies({ hidden: true })
        .hideHelp(),
    )
    // Chromium has hundreds of switches of its own.
    .allowUnknownOption()
    .action((_: unknown, command: Command) => openWindow(optionsOf<WindowOptions>(command)))
}
