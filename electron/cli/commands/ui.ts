import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { printResult } from '#host/terminal/output.ts'

export function addUiCommand(program: Command): void {
  program
    .command('ui')
    .description('print a one-time link to the window, for a browser on this machine')
    .option('--open', 'open the link in the default browser')
    .addHelpText('after', '\nThe agent must run with --ui: till-agent serve --ui')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<{ open?: boolean }>(command)
      const { withControl } = await import('#cli/withControl.ts')
      const { openSystemBrowser } = await import('#adapters/system/systemBrowser.ts')
      const { Fault } = await import('#core/base/fault.ts')
      const link = await withControl(options, async (control, isRunning) => {
        if (isRunning) return control.webLink()
        throw new Fault(
          'NOT_SUPPORTED',
          'No till agent runs here.',
          undefined,
          'Start it with "till-agent serve --ui".',
        )
      })
      const opened = options.open ? await openSystemBrowser(link.url) : undefined
      if (opened) {
        printResult(options.json, { opened: true }, () => 'Go on in the browser.')
        await opened.hasRead
      } else printResult(options.json, link, () => linkText(link.url))
    })
}

/** The one-time link, and how to use it. */
export function linkText(url: string): string {
  return `Open this in a browser on this machine, once and within ten minutes:\n${url}`
}
