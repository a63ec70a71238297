import { type Command, InvalidArgumentError } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { portOption } from '#cli/usage.ts'
import { posPort, readinessPagePort } from '#host/defaultPorts.ts'
import { printError, printResult } from '#host/terminal/output.ts'

export function addWebPosCommand(program: Command): void {
  program
    .command('web-pos')
    .description('whether a checkout in the browser can call this machine, and the policy files for it')
    .argument('<origin>', 'of the page, such as https://pos.example.com', webOrigin)
    .addOption(portOption('--port', 'port of the POS API', posPort))
    .addOption(portOption('--page-port', 'port of the page that says it', readinessPagePort))
    .option('--open', 'open that page in the default browser')
    .addHelpText(
      'after',
      '\nOpen the page in the browser that the checkout runs in. docs/web-pos.md describes what it checks.',
    )
    .action(async (origin: string, _: unknown, command: Command) => {
      const options = optionsOf<{ port: number; pagePort: number; open?: boolean }>(command)
      const { runUntilSignal } = await import('#cli/runUntilSignal.ts')
      const open = async () => {
        const { openReadinessPage } = await import('#cli/webPos/openReadinessPage.ts')
        const { url, close } = await openReadinessPage({ ...options, origin })
        return { url, close: async () => close() }
      }
      await runUntilSignal(options.json, open, async ({ url }) => {
        printResult(options.json, { event: 'ready', url, pid: process.pid }, () =>
          [`Open ${url} in the browser that the checkout runs in.`, 'Press Ctrl-C to stop.'].join('\n'),
        )
        if (!options.open) return
        const { openSystemBrowser } = await import('#adapters/system/systemBrowser.ts')
        if (!(await openSystemBrowser(url))) printError('No browser could be opened. Open the address above.')
      })
    })
}

/** Of a page that comes over the network; it stands in policy files as it is. */
function webOrigin(text: string): string {
  if (/^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$/.test(text) && URL.canParse(text) && new URL(text).origin === text)
    return text
  throw new InvalidArgumentError('it must be an origin such as https://pos.example.com, exactly as a browser sends it.')
}
