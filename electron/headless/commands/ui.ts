import type { Command } from 'commander'
import { optionsOf } from '../globals.ts'
import { answer } from '../output.ts'

export function addUiCommand(program: Command): void {
  program
    .command('ui')
    .description('a one-time link to the window, for a browser on this machine')
    .option('--open', 'open it in the browser of this machine')
    .addHelpText('after', '\nThe agent has to run with --ui: till-agent serve --ui')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<{ open?: boolean }>(command)
      const { withControl } = await import('../withControl.ts')
      const { openSystemBrowser } = await import('../../adapters/systemBrowser.ts')
      const { Fault } = await import('../../core/fault.ts')
      const link = await withControl(options, async (control, isRunning) => {
        if (isRunning) return control.webLink()
        throw new Fault(
          'NOT_SUPPORTED',
          'No till agent runs here.',
          undefined,
          'Start it with "till-agent serve --ui".',
        )
      })
      const isOpen = options.open === true && (await openSystemBrowser(link.url))
      if (isOpen) answer(options.json, { opened: true }, () => 'Go on in the browser.')
      else answer(options.json, link, () => linkText(link.url))
    })
}

/** The link, and what a person should know of it. */
export function linkText(url: string): string {
  return `Open this in a browser on this machine, once and within ten minutes:\n${url}`
}
