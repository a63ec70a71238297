import type { Command } from 'commander'
import type { OpenedBrowser } from '#adapters/system/systemBrowser.ts'
import { optionsOf } from '#cli/globals.ts'
import { identityText } from '#cli/identityText.ts'
import type { GlobalOptions } from '#host/options.ts'
import { print, printDone, printError, printResult } from '#host/terminal/output.ts'

interface BrowserOptions {
  printUrl?: boolean
}

const printUrlHelp = 'print the address instead of opening the browser'

export function addSignIn(upstream: Command): void {
  upstream
    .command('sign-in')
    .description('sign in with the browser, for an upstream of scheme oidc')
    .argument('<id>')
    .option('--print-url', `${printUrlHelp}; the browser must run on this machine`)
    .addHelpText('after', '\nExample:\n  till-agent upstream sign-in sso')
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf<BrowserOptions>(command)
      const { withControl } = await import('#cli/withControl.ts')
      const signedIn = await withControl(
        options,
        async ({ upstreams }) => {
          const { signInId, ...address } = await upstreams.signIn.start({ id })
          // Waits before a browser opens, which may take its time: the agent ends a sign-in that nobody waits for.
          const [signedIn] = await Promise.all([upstreams.signIn.finish({ id, signInId }), show(address, options)])
          return signedIn
        },
        { lastingVault: true },
      )
      printDone(options, signedIn, () => identityText(id, signedIn))
    })
}

async function show(
  { url, expiresAt }: { url: string; expiresAt: number },
  options: BrowserOptions & GlobalOptions,
): Promise<void> {
  if (options.printUrl) printResult(options.json, { url, expiresAt }, () => url)
  else if (await openInBrowser(url)) printError('Go on in the browser. This command waits.')
  else printError(`No browser could be opened. Open this address on this machine:\n${url}`)
}

export function addSignOut(upstream: Command): void {
  upstream
    .command('sign-out')
    .description('sign out, here and at the identity provider')
    .argument('<id>')
    .option('--print-url', printUrlHelp)
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf<BrowserOptions>(command)
      const { withControl } = await import('#cli/withControl.ts')
      const signedOut = await withControl(options, (control) => control.upstreams.signOut({ id }), {
        lastingVault: true,
      })
      const { revocation, endSessionUrl } = signedOut
      printDone(options, signedOut, () => `You are signed out of "${id}".${revocationText[revocation]}`)
      if (options.json || !endSessionUrl) return
      if (options.printUrl) print(`To sign the browser out too: ${endSessionUrl}`)
      else {
        const opened = await openInBrowser(endSessionUrl)
        if (!opened) printError(`To sign the browser out too, open ${endSessionUrl}`)
        await opened?.hasRead
      }
    })
}

/** By how the identity provider took the revocation. */
const revocationText = {
  done: ' The identity provider has revoked the tokens.',
  failed: ' The identity provider could not be reached: end the session there, or wait until it expires.',
  'not-offered': ' The identity provider cannot revoke tokens: they expire by themselves.',
}

async function openInBrowser(url: string): Promise<OpenedBrowser | undefined> {
  const { openSystemBrowser } = await import('#adapters/system/systemBrowser.ts')
  return openSystemBrowser(url)
}
